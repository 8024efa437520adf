"""What a class's points say of the rubric: how well a row tells groups apart, and how surely."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

FEWEST_GROUPS: Final = 6
"""Groups below which a discrimination is not computed: it would be chance."""

_CONSTANT: Final = 1e-9
_Z_975: Final = 1.959964


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrimination:
    """How well one row tells apart the groups that the other rows tell apart.

    Attributes:
        value: Correlation of the row's points with the sum of the other rows, in [-1, 1].
        low: Lower end of its 95 % interval.
        high: Upper end.
        num_groups: Groups it rests on.
    """

    value: float
    low: float
    high: float
    num_groups: int


def discriminations(groups: Sequence[Mapping[str, float]]) -> Mapping[str, Discrimination]:
    """Return the corrected item-total correlation of each row that has one.

    The row itself is not in the sum it is compared with: it would agree with itself. A row has none
    where all groups got the same for it, or for all other rows.

    Args:
        groups: Points by row of each group, every row judged; all have the same rows.

    Returns:
        By row; empty with fewer than `FEWEST_GROUPS` groups. The order of the groups is irrelevant.

    Source:
        Crocker and Algina, "Introduction to Classical and Modern Test Theory" (1986), chapter 14;
        the interval: Fisher, "On the probable error of a coefficient of correlation", Metron 1
        (1921).
    """
    if len(groups) < FEWEST_GROUPS:
        return {}
    found = {}
    for row in groups[0]:
        own = [group[row] for group in groups]
        others = [math.fsum(group.values()) - group[row] for group in groups]
        value = correlation(own, others)
        if value is not None:
            low, high = _interval(value, len(groups))
            found[row] = Discrimination(value=value, low=low, high=high, num_groups=len(groups))
    return found


def correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation in [-1, 1]; None where either does not vary.

    Args:
        first: One value a group, finite.
        second: As many.
    """
    one, other = _centred(first), _centred(second)
    spread = math.sqrt(math.fsum(x * x for x in one)) * math.sqrt(math.fsum(y * y for y in other))
    if not _varies(one, first) or not _varies(other, second) or not spread:
        return None
    product = math.fsum(x * y for x, y in zip(one, other, strict=True))
    return max(-1.0, min(product / spread, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Five numbers of a class: enough to see where it stands and how far it lies apart."""

    count: int
    mean: float
    median: float
    standard_deviation: float
    lowest: float
    highest: float


def spread_of(values: Sequence[float]) -> Spread | None:
    """Return the spread of values; None where there are none.

    The standard deviation is that of a sample (n − 1), and 0 for a single value.
    """
    if not values:
        return None
    centred = _centred(values)
    squares = math.fsum(x * x for x in centred)
    return Spread(
        count=len(values),
        mean=math.fsum(values) / len(values),
        median=median(values),
        standard_deviation=math.sqrt(squares / max(len(values) - 1, 1)),
        lowest=min(values),
        highest=max(values),
    )


def _centred(values: Sequence[float]) -> list[float]:
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def _varies(centred: Sequence[float], values: Sequence[float]) -> bool:
    # What rounding leaves of equal values is no variation.
    largest = max(1.0, *(abs(value) for value in values))
    return max(abs(value) for value in centred) > _CONSTANT * largest


def _interval(value: float, count: int) -> tuple[float, float]:
    # Fisher's z of ±1 is infinite: a perfect correlation has no width.
    if abs(value) >= 1:
        return value, value
    half = _Z_975 / math.sqrt(count - 3)
    middle = math.atanh(value)
    return math.tanh(middle - half), math.tanh(middle + half)
