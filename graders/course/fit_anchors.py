"""Turns calibration runs into the anchors that metrics are graded against."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from statistics import fmean, median, stdev
from typing import Final

from graders.errors import CourseError
from graders.grading.curves import interpolate

MIN_GAP_RANGE: Final = 0.10
_SHARES: Final = (0.0, 0.30, 0.70, 1.0)
_STEP: Final = 0.005
_SAFETY: Final = 0.005
_SMALLEST_FULL_GAP: Final = 0.05
# Without an overfit solution nothing says how far the bound of few runs may reach.
_LARGEST_FULL_GAP: Final = 0.15
_USUAL_GAP_RANGE: Final = 0.15
_FEWEST_RUNS: Final = 5
# Where plain solutions come this near to the reference, luck alone tells them apart.
_NEARLY: Final = 0.03
# One-sided normal tolerance factors: 99 % of runs above the bound, with 95 % confidence.
# Source: docs/grading.md, "From runs to anchors"; any table of normal tolerance limits.
_TOLERANCE: Final = (
    (5.0, 5.74),
    (7.0, 4.64),
    (8.0, 4.35),
    (10.0, 3.98),
    (12.0, 3.75),
    (15.0, 3.52),
    (20.0, 3.30),
    (30.0, 3.06),
    (50.0, 2.86),
    (100.0, 2.68),
)


class Solution(StrEnum):
    """The solutions whose runs fix the anchors; starter and reference are indispensable."""

    REFERENCE = "reference"
    GOOD_ENOUGH = "good_enough"
    STARTER = "starter"
    OVERFIT = "overfit"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationRun:
    """What one training run of a known solution measured.

    Attributes:
        solution: Which solution was trained.
        seed: Seed of the run.
        hidden_accuracy: In [0, 1].
        gap: Train minus hidden accuracy, in accuracy units.
    """

    solution: Solution
    seed: int
    hidden_accuracy: float
    gap: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchors:
    """Fitted anchors of one profile.

    Attributes:
        accuracy_knots: Four `(accuracy, share)` pairs: starter, midpoint, good enough, reference.
        gap_full_credit: Gap up to which nothing is lost, in accuracy units.
        gap_no_credit: Gap from which nothing is given.
        notes: What the instructor should know about the fit, in English.
    """

    accuracy_knots: tuple[tuple[float, float], ...]
    gap_full_credit: float
    gap_no_credit: float
    notes: tuple[str, ...] = ()


def fit_anchors(runs: Sequence[CalibrationRun]) -> Anchors:
    """Fit accuracy and gap anchors, rounded to 0.005 in the student's favour.

    The starter's anchor alone is rounded up: an unchanged starter must stay at the floor.

    Raises:
        CourseError: A solution has no runs, nothing was run twice, or the solutions do not lie in
            the order starter, good enough, reference; the message says which one is off.

    Source:
        docs/grading.md, "From runs to anchors".
    """
    groups = {name: [run for run in runs if run.solution is name] for name in Solution}
    for name in (Solution.REFERENCE, Solution.STARTER):
        if not groups[name]:
            raise CourseError(
                f"There are no calibration runs of {name.value!r}.",
                hint="Starter and reference are needed; good_enough and overfit refine the curves.",
            )
    notes: list[str] = []
    knots = _fit_accuracy(groups, notes)
    full_credit, no_credit = _fit_gap(groups)
    return Anchors(
        accuracy_knots=knots,
        gap_full_credit=full_credit,
        gap_no_credit=no_credit,
        notes=tuple(notes),
    )


def tolerance_factor(num_runs: int) -> float:
    """How many standard deviations below the mean 99 % of runs stay above, at 95 % confidence.

    Linear between the table's entries; constant below 5 and above 100 runs.
    """
    return interpolate(float(num_runs), _TOLERANCE)


def _fit_accuracy(
    groups: Mapping[Solution, Sequence[CalibrationRun]], notes: list[str]
) -> tuple[tuple[float, float], ...]:
    accuracies = {
        name: [run.hidden_accuracy for run in groups[name]]
        for name in (Solution.STARTER, Solution.GOOD_ENOUGH, Solution.REFERENCE)
        if groups[name]
    }
    means = {name: fmean(values) for name, values in accuracies.items()}
    deviations = _deviations(accuracies, notes)
    num_reference = len(accuracies[Solution.REFERENCE])
    certain_reference = (
        means[Solution.REFERENCE]
        - tolerance_factor(num_reference) * deviations[Solution.REFERENCE]
        - _SAFETY
    )
    bottom = _up(means[Solution.STARTER] + deviations[Solution.STARTER])
    plain = means.get(Solution.GOOD_ENOUGH)
    if plain is None:
        notes.append("There is no good_enough solution, so the curve is a straight line.")
    elif _is_nearly_as_good(plain, means[Solution.REFERENCE], certain_reference):
        notes.append(
            f"good_enough ({plain:.3f}) is about what the reference surely reaches"
            f" ({certain_reference:.3f}), so the curve is a straight line."
        )
        plain = None
    if plain is not None:
        middle = (means[Solution.STARTER] + deviations[Solution.STARTER] + plain) / 2
    else:
        plain = bottom + _SHARES[2] * (certain_reference - bottom)
        middle = bottom + _SHARES[1] * (certain_reference - bottom)
        if certain_reference <= bottom:
            raise CourseError(
                f"The reference's safe accuracy ({certain_reference:.3f}) is not above the starter"
                f" ({bottom:.3f}).",
                hint="Improve the reference, run it with more seeds, or make the starter weaker.",
            )
    anchors = (bottom, _down(middle), _down(plain), _down(certain_reference))
    _require_order(anchors)
    return tuple(zip(anchors, _SHARES, strict=True))


def _is_nearly_as_good(plain: float, reference: float, certain_reference: float) -> bool:
    """Whether the data leaves no room between good enough and the worst luck of the reference."""
    beyond = _down(plain) - _down(certain_reference)
    return plain < reference and 0.0 <= beyond <= _NEARLY


def _fit_gap(groups: Mapping[Solution, Sequence[CalibrationRun]]) -> tuple[float, float]:
    gaps = {name: [run.gap for run in group] for name, group in groups.items()}
    reference = gaps[Solution.REFERENCE]
    deviation = _deviations(
        {name: values for name, values in gaps.items() if values and name is not Solution.OVERFIT},
        [],
    )[Solution.REFERENCE]
    bound = fmean(reference) + tolerance_factor(len(reference)) * deviation
    if not gaps[Solution.OVERFIT]:
        full_credit = _up(max(_SMALLEST_FULL_GAP, min(bound, _LARGEST_FULL_GAP), *reference))
        return full_credit, _up(full_credit + _USUAL_GAP_RANGE)
    overfit = median(gaps[Solution.OVERFIT])
    # Few runs give a wide bound: it may not forgive what the overfit solution does, but neither
    # may the reference lose points in a run that was measured.
    highest = max(_SMALLEST_FULL_GAP, overfit - MIN_GAP_RANGE, *reference)
    full_credit = _up(min(max(_SMALLEST_FULL_GAP, bound), highest))
    no_credit = _up(max(overfit, full_credit + MIN_GAP_RANGE))
    return full_credit, no_credit


def _deviations(
    samples: Mapping[Solution, Sequence[float]], notes: list[str]
) -> dict[Solution, float]:
    own = {name: stdev(values) for name, values in samples.items() if len(values) > 1}
    if not own:
        raise CourseError(
            "No solution was run with two seeds, so the spread of runs is unknown.",
            hint="Run the reference with 5 seeds or more.",
        )
    largest = max(own.values())
    few = [name for name, values in samples.items() if len(values) < _FEWEST_RUNS]
    notes.extend(
        f"{name.value}: only {len(samples[name])} runs, so the largest standard deviation of all"
        f" solutions ({largest:.4f}) was used."
        for name in few
    )
    return {name: largest if name in few else own[name] for name in samples}


def _require_order(anchors: tuple[float, float, float, float]) -> None:
    bottom, _, plain, top = anchors
    if plain <= bottom:
        raise CourseError(
            f"good_enough ({plain:.3f}) is not better than the starter ({bottom:.3f}).",
            hint="Improve good_enough, or make the starter weaker.",
        )
    if top <= plain:
        raise CourseError(
            f"The reference's safe accuracy ({top:.3f}) is not above good_enough ({plain:.3f}).",
            hint="Improve the reference, run it with more seeds, or make its training steadier.",
        )
    if any(left >= right for left, right in pairwise(anchors)):
        raise CourseError(
            f"good_enough ({plain:.3f}) is too close to the starter ({bottom:.3f}).",
            hint="Improve good_enough, or make the starter weaker.",
        )


def _up(value: float) -> float:
    # 1e-9 steps of slack: 0.335 / 0.005 is 67.00000000000001 in binary.
    return round(math.ceil(value / _STEP - 1e-9) * _STEP, 3)


def _down(value: float) -> float:
    return round(math.floor(value / _STEP + 1e-9) * _STEP, 3)
