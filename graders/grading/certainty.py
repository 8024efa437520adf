"""How far a sum of points can be relied on, and whether more runs are worth their cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal
from statistics import fmean
from typing import Final

from graders.domain.repeats import Certainty, Escalation, Reason, Schedule
from graders.domain.verdict import Verdict
from graders.grading.curves import interpolate

USUAL_RUN_SD: Final = 0.8
"""Standard deviation of one run's sum, in points, where no calibration run tells it."""

_PRIOR_RUNS: Final = 8
_WIDE_RANGE: Final = 6.0
# A spread smaller than this is no reason for another training, however steady calibration was.
_SMALLEST_SD: Final = 0.25
_MARGIN: Final = 2.33
# Spread of the combined value as a share of that of one run, for normal runs, by number of runs.
# Source: docs/grading.md, "Several runs"; simulated in tests/unit/grading/test_pooling.py.
_COMBINED_SD: Final = ((1.0, 1.0), (3.0, 0.670), (5.0, 0.477), (7.0, 0.393), (9.0, 0.343))
# Quantiles of Student's t by degrees of freedom; source: any table of the distribution.
_T_995: Final = ((8.0, 3.355), (10.0, 3.169), (12.0, 3.055), (14.0, 2.977), (16.0, 2.921))
_T_975: Final = ((8.0, 2.306), (10.0, 2.228), (12.0, 2.179), (14.0, 2.145), (16.0, 2.120))


def certainty(
    alone: Sequence[float], points: float, schedule: Schedule, prior_sd: float | None
) -> Certainty:
    """Return how sure a sum of points is.

    Args:
        alone: What each run alone would be worth, in points.
        points: The sum of the rows over all runs.
        schedule: Boundaries and largest margin.
        prior_sd: Standard deviation of the sum over calibration runs; None when unknown.

    Source:
        docs/grading.md, "Several runs".
    """
    assumed = prior_sd is None
    prior = USUAL_RUN_SD if prior_sd is None else prior_sd
    run_sd = shrunken_sd(alone, prior)
    spread = combined_sd(len(alone)) * run_sd
    half = interpolate(_degrees(len(alone)), _T_975) * spread
    margin = min(schedule.largest_margin, _MARGIN * spread)
    reached = [b for b in schedule.boundaries if points >= float(b) - margin]
    return Certainty(
        num_runs=len(alone),
        run_sd=run_sd,
        prior_sd=prior,
        is_assumed=assumed,
        low=max(points - half, 0.0),
        high=min(points + half, 100.0),
        margin=margin,
        boundary=reached[-1] if reached else None,
        by_margin=bool(reached) and points < float(reached[-1]),
    )


def escalation(
    alone: Sequence[float],
    points: float,
    verdicts: Sequence[Verdict],
    schedule: Schedule,
    prior_sd: float | None,
) -> Escalation | None:
    """Return why more runs are wanted, or None where the grade is certain enough.

    Args:
        alone: What each run alone would be worth, in points.
        points: The sum of the rows over all runs.
        verdicts: How each run ended.
        schedule: Numbers of runs and boundaries.
        prior_sd: Standard deviation of the sum over calibration runs; None when unknown.

    Source:
        docs/grading.md, "Several runs".
    """
    count = len(alone)
    if not any(more > count for more in schedule.counts):
        return None
    prior = USUAL_RUN_SD if prior_sd is None else prior_sd
    half = _half_width(alone, prior)
    near = _nearest(points, schedule.boundaries)
    is_near = near is not None and abs(points - float(near)) < half
    reason = _bad_luck(verdicts) if count == schedule.counts[0] else None
    if reason is None and is_near:
        reason = Reason.BOUNDARY
    if reason is None and count == schedule.counts[0] and _lie_apart(alone, prior):
        reason = Reason.SPREAD
    if reason is None:
        return None
    return Escalation(
        num_runs=count,
        reason=reason,
        points=points,
        half_width=half,
        boundary=near if reason is Reason.BOUNDARY else None,
    )


def shrunken_sd(alone: Sequence[float], prior_sd: float) -> float:
    """Return the standard deviation of a run, calibration counting like eight more runs."""
    mean = fmean(alone)
    own = sum((value - mean) ** 2 for value in alone)
    return math.sqrt((_PRIOR_RUNS * prior_sd**2 + own) / (_PRIOR_RUNS + len(alone) - 1))


def _half_width(alone: Sequence[float], prior_sd: float) -> float:
    spread = combined_sd(len(alone)) * shrunken_sd(alone, prior_sd)
    return interpolate(_degrees(len(alone)), _T_995) * spread


def combined_sd(num_runs: int) -> float:
    """Return the spread of the combined value of normal runs, as a share of that of one run."""
    return interpolate(float(num_runs), _COMBINED_SD)


def _degrees(num_runs: int) -> float:
    return float(_PRIOR_RUNS + num_runs - 1)


def _nearest(points: float, boundaries: Sequence[Decimal]) -> Decimal | None:
    return min(boundaries, key=lambda boundary: abs(points - float(boundary)), default=None)


def _bad_luck(verdicts: Sequence[Verdict]) -> Reason | None:
    """What may be luck, or the machine's fault, in some of the runs."""
    if Verdict.LOSS_NOT_FINITE in verdicts:
        return Reason.NOT_FINITE
    if Verdict.WALL_TIME_EXCEEDED in verdicts and len(set(verdicts)) > 1:
        return Reason.TIME
    return None


def _lie_apart(alone: Sequence[float], prior_sd: float) -> bool:
    return max(alone) - min(alone) > _WIDE_RANGE * max(prior_sd, _SMALLEST_SD)
