"""Whether known solutions are worth the same on another class of machine."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, stdev
from typing import Final

_STANDARD_ERRORS: Final = 3.0
FEWEST_RUNS: Final = 5
"""Runs of a solution that a machine needs before its anchors are compared."""


class Standing(StrEnum):
    """What is known of a class of machine.

    `MEASURED`: the anchors were measured on it. `CHECKED`: the known solutions reach the same on
    it. `UNCHECKED`: nobody looked. `MOVED`: they do not reach the same.
    """

    MEASURED = "measured"
    CHECKED = "checked"
    UNCHECKED = "unchecked"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class AnchorShift:
    """One known solution on two classes of machine.

    Attributes:
        solution: Which solution.
        part: Name of the model, when there are several; else empty.
        measure: `hidden_accuracy`, or `ln_kid`, the natural logarithm of a KID.
        table: Values of the calibration.
        here: Values on this class.
        least_sd: Standard deviation below which that of the table is not believed.
    """

    solution: str
    part: str
    measure: str
    table: Sequence[float]
    here: Sequence[float]
    least_sd: float

    @property
    def difference(self) -> float:
        """Mean here less mean of the table."""
        return fmean(self.here) - fmean(self.table)

    @property
    def limit(self) -> float:
        """Largest difference that chance explains, from three standard errors.

        Source:
            docs/grading.md, "Classes of machines".
        """
        spread = max(stdev(self.table) if len(self.table) > 1 else 0.0, self.least_sd)
        return _STANDARD_ERRORS * spread * math.sqrt(1 / len(self.here) + 1 / len(self.table))

    @property
    def has_moved(self) -> bool:
        """Whether it differs by more than the limit."""
        return abs(self.difference) > self.limit


def standing_of(shifts: Sequence[AnchorShift]) -> Standing:
    """Return what the comparison says; unchecked while a solution has too few runs here."""
    if not shifts or any(len(shift.here) < FEWEST_RUNS for shift in shifts):
        return Standing.UNCHECKED
    return Standing.MOVED if any(shift.has_moved for shift in shifts) else Standing.CHECKED
