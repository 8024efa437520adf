"""Turns calibration runs of generators into the anchors that samples are judged against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from graders.domain.generative_scores import ENOUGH_OF_REFERENCE, GenerativeAnchors
from graders.errors import CourseError

Measures = Mapping[str, float]

# Anchors are rounded to four decimals; less than this would leave no room for a middle.
_LEAST_ENOUGH = 0.001


def fit_generative(
    reference: Sequence[Measures],
    good_enough: Sequence[Measures],
    others: Sequence[Measures],
) -> GenerativeAnchors:
    """Take medians over the runs, rounded to four decimals.

    Args:
        reference: Measures of each run of the reference: `kid`, `density`, `coverage`,
            `total_variation`, `untrained_kid`, `kid_floor`.
        good_enough: The same of the good-enough solution; where it has no run, it counts as half
            of what earns everything.
        others: Measures of the runs of other solutions; untrained generators and real images count
            from every run.

    Raises:
        CourseError: The reference has no run, or draws no better than an untrained generator; or
            the good-enough solution draws nothing like real images, or no worse than what earns
            everything.

    Source:
        docs/grading.md, "Anchors of a generator".
    """
    if not reference:
        raise CourseError(
            "There are no calibration runs of 'reference'.", hint="Run the reference solution."
        )
    everyone = [*reference, *good_enough, *others]
    anchors = GenerativeAnchors(
        kid_floor=_median(everyone, "kid_floor"),
        kid_reference=_median(reference, "kid"),
        kid_untrained=_median(everyone, "untrained_kid"),
        density_reference=_median(reference, "density"),
        density_good_enough=_good_enough("density", reference, good_enough),
        coverage_reference=_median(reference, "coverage"),
        coverage_good_enough=_good_enough("coverage", reference, good_enough),
        total_variation_reference=_median(reference, "total_variation"),
    )
    if anchors.kid_reference * 2 > anchors.kid_untrained:
        raise CourseError(
            f"The reference's KID ({anchors.kid_reference}) is not clearly below that of untrained "
            f"generators ({anchors.kid_untrained}).",
            hint="Improve the reference, or allow it more steps.",
        )
    return anchors


def _good_enough(
    name: str, reference: Sequence[Measures], good_enough: Sequence[Measures]
) -> float:
    enough = ENOUGH_OF_REFERENCE * _median(reference, name)
    if enough < _LEAST_ENOUGH:
        raise CourseError(
            f"The {name} of the reference is {_median(reference, name)}: its samples are not like"
            " real images.",
            hint="Improve the reference, or allow it more steps.",
        )
    if not good_enough:
        return round(enough / 2, 4)
    plain = _median(good_enough, name)
    if plain <= 0.0:
        raise CourseError(
            f"The {name} of 'good_enough' is {plain}: none of its samples is like a real image.",
            hint="Let it train for more steps.",
        )
    if plain >= enough:
        raise CourseError(
            f"The {name} of 'good_enough' ({plain}) is not below {enough:.4f}, which is"
            f" {ENOUGH_OF_REFERENCE} of the reference's and earns everything.",
            hint="Improve the reference, or let 'good_enough' train for fewer steps.",
        )
    return plain


def _median(runs: Sequence[Measures], name: str) -> float:
    return round(median(run[name] for run in runs), 4)
