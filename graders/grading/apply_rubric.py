"""Judges every rubric row on the evidence; the one place where shares become points."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from graders.domain.evidence import Evidence, Origin, StyleFacts
from graders.domain.grade import CriterionResult, CriterionStatus, Finding
from graders.domain.rubric import Calibration, Rubric, RubricItem
from graders.domain.verdict import Verdict
from graders.grading.criteria import CRITERIA
from graders.grading.criteria.base import EVIDENCE_FIELDS, EVIDENCE_ORIGINS, Criterion

_SMALLEST_POINT: Final = Decimal("0.01")
_FROM_STRONG_TO_WEAK: Final = (Origin.STATIC, Origin.MEASURED, Origin.REPORTED)


def apply_rubric(
    evidence: Evidence, rubric: Rubric, calibration: Calibration
) -> tuple[CriterionResult, ...]:
    """Judge every row, in the rubric's order.

    A run that ended early is judged on what it left behind: rows whose evidence the student's run
    never produced are `not_reached`, rows whose evidence we failed to produce `not_assessed`.

    Raises:
        UnknownNameError: A row names a criterion that does not exist.
        ValueError: A criterion returned a credit outside [0, 1] (our bug).
    """
    pieces: dict[type, object] = {Calibration: calibration}
    for piece, field in EVIDENCE_FIELDS.items():
        value = getattr(evidence, field)
        if value is not None:
            pieces[piece] = value
    return tuple(_judge_row(item, evidence, pieces) for item in rubric.items)


def _judge_row(item: RubricItem, evidence: Evidence, pieces: dict[type, object]) -> CriterionResult:
    criterion = CRITERIA.get(item.criterion)
    missing = [piece for piece in criterion.pieces if piece not in pieces]
    finding: Finding | None = None
    points = Decimal(0)
    if missing:
        status = _why_missing(missing, evidence)
    else:
        finding = criterion.judge(pieces, item.params)
        status = _status(finding, criterion)
        points = _points(finding, item)
    return CriterionResult(
        item=item.id,
        criterion=item.criterion,
        status=status,
        points=points,
        max_points=item.max_points,
        finding=finding,
        origin=_weakest_origin(criterion.pieces, evidence),
    )


def _why_missing(missing: Iterable[type], evidence: Evidence) -> CriterionStatus:
    # Source that parses can always be linted, and a completed run always has scores.
    ours = (
        evidence.source is not None
        if set(missing) == {StyleFacts}
        else evidence.verdict is Verdict.COMPLETED
    )
    return CriterionStatus.NOT_ASSESSED if ours else CriterionStatus.NOT_REACHED


def _status(finding: Finding, criterion: Criterion) -> CriterionStatus:
    # Written so that NaN, for which every comparison is false, is refused too.
    if not 0.0 <= finding.credit <= 1.0:
        raise ValueError(f"criterion {criterion.name!r} returned the credit {finding.credit}")
    if finding.credit == 1.0:
        return CriterionStatus.MET
    return CriterionStatus.PARTLY_MET if finding.credit > 0.0 else CriterionStatus.NOT_MET


def _points(finding: Finding, item: RubricItem) -> Decimal:
    exact = item.max_points * Decimal(repr(float(finding.credit)))
    return exact.quantize(_SMALLEST_POINT, rounding=ROUND_HALF_UP)


def _weakest_origin(pieces: Iterable[type], evidence: Evidence) -> Origin:
    origins = [
        getattr(getattr(evidence, EVIDENCE_FIELDS[piece]), "origin", EVIDENCE_ORIGINS[piece])
        for piece in pieces
        if piece in EVIDENCE_FIELDS
    ]
    return max(origins, key=_FROM_STRONG_TO_WEAK.index, default=Origin.MEASURED)
