"""Turns a measured value into a share of the points: ramps and piecewise-linear curves."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

Knots = Sequence[tuple[float, float]]


def ramp(x: float, start: float, end: float) -> float:
    """Rise linearly from 0 at `start` to 1 at `end`; a step when the two are equal.

    Raises:
        ValueError: A value is not a number.

    Source:
        docs/grading.md, "Curves instead of steps".
    """
    if math.isnan(x) or math.isnan(start) or math.isnan(end):
        raise ValueError("a ramp needs numbers, received NaN")
    if end <= start:
        return float(x >= end)
    if x <= start:
        return 0.0
    return min((x - start) / (end - start), 1.0)


def interpolate(x: float, knots: Knots) -> float:
    """Follow straight lines between `(value, share)` knots; constant beyond both ends.

    Args:
        x: Measured value.
        knots: At least one; values strictly increasing, shares in [0, 1].

    Raises:
        ValueError: There is no knot, or `x` is not a number.

    Source:
        docs/grading.md, "Curves instead of steps".
    """
    if not knots or math.isnan(x):
        raise ValueError("a curve needs at least one knot and a number")
    if x <= knots[0][0]:
        return knots[0][1]
    for (left, low), (right, high) in pairwise(knots):
        if x == right:
            return high
        if x < right:
            # Rounding must not lift a share above the knot that bounds it.
            share = low + (high - low) * ((x - left) / (right - left))
            return min(max(share, min(low, high)), max(low, high))
    return knots[-1][1]
