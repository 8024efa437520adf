"""Anchors of generators are medians of measured runs, or a refusal."""

from __future__ import annotations

import pytest

from graders.course.fit_generative import fit_generative
from graders.errors import CourseError


def measures(kid: float, **changes: float) -> dict[str, float]:
    return {
        "kid": kid,
        "density": 0.8,
        "coverage": 0.7,
        "total_variation": 0.1,
        "untrained_kid": 10.0,
        "kid_floor": 0.01,
        **changes,
    }


def test_anchors_are_medians_and_one_odd_run_moves_nothing() -> None:
    """The reference fixes its own medians; floor and untrained come from every run."""
    reference = [measures(0.1), measures(0.2), measures(5.0, coverage=0.1)]
    plain = [measures(1.0, coverage=0.3, density=0.2, untrained_kid=12.0, kid_floor=0.03)]
    others = [measures(3.0, untrained_kid=12.0, kid_floor=0.03)] * 4
    anchors = fit_generative(reference, plain, others)
    assert (anchors.kid_reference, anchors.coverage_reference) == (0.2, 0.7)
    assert (anchors.density_good_enough, anchors.coverage_good_enough) == (0.2, 0.3)
    assert (anchors.kid_untrained, anchors.kid_floor) == (12.0, 0.03)


@pytest.mark.parametrize(
    ("reference", "culprit"),
    [([], "no calibration runs"), ([measures(8.0)], "not clearly below")],
)
def test_reference_that_fixes_nothing_is_refused(
    reference: list[dict[str, float]], culprit: str
) -> None:
    """Without a working reference there is nothing to judge against."""
    with pytest.raises(CourseError, match=culprit):
        fit_generative(reference, [], [measures(3.0)])


def test_reference_without_density_is_refused() -> None:
    """An anchor of 0 would be a file that cannot be read again."""
    with pytest.raises(CourseError, match=r"density of the reference is 0\.0001"):
        fit_generative([measures(0.1, density=0.0001)], [], [measures(3.0)])


def test_without_good_enough_it_counts_as_half_of_enough() -> None:
    """The curve needs a middle; 0.7 of the reference earns everything."""
    anchors = fit_generative([measures(0.1)], [], [measures(3.0)])
    assert anchors.density_good_enough == pytest.approx(0.7 * 0.8 / 2)
    assert anchors.coverage_good_enough == pytest.approx(0.7 * 0.7 / 2)


@pytest.mark.parametrize(
    ("plain", "culprit"),
    [
        ({"coverage": 0.0, "density": 0.2}, "coverage of 'good_enough' is 0.0"),
        ({"coverage": 0.3, "density": 0.56}, "density of 'good_enough'.*not below 0.56"),
    ],
)
def test_good_enough_must_lie_between_nothing_and_enough(
    plain: dict[str, float], culprit: str
) -> None:
    """A curve whose knots are not in order is no curve."""
    with pytest.raises(CourseError, match=culprit):
        fit_generative([measures(0.1)], [measures(1.0, **plain)], [])
