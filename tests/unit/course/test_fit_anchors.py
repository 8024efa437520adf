"""Anchors come from runs by the documented formulas, rounded for the student."""

from __future__ import annotations

import pytest

from graders.course.fit_anchors import CalibrationRun, Solution, fit_anchors, tolerance_factor
from graders.errors import CourseError

STEADY = {
    "starter": [0.330, 0.340, 0.350, 0.340, 0.340],
    "good_enough": [0.700, 0.702, 0.698, 0.700, 0.701],
    "reference": [0.900, 0.902, 0.898, 0.901, 0.899],
    "overfit": [0.670] * 5,
}
GAPS = {"starter": 0.01, "good_enough": 0.08, "reference": 0.06, "overfit": 0.28}


def make_runs(**changes: list[float]) -> list[CalibrationRun]:
    return [
        CalibrationRun(
            solution=Solution(name),
            seed=seed,
            hidden_accuracy=accuracy,
            gap=GAPS[name] + 0.001 * (seed - 2),
        )
        for name, accuracies in (STEADY | changes).items()
        for seed, accuracy in enumerate(accuracies)
    ]


def test_knots_follow_the_formulas() -> None:
    """Starter + 1 sd up; midpoint, good enough and reference - k sd - 0.005 down."""
    # starter: mean .340, sd .00707; reference: mean .900, sd .00158, k(5) = 5.74.
    assert fit_anchors(make_runs()).accuracy_knots == (
        (0.350, 0.0),
        (0.520, 0.30),
        (0.700, 0.70),
        (0.885, 1.0),
    )


def test_unchanged_starter_stays_at_the_floor() -> None:
    """The first knot never lies below the starter's mean plus one standard deviation."""
    for shift in range(20):
        accuracies = [value + shift / 1000 for value in STEADY["starter"]]
        bottom = fit_anchors(make_runs(starter=accuracies)).accuracy_knots[0][0]
        assert bottom >= 0.340 + shift / 1000 + 0.00707


def test_gap_anchors_follow_the_reference_and_the_overfit_solution() -> None:
    """Full credit covers the reference's runs; none is left where the overfit solution lies."""
    anchors = fit_anchors(make_runs())
    assert anchors.gap_full_credit == pytest.approx(0.070)
    assert anchors.gap_no_credit == pytest.approx(0.280)


def test_gap_of_a_noisy_reference_does_not_forgive_overfitting() -> None:
    """However wide the bound of few runs, the overfit solution still loses all it can."""
    runs = [
        CalibrationRun(
            solution=run.solution,
            seed=run.seed,
            hidden_accuracy=run.hidden_accuracy,
            gap=0.06 + 0.03 * run.seed if run.solution is Solution.REFERENCE else run.gap,
        )
        for run in make_runs()
    ]
    anchors = fit_anchors(runs)
    assert anchors.gap_full_credit == pytest.approx(0.18)
    assert anchors.gap_no_credit - anchors.gap_full_credit >= 0.10 - 1e-9


def test_starter_and_reference_alone_give_a_straight_line() -> None:
    """Without good_enough the share follows accuracy; without overfit the gap's range is usual."""
    anchors = fit_anchors(make_runs(good_enough=[], overfit=[]))
    (bottom, _), (low, _), (high, _), (top, _) = anchors.accuracy_knots
    assert (low - bottom) / (top - bottom) == pytest.approx(0.30, abs=0.02)
    assert (high - bottom) / (top - bottom) == pytest.approx(0.70, abs=0.02)
    assert anchors.gap_no_credit == pytest.approx(anchors.gap_full_credit + 0.15)
    assert any("straight line" in note for note in anchors.notes)


def test_data_that_leaves_no_room_for_good_enough_gives_a_straight_line() -> None:
    """Where a plain solution comes as near as the reference's bad luck, it fixes no knot."""
    anchors = fit_anchors(make_runs(reference=[0.74, 0.73, 0.735, 0.73, 0.725]))
    (bottom, _), _, (high, _), (top, _) = anchors.accuracy_knots
    assert (high - bottom) / (top - bottom) == pytest.approx(0.70, abs=0.02)
    assert any("about what the reference surely" in note for note in anchors.notes)


def test_few_runs_borrow_the_largest_deviation_and_say_so() -> None:
    """With fewer than five runs a lucky small spread is not believed."""
    anchors = fit_anchors(make_runs(reference=[0.900, 0.900]))
    assert anchors.accuracy_knots[-1][0] == pytest.approx(0.850)
    assert any(note.startswith("reference: only 2 runs") for note in anchors.notes)
    assert fit_anchors(make_runs()).notes == ()


@pytest.mark.parametrize(
    ("changes", "culprit"),
    [
        ({"starter": []}, "no calibration runs of 'starter'"),
        ({"reference": []}, "no calibration runs of 'reference'"),
        ({"good_enough": [0.33] * 5}, "good_enough .* not better than the starter"),
        ({"reference": [0.70] * 5}, "reference's safe accuracy"),
        ({"reference": [0.80, 0.99, 0.85, 0.95, 0.90]}, "reference's safe accuracy"),
        ({"good_enough": [0.356] * 5}, "too close to the starter"),
        ({name: [0.5] for name in STEADY}, "two seeds"),
    ],
)
def test_impossible_calibration_names_the_culprit(
    changes: dict[str, list[float]], culprit: str
) -> None:
    """The instructor learns which solution is off."""
    with pytest.raises(CourseError, match=culprit):
        fit_anchors(make_runs(**changes))


def test_tolerance_factor_is_the_table_and_linear_between() -> None:
    """The table's values at its entries, the middle between them, constant outside."""
    assert tolerance_factor(5) == 5.74
    assert tolerance_factor(6) == pytest.approx((5.74 + 4.64) / 2)
    assert tolerance_factor(2) == 5.74
    assert tolerance_factor(1000) == 2.68
