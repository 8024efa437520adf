"""Which groups are so near a threshold that luck could have put them on its other side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from statistics import stdev
from typing import Final

from graders.domain.evidence import ClassificationScores, Scores
from graders.domain.grade import Grade, GradeStatus
from graders.domain.rubric import Calibration

NEAR: Final = 0.02
"""Distance that is near whatever the interval, in accuracy units: 2 percentage points."""

_Z_975: Final = 1.959964
_FEWEST_RUNS: Final = 3


class Edge(StrEnum):
    """An end of a row's curve."""

    FULL = "full"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A measured value as a row compares it, with its doubt.

    Attributes:
        value: Accuracy, or the gap less its sampling error, in accuracy units.
        half_width: Half of its 95 % interval.
    """

    value: float
    half_width: float

    def is_near(self, threshold: float) -> bool:
        """Whether a threshold lies in the interval, or nearer than `NEAR`."""
        # A distance of exactly 2 points is near, however its binary fractions round.
        return abs(self.value - threshold) <= max(self.half_width, NEAR) + 1e-9


def edges(criterion: str, anchors: Calibration) -> dict[Edge, float]:
    """Return where the curve of a row on accuracy or on the gap begins and ends; else nothing."""
    knots = anchors.accuracy_knots
    if criterion == "hidden_accuracy" and knots:
        return {Edge.FULL: knots[-1][0], Edge.NOTHING: knots[0][0]}
    if criterion == "overfitting_gap":
        return {Edge.FULL: anchors.gap_full_credit, Edge.NOTHING: anchors.gap_no_credit}
    return {}


def measured(grade: Grade, criterion: str, part: str) -> Measured | None:
    """Return what a row on accuracy or on the gap compares; None where it was not measured.

    The half width is the larger of two: the sampling error of the hidden examples, and, with three
    trainings or more, what the trainings' spread leaves of doubt about their mean.
    """
    scores = _scores(grade, part)
    if scores is None:
        return None
    alone = [
        _value(unit.scores, criterion)
        for run in grade.repeats.runs
        if (unit := run.units.get(part)) and isinstance(unit.scores, ClassificationScores)
    ]
    sampling = _standard_error(scores, criterion)
    of_runs = stdev(alone) / math.sqrt(len(alone)) if len(alone) >= _FEWEST_RUNS else 0.0
    return Measured(value=_value(scores, criterion), half_width=_Z_975 * max(sampling, of_runs))


def touching(grades: Sequence[Grade], boundary: Decimal) -> Iterator[Grade]:
    """Yield the groups whose 95 % interval of the rows' sum holds a boundary."""
    for grade in grades:
        doubt = grade.repeats.certainty if grade.status is not GradeStatus.UNGRADED else None
        if doubt is not None and doubt.low <= float(boundary) <= doubt.high:
            yield grade


def _scores(grade: Grade, part: str) -> ClassificationScores | None:
    evidence = grade.evidence if grade.status is not GradeStatus.UNGRADED else None
    if evidence is None:
        return None
    of_part = evidence.parts.get(part)
    found: Scores | None = evidence.scores if not part else of_part.scores if of_part else None
    return found if isinstance(found, ClassificationScores) else None


def _value(scores: ClassificationScores, criterion: str) -> float:
    if criterion == "hidden_accuracy":
        return scores.hidden_accuracy
    return scores.gap - scores.gap_standard_error


def _standard_error(scores: ClassificationScores, criterion: str) -> float:
    if criterion != "hidden_accuracy":
        return scores.gap_standard_error
    accuracy = scores.hidden_accuracy
    return math.sqrt(accuracy * (1 - accuracy) / max(scores.num_hidden, 1))
