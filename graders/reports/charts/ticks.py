"""Round values at which an axis is labelled."""

from __future__ import annotations

import math
from typing import Final

_SMALLEST_SPAN: Final = 1e-9
"""Span, as a part of the values' size, below which rounding errors would show."""

_TINY: Final = 1e-290


def nice_ticks(
    low: float, high: float, most: int, *, smallest_step: float = 0.0
) -> tuple[float, ...]:
    """Return round values between `low` and `high`, ascending, all one step of 1, 2 or 5 apart.

    Args:
        low: Lowest value of the axis, finite.
        high: Highest value; finite, not below `low`.
        most: How many there may be, 2 or more.
        smallest_step: Least distance between two; 1 for an axis that counts.

    Returns:
        At most `most` values in [`low`, `high`], as many as a round step allows. Where the span is
        nothing beside the size of the values no step is round: then the ends themselves.

    Source:
        Heckbert, "Nice numbers for graph labels", Graphics Gems (1990), pages 61 to 63; the step is
        the smallest that is not too small, not the one nearest to it.
    """
    span = high - low
    ends = (low,) if low == high else (low, high)
    if not math.isfinite(span) or span <= max(_TINY, _SMALLEST_SPAN * max(abs(low), abs(high))):
        return ends
    base, power = 1, math.floor(math.log10(span / most))
    while True:
        step = base * 10.0**power
        if step >= smallest_step:
            places = range(math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9) + 1)
            if len(places) <= most:
                ticks = (_multiple(place * base, power) for place in places)
                # Where the only multiples are the ends, rounding can put them outside.
                return tuple(tick for tick in ticks if low <= tick <= high) or ends
        base, power = (1, power + 1) if base == 5 else ({1: 2, 2: 5}[base], power)


def _multiple(count: int, power: int) -> float:
    # Dividing by a power of ten rounds once, multiplying by one below 1 twice: 3 * 0.1 is not 0.3.
    return count * 10.0**power if power >= 0 else count / 10.0**-power


def powers(low: float, high: float) -> tuple[float, ...]:
    """Return 1, 3, 10, 30 and so on between two positive values."""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    places = (_multiple(base, power) for power in range(first, last + 1) for base in (1, 3))
    return tuple(place for place in places if low <= place <= high)
