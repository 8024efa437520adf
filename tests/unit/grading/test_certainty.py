"""How sure a sum is, where more runs are wanted, and that few grades flip."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np
import pytest

from graders.domain.repeats import ONCE, Reason, Schedule
from graders.domain.verdict import Verdict
from graders.grading.certainty import USUAL_RUN_SD, certainty, escalation, shrunken_sd
from graders.grading.pooling import combine

PASS = Schedule(counts=(3, 5, 9), boundaries=(Decimal(60),))
FINE = [Verdict.COMPLETED] * 3


def wants(alone, schedule=PASS, verdicts=FINE, prior_sd=0.8):
    return escalation(alone, combine(alone), verdicts, schedule, prior_sd)


def test_far_from_a_boundary_three_runs_are_enough():
    assert wants([74.0, 75.0, 74.5]) is None


def test_near_a_boundary_more_runs_are_wanted():
    found = wants([60.5, 59.5, 60.4])
    assert found.reason is Reason.BOUNDARY
    assert found.boundary == 60
    assert found.num_runs == 3
    assert abs(found.points - 60) < found.half_width


def test_after_the_last_count_nothing_more_is_wanted():
    assert wants([60.0] * 9, verdicts=[Verdict.COMPLETED] * 9) is None


def test_one_run_for_practice_stays_one():
    assert wants([60.0], schedule=ONCE, verdicts=FINE[:1]) is None


@pytest.mark.parametrize(
    ("alone", "verdicts", "reason"),
    [
        ([90.0, 84.0, 90.0], FINE, Reason.SPREAD),
        ([90.0, 30.0, 90.0], [*FINE[:2], Verdict.LOSS_NOT_FINITE], Reason.NOT_FINITE),
        ([90.0, 89.0, 90.0], [*FINE[:2], Verdict.WALL_TIME_EXCEEDED], Reason.TIME),
    ],
)
def test_what_smells_of_bad_luck_is_run_again(alone, verdicts, reason):
    assert wants(alone, verdicts=verdicts).reason is reason


def test_a_trigger_asks_once():
    """Five runs that still lie apart are the model's own doing; only a boundary asks for nine."""
    assert wants([90.0, 80.0, 90.0, 70.0, 90.0], verdicts=[Verdict.COMPLETED] * 5) is None


def test_stopped_by_the_clock_in_every_run_is_not_bad_luck():
    assert wants([12.0] * 3, verdicts=[Verdict.WALL_TIME_EXCEEDED] * 3) is None


def test_interval_holds_the_points_and_narrows_with_runs():
    three = certainty([70.0, 71.0, 70.5], 70.5, PASS, 0.8)
    nine = certainty([70.0, 71.0, 70.5] * 3, 70.5, PASS, 0.8)
    assert three.low < 70.5 < three.high
    assert nine.high - nine.low < three.high - three.low
    assert not three.is_assumed


def test_without_calibration_runs_a_usual_spread_is_assumed():
    found = certainty([70.0], 70.0, ONCE, None)
    assert found.is_assumed
    assert found.run_sd == USUAL_RUN_SD


def test_interval_stays_within_the_scale():
    assert certainty([100.0], 100.0, ONCE, 5.0).high == 100.0
    assert certainty([0.0], 0.0, ONCE, 5.0).low == 0.0


def test_doubt_just_below_a_boundary_counts_for_the_student():
    found = certainty([59.6, 59.2, 59.7], 59.6, PASS, 0.8)
    assert found.boundary == 60
    assert found.by_margin
    assert found.margin <= PASS.largest_margin
    below = certainty([57.0, 57.2, 57.1], 57.1, PASS, 0.8)
    assert below.boundary is None
    strict = certainty([59.6, 59.2, 59.7], 59.6, replace(PASS, largest_margin=0.0), 0.8)
    assert strict.boundary is None


def test_own_runs_outweigh_calibration_only_slowly():
    assert shrunken_sd([70.0, 70.0, 70.0], 0.8) == pytest.approx(0.8 * (8 / 10) ** 0.5)
    assert 0.8 < shrunken_sd([60.0, 70.0, 80.0], 0.8) < 10.0


def graded(truth, rng, sd):
    """Return whether a student of known true points passes, by the whole rule."""
    alone: list[float] = []
    while True:
        target = next(count for count in PASS.counts if count > len(alone))
        alone += list(rng.normal(truth, sd, target - len(alone)))
        points = combine(alone)
        if escalation(alone, points, [Verdict.COMPLETED] * len(alone), PASS, sd) is None:
            return certainty(alone, points, PASS, sd).boundary is not None, len(alone)


def test_fewer_than_one_grade_in_a_hundred_flips():
    """Two independent gradings of 4 000 students whose runs vary by 0.8 points."""
    rng = np.random.default_rng(3)
    truths = rng.normal(68, 15, 4_000)
    flips, runs = 0, 0
    for truth in truths:
        (first, used), (second, _again) = graded(truth, rng, 0.8), graded(truth, rng, 0.8)
        flips += first != second
        runs += used
    assert flips / len(truths) < 0.01
    assert runs / len(truths) < 3.6


def test_who_deserves_to_pass_passes():
    """At the boundary itself the margin leaves at most one in a hundred behind."""
    rng = np.random.default_rng(4)
    failed = sum(not graded(60.0, rng, 0.8)[0] for _ in range(1_500))
    assert failed / 1_500 <= 0.015
