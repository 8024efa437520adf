"""A planted fault is found when its own row falls, surely and in nearly every run."""

from __future__ import annotations

import re

import pytest

from graders.domain.validation import ANY_ROW
from graders.grading.acceptance.detection import (
    check_detection,
    check_feedback,
    detections,
    off_diagonal_mass,
)
from tests.validation_factories import results, variant

FINE = [{}, {}, {}, {}, {}]


def detected(rows, **changes):
    mutant = variant("planted", **({"hits": "accuracy"} | changes))
    return detections(results({"reference": FINE, mutant: rows}))


def test_a_row_that_falls_in_every_run_is_a_kill():
    (found,) = detected([{"accuracy": 20.0}] * 5)
    assert found.killed
    assert found.drops == {"accuracy": 20.0, "pooling": 0.0, "softmax": 0.0}
    assert check_detection((found,)).holds


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([{"accuracy": 35.0}] * 5, "10.00 are needed"),
        ([{"accuracy": 0.0}, {"accuracy": 0.0}, {}, {}, {}], "not certain|of 5 runs"),
        ([{"accuracy": 20.0}] * 3 + [{"accuracy": 39.5}] * 2, "3 of 5 runs only"),
    ],
)
def test_a_fall_that_is_small_or_unsure_is_none(rows, why):
    (found,) = detected(rows)
    assert not found.killed
    check = check_detection((found,))
    assert not check.holds
    assert any(re.search(why, miss) for miss in check.misses)


def test_a_small_row_need_not_lose_more_than_it_has():
    (found,) = detected([{"softmax": 0.0}] * 5, hits="softmax")
    assert found.killed


def test_losses_elsewhere_are_off_the_diagonal_unless_allowed():
    rows = [{"accuracy": 20.0, "pooling": 0.0}] * 5
    (found,) = detected(rows)
    assert found.killed
    assert found.stray == {"pooling": 10.0}
    assert off_diagonal_mass((found,)) == pytest.approx(10 / 30)
    assert not check_detection((found,)).holds
    for allowed in ("pooling", ANY_ROW):
        (found,) = detected(rows, collateral=(allowed,))
        assert not found.stray
        assert off_diagonal_mass((found,)) == 0.0
        assert check_detection((found,)).holds


def test_a_gain_elsewhere_is_a_stray_move_too():
    mutant = variant("planted", hits="softmax")
    low = [{"pooling": 5.0}] * 5
    (found,) = detections(results({"reference": low, mutant: [{"softmax": 0.0}] * 5}))
    assert found.stray == {"pooling": -5.0}


def test_the_planted_row_is_said_first_when_it_lost_most():
    (found,) = detected([{"accuracy": 20.0, "pooling": 5.0}] * 5, collateral=("pooling",))
    assert found.rank == 1
    assert "accuracy.low" in found.top
    (found,) = detected(
        [{"accuracy": 20.0, "pooling": 5.0}] * 5, hits="pooling", collateral=("accuracy",)
    )
    assert found.rank == 2
    assert check_feedback((found,)).holds


def test_another_message_than_the_planted_one_does_not_name_it():
    (found,) = detected([{"accuracy": 20.0}] * 5, says="accuracy.other")
    assert found.rank == 0
    assert not check_feedback((found,)).holds


def test_a_run_that_failed_is_explained_by_its_verdict():
    mutant = variant("planted", hits="accuracy", collateral=(ANY_ROW,), says="training_failed")
    rows = [{"accuracy": 0.0, "pooling": 0.0}] * 5
    measured = results({"reference": FINE, mutant: rows}, verdicts={"": "training_failed"})
    (found,) = detections(measured)
    assert (found.top, found.rank) == ("training_failed", 1)


def test_a_single_run_says_nothing_of_chance():
    (found,) = detected([{"accuracy": 20.0}])
    assert found.killed
    check = check_detection((found,))
    assert not check.holds
    assert "run once" in check.misses[0]


def test_nothing_measured_holds_nothing():
    assert not check_detection(()).holds
    assert not check_feedback(()).holds


def test_a_spread_that_both_share_is_no_move():
    """Runs of a pair meet the same seed: what varies in both alike moved nothing."""
    spread = [{"pooling": points} for points in (10.0, 4.0, 9.0, 2.0, 7.0)]
    mutant = variant("planted", hits="softmax")
    fallen = [{**row, "softmax": 0.0} for row in spread]
    (found,) = detections(results({"reference": spread, mutant: fallen}))
    assert not found.stray


def test_an_unsteady_move_elsewhere_is_one_even_when_its_mean_is_small():
    """Points that jump both ways in a row that should stand are not explained by the seed."""
    mutant = variant("planted", hits="softmax")
    steady = [{"pooling": 5.0}] * 4
    jumping = [{"pooling": points, "softmax": 0.0} for points in (0.0, 10.0, 1.0, 9.0)]
    (found,) = detections(results({"reference": steady, mutant: jumping}))
    assert set(found.stray) == {"pooling"}
