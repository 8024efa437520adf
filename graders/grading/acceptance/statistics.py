"""Means of few runs, and how sure they are."""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import fmean, variance
from typing import Final

from graders.grading.curves import interpolate

# One-sided 95 % quantiles of Student's t by degrees of freedom; source: any table.
_T_95: Final = (
    (1.0, 6.314), (2.0, 2.920), (3.0, 2.353), (4.0, 2.132), (5.0, 2.015), (6.0, 1.943),
    (8.0, 1.860), (10.0, 1.812), (15.0, 1.753), (20.0, 1.725), (30.0, 1.697), (60.0, 1.671),
    (1000.0, 1.646),
)  # fmt: skip


def standard_error(values: Sequence[float]) -> float:
    """Return the standard error of a mean; 0 for a single value, which tells no spread."""
    return math.sqrt(variance(values) / len(values)) if len(values) > 1 else 0.0


def difference_error(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the standard error of the difference of two means, without equal variances."""
    return math.hypot(standard_error(left), standard_error(right))


def half_width(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the one-sided 95 % half-width of a difference of two means.

    Source:
        B. L. Welch, "The generalization of Student's problem when several different population
        variances are involved", Biometrika 34, 1947.
    """
    return interpolate(_welch_degrees(left, right), _T_95) * difference_error(left, right)


def paired_half_width(left: Sequence[float], right: Sequence[float]) -> float:
    """Return the one-sided 95 % half-width of a mean difference of runs that share seeds and data.

    What both runs of a pair owe to their seed cancels; values without a partner are left out.

    Source:
        Student (W. S. Gosset), "The probable error of a mean", Biometrika 6, 1908.
    """
    differences = [one - other for one, other in zip(left, right, strict=False)]
    return interpolate(len(differences) - 1.0, _T_95) * standard_error(differences)


def pooled_sd(samples: Sequence[Sequence[float]]) -> float | None:
    """Return the standard deviation of one value, each sample counting the same; None for none."""
    variances = [variance(values) for values in samples if len(values) > 1]
    return math.sqrt(fmean(variances)) if variances else None


def _welch_degrees(left: Sequence[float], right: Sequence[float]) -> float:
    shares = [
        (variance(values) / len(values), len(values) - 1)
        for values in (left, right)
        if len(values) > 1
    ]
    total = sum(share for share, _degrees in shares)
    if total <= 0.0:
        return 1.0
    return total**2 / sum(share**2 / degrees for share, degrees in shares)
