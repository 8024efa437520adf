"""From values to places on the drawing."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One direction of a drawing.

    Attributes:
        low: Value at `start`.
        high: Value at `end`; may be below `low`, then the axis runs backwards.
        start: Place of `low`, in units of the drawing.
        end: Place of `high`.
        logarithmic: Whether equal factors, not equal differences, are equally far apart; then
            values are above 0.
    """

    low: float
    high: float
    start: float
    end: float
    logarithmic: bool = False

    def __call__(self, value: float) -> float:
        """Return the place of a value; the middle where the scale has no extent."""
        low, high = self.low, self.high
        if self.logarithmic:
            low, high, value = math.log(low), math.log(high), math.log(value)
        if low == high:
            return (self.start + self.end) / 2
        return self.start + (value - low) / (high - low) * (self.end - self.start)


def padded(values: Iterable[float], *, share: float = 0.06) -> tuple[float, float]:
    """Return an interval a little wider than `values`, never empty; [0, 1] where there are none."""
    shown = list(values)
    if not shown:
        return 0.0, 1.0
    low, high = min(shown), max(shown)
    span = high - low
    size = max(abs(low), abs(high))
    room = span * share if span > 1e-6 * size else max(size * 0.05, 1e-6)
    return low - room, high + room
