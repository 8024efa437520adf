"""Discrimination and nearness on classes small enough to compute by hand."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from graders.domain.class_statistics import correlation, discriminations, spread_of
from graders.domain.thresholds import Edge, Measured, edges, measured, touching
from tests import course_factories as course
from tests import grade_factories as factories
from tests.class_factories import trained
from tests.evidence_factories import make_scores


def test_the_row_itself_is_not_in_the_sum() -> None:
    """Two rows with nothing in common: with itself in the sum, each would seem to discriminate."""
    pairs = ((1.0, 3.0), (2.0, 1.0), (3.0, 2.0), (1.0, 1.0), (2.0, 2.0), (3.0, 3.0))
    found = discriminations([{"one": one, "other": other} for one, other in pairs])
    expected = correlation([one for one, _ in pairs], [other for _, other in pairs])
    assert found["one"].value == expected
    assert found["other"].value == expected


def test_a_known_correlation_and_its_interval() -> None:
    """Anscombe's first quartet: 0.816; Fisher's interval for eleven pairs is 0.424 to 0.951."""
    x = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
    y = (8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68)
    found = discriminations([{"x": float(a), "y": b} for a, b in zip(x, y, strict=True)])
    assert found["x"].value == pytest.approx(0.8164, abs=1e-4)
    assert (found["x"].low, found["x"].high) == pytest.approx((0.4244, 0.9507), abs=1e-3)


def test_five_groups_are_too_few() -> None:
    five = [{"one": float(n), "other": float(n)} for n in range(5)]
    assert discriminations(five) == {}
    assert discriminations([]) == {}
    assert discriminations([*five, {"one": 9.0, "other": 9.0}])["one"].value == pytest.approx(1)


def test_equal_values_up_to_rounding_are_constant() -> None:
    assert correlation([0.1 + 0.2, 0.3, 0.3], [1.0, 2.0, 3.0]) is None


def test_the_spread_of_a_class() -> None:
    found = spread_of([60.0, 70.0, 95.0])
    assert found is not None
    assert (found.mean, found.median) == (75.0, 70.0)
    assert found.standard_deviation == pytest.approx(18.03, abs=0.01)
    assert spread_of([]) is None
    alone = spread_of([50.0])
    assert alone is not None
    assert alone.standard_deviation == 0


def test_near_is_two_points_or_ones_own_interval() -> None:
    narrow, wide = Measured(value=0.80, half_width=0.005), Measured(value=0.80, half_width=0.05)
    assert narrow.is_near(0.82)
    assert not narrow.is_near(0.8201)
    assert wide.is_near(0.85)
    assert not wide.is_near(0.851)


def test_the_ends_of_a_curve_are_those_of_its_anchors() -> None:
    assert edges("hidden_accuracy", factories.CALIBRATION) == {Edge.FULL: 0.83, Edge.NOTHING: 0.46}
    assert edges("overfitting_gap", factories.CALIBRATION) == {Edge.FULL: 0.10, Edge.NOTHING: 0.26}
    assert edges("docstrings", factories.CALIBRATION) == {}


def test_what_is_measured_has_the_doubt_of_its_examples_or_of_its_runs() -> None:
    """One training: the hidden examples' sampling error; three that lie apart: their spread."""
    strong = factories.strong()
    once = measured(strong, "hidden_accuracy", "")
    assert once is not None
    scores = strong.evidence.scores
    error = (scores.hidden_accuracy * (1 - scores.hidden_accuracy) / scores.num_hidden) ** 0.5
    assert once.half_width == pytest.approx(1.96 * error, rel=1e-3)
    apart = trained(strong)
    runs = tuple(
        replace(run, units={"": replace(run.units[""], scores=make_scores(hidden, 0.92))})
        for run, hidden in zip(apart.repeats.runs, (0.80, 0.86, 0.92), strict=True)
    )
    spread = replace(apart, repeats=replace(apart.repeats, runs=runs))
    several = measured(spread, "hidden_accuracy", "")
    assert several is not None
    assert several.half_width == pytest.approx(1.96 * 0.06 / 3**0.5, rel=0.02)


def test_the_gap_is_compared_as_the_row_compares_it() -> None:
    """Less its sampling error, which counts for the student."""
    grade = factories.overfit()
    found = measured(grade, "overfitting_gap", "")
    assert found is not None
    scores = grade.evidence.scores
    assert found.value == pytest.approx(scores.gap - scores.gap_standard_error)


def test_what_was_not_measured_is_near_nothing() -> None:
    for grade in (factories.not_buildable(), factories.ungraded(), course.gan_grade()):
        assert measured(grade, "hidden_accuracy", "") is None
    assert measured(course.lstm_grade(), "hidden_accuracy", "sentiment") is not None
    assert measured(course.lstm_grade(), "hidden_accuracy", "memory") is None


def test_a_boundary_is_touched_inside_of_the_interval() -> None:
    grade = trained(factories.starter())
    doubt = grade.repeats.certainty
    assert doubt is not None
    inside, outside = Decimal(f"{doubt.high - 0.01:.2f}"), Decimal(f"{doubt.high + 0.1:.2f}")
    assert list(touching([grade, factories.strong()], inside)) == [grade]
    assert list(touching([grade], outside)) == []
