"""Turns calibration runs of generators into the anchors that samples are judged against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from graders.domain.generative_scores import GenerativeAnchors
from graders.errors import CourseError

Measures = Mapping[str, float]


def fit_generative(reference: Sequence[Measures], others: Sequence[Measures]) -> GenerativeAnchors:
    """Take medians over the runs, rounded to four decimals.

    Args:
        reference: Measures of each run of the reference: `kid`, `density`, `coverage`,
            `total_variation`, `untrained_kid`, `kid_floor`.
        others: Measures of the runs of other solutions; their untrained generators and their real
            images count as well.

    Raises:
        CourseError: The reference has no run, or draws no better than an untrained generator.

    Source:
        docs/grading.md, "Anchors of a generator".
    """
    if not reference:
        raise CourseError(
            "There are no calibration runs of 'reference'.", hint="Run the reference solution."
        )
    everyone = [*reference, *others]
    anchors = GenerativeAnchors(
        kid_floor=_median(everyone, "kid_floor"),
        kid_reference=_median(reference, "kid"),
        kid_untrained=_median(everyone, "untrained_kid"),
        density_reference=_median(reference, "density"),
        coverage_reference=_median(reference, "coverage"),
        total_variation_reference=_median(reference, "total_variation"),
    )
    if anchors.kid_reference * 2 > anchors.kid_untrained:
        raise CourseError(
            f"The reference's KID ({anchors.kid_reference}) is not clearly below that of untrained "
            f"generators ({anchors.kid_untrained}).",
            hint="Improve the reference, or allow it more steps.",
        )
    return anchors


def _median(runs: Sequence[Measures], name: str) -> float:
    return round(median(run[name] for run in runs), 4)
