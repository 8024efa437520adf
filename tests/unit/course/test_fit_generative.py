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
    others = [measures(3.0, untrained_kid=12.0, kid_floor=0.03)] * 4
    anchors = fit_generative(reference, others)
    assert (anchors.kid_reference, anchors.coverage_reference) == (0.2, 0.7)
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
        fit_generative(reference, [measures(3.0)])
