"""Combines what several runs measured into one value that one bad run cannot move far."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from statistics import fmean, median
from typing import Any, Final, TypeVar

T = TypeVar("T")

FEWEST_TRIMMED: Final = 5
"""Runs from which the best and the worst are left out and the others averaged."""


def combine(values: Sequence[float]) -> float:
    """Return one value for several runs: the median, from five on the trimmed mean.

    The trimmed mean drops the largest and the smallest value once each.

    Raises:
        ValueError: There is no value.

    Source:
        docs/grading.md, "Several runs".
    """
    if not values:
        raise ValueError("nothing to combine")
    if len(values) < FEWEST_TRIMMED:
        return median(values)
    return fmean(sorted(values)[1:-1])


def pool(measured: Sequence[T], shown: int = 0) -> T:
    """Combine equal pieces of evidence number by number.

    Numbers with a point are combined, also within nested pieces and tuples of one length; a value
    that some run lacks is lacking. Counts, names and everything else are those of the shown run.

    Args:
        measured: One piece for each run, all of one type.
        shown: Position of the run whose counts are kept.
    """
    result: T = _pool(measured, shown)
    return result


def _pool(values: Sequence[Any], shown: int) -> Any:  # noqa: ANN401 - any field of any piece
    if any(value is None for value in values):
        return None
    kept = values[shown]
    if isinstance(kept, float):
        return combine([float(value) for value in values])
    if isinstance(kept, tuple) and all(len(value) == len(kept) for value in values):
        return tuple(_pool(entries, shown) for entries in zip(*values, strict=True))
    if dataclasses.is_dataclass(kept) and not isinstance(kept, type):
        changes = {
            field.name: _pool([getattr(value, field.name) for value in values], shown)
            for field in dataclasses.fields(kept)
        }
        return dataclasses.replace(kept, **changes)
    return kept
