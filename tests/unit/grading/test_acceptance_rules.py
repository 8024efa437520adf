"""What each acceptance rule accepts and refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graders.domain.repeats import ONCE, USUAL
from graders.domain.validation import Role
from graders.grading.acceptance import rules
from graders.grading.acceptance.flip_rate import simulate
from graders.grading.acceptance.statistics import half_width, pooled_sd
from tests.validation_factories import results, variant

LADDER = {
    "reference": [{}, {}],
    "good_enough": [{"accuracy": 28.0}, {"accuracy": 28.2}],
    "starter": [{"accuracy": 0.0}, {"accuracy": 0.0}],
}


def test_reference_at_its_bound_needs_95_percent():
    found = results({"reference": [{}, {}]})
    assert rules.check_reference(found, 39.0, frozenset({"accuracy"})).holds
    assert not rules.check_reference(found, 37.0, frozenset({"accuracy"})).holds


def test_reference_loses_no_steady_row_in_any_run():
    found = results({"reference": [{}, {"softmax": 1.0}]})
    check = rules.check_reference(found, 40.0, frozenset({"accuracy"}))
    assert not check.holds
    assert check.misses == ("softmax: 1 of 2 in a run",)


@pytest.mark.parametrize(("band", "holds"), [((10.0, 15.0), True), ((13.0, 15.0), False)])
def test_starter_lies_in_its_band(band, holds):
    assert rules.check_starter(results(LADDER), band).holds is holds


def test_trivial_files_stay_below_their_limit_with_their_verdict():
    low = variant("constant", Role.TRIVIAL, at_most=12.0)
    rows = [{"accuracy": 0.0}] * 2
    assert rules.check_trivial(results({low: rows})).holds
    assert not rules.check_trivial(results({replace(low, at_most=11.0): rows})).holds
    broken = replace(low, says="not_importable")
    assert not rules.check_trivial(results({broken: rows})).holds
    assert rules.check_trivial(results({broken: rows}, verdicts={"": "not_importable"})).holds


def test_three_alternatives_need_90_percent_each():
    good = {variant(name, Role.ALTERNATIVE): [{}] for name in ("a", "b", "c")}
    assert rules.check_alternatives(results(good)).holds
    assert not rules.check_alternatives(results(dict(list(good.items())[:2]))).holds
    check = rules.check_alternatives(
        results({**good, variant("d", Role.ALTERNATIVE): [{"pooling": 0.0}]})
    )
    assert not check.holds
    assert "pooling 10.00" in check.misses[0]


@pytest.mark.parametrize(("accuracy", "holds"), [(39.6, True), (39.0, False)])
def test_a_change_without_meaning_moves_half_a_point_at_most(accuracy, holds):
    same = variant("renamed", Role.SAME)
    found = results({"reference": [{}], same: [{"accuracy": accuracy}]})
    assert rules.check_same(found).holds is holds


def test_points_rise_from_trivial_to_reference():
    trivial = variant("constant", Role.TRIVIAL)
    low = [{"accuracy": 0.0, "pooling": 0.0}] * 2
    assert rules.check_ladder(results({**LADDER, trivial: low})).holds
    swapped = LADDER | {"starter": [{"accuracy": 30.0}] * 2}
    check = rules.check_ladder(results(swapped))
    assert not check.holds
    assert "good_enough" in check.misses[0]


def test_a_trick_above_the_starter_needs_a_flag():
    trick = variant("trick", Role.GAMING)
    rows = {**LADDER, trick: [{"accuracy": 20.0}]}
    assert not rules.check_gaming(results(rows)).holds
    assert rules.check_gaming(results(rows, flags=("embedded_data",))).holds
    assert rules.check_gaming(results({**LADDER, trick: [{"accuracy": 0.0}]})).holds


def test_noise_is_pooled_over_the_known_solutions():
    assert rules.check_noise(results(LADDER), USUAL).holds
    wide = LADDER | {"good_enough": [{"accuracy": 20.0}, {"accuracy": 30.0}]}
    check = rules.check_noise(results(wide), USUAL)
    assert not check.holds
    assert "s1 = 4.08" in check.said


def test_noise_of_single_runs_is_unknown():
    once = {name: rows[:1] for name, rows in LADDER.items()}
    assert not rules.check_noise(results(once), USUAL).holds


def test_more_runs_and_less_noise_flip_fewer_grades():
    usual = simulate(0.8, USUAL)
    assert usual.flips < 0.01
    assert 3.0 <= usual.mean_runs < 3.6
    assert simulate(0.8, replace(ONCE, boundaries=USUAL.boundaries)).flips > usual.flips
    assert simulate(3.0, USUAL).far_apart > usual.far_apart
    assert simulate(0.8, USUAL, bad_share=0.03).flips < 0.015


def test_half_width_of_equal_samples_is_nothing_and_grows_with_spread():
    assert half_width([1.0, 1.0], [2.0, 2.0]) == 0.0
    assert half_width([1.0, 3.0], [2.0, 2.0]) == pytest.approx(6.314)
    assert pooled_sd([[1.0], [1.0, 3.0]]) == pytest.approx(2**0.5)
    assert pooled_sd([[1.0]]) is None
