"""Which losses a page names before everything else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

NUM_FIRST_LOSSES: Final = 3
"""How many losses a page names first."""

_SAMPLES: Final = "samples"
_MEMORY: Final = "memory"
_QUESTIONS: Final = MappingProxyType(
    {
        "sample_quality": _SAMPLES,
        "sample_fidelity": _SAMPLES,
        "class_balance": _SAMPLES,
        "sample_diversity": _SAMPLES,
        "recall_by_lag": _MEMORY,
        "long_lags": _MEMORY,
        "key_swap": _MEMORY,
        "longer_sequences": _MEMORY,
    }
)
"""Criteria that ask one question in several ways; every other criterion is a question itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Points that a row did not win.

    Attributes:
        item: Rubric row id.
        criterion: Criterion name.
        part: Name of the model it judges, when there are several; else empty.
        points: Points lost, from 0.
    """

    item: str
    criterion: str
    part: str
    points: float


def in_reading_order(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Put the largest first, but let rows that ask the same question of one model speak once.

    A generator that draws badly loses all rows on its samples. Were they named first, none of the
    places would be left for the row that says why. So the largest of them speaks, and the others
    come after all other rows. Rows that lost nothing are left out.
    """
    ordered = sorted((loss for loss in losses if loss.points > 0), key=lambda loss: -loss.points)
    asked: set[tuple[str, str]] = set()
    first: list[Loss] = []
    repeated: list[Loss] = []
    for loss in ordered:
        question = (loss.part, _QUESTIONS.get(loss.criterion, f"row {loss.item}"))
        (repeated if question in asked else first).append(loss)
        asked.add(question)
    return (*first, *repeated)
