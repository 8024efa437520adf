"""Judges every rubric row on the evidence; the one place where shares become points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from graders.domain.adversarial_graphs import AdversarialFacts
from graders.domain.evidence import Evidence, Origin, PartEvidence, StyleFacts
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.grade import CriterionResult, CriterionStatus, Finding
from graders.domain.rubric import Calibration, Rubric, RubricItem
from graders.domain.verdict import Verdict
from graders.grading.criteria import CRITERIA
from graders.grading.criteria.base import PIECES

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
    return tuple(_judge_row(item, evidence, calibration) for item in rubric.items)


def _pieces(
    evidence: Evidence, model: Evidence | PartEvidence, calibration: Calibration, part: str
) -> dict[type, object]:
    """Return everything a row may rest on, by type."""
    pair = evidence.adversarial or AdversarialFacts()
    found = (
        evidence.source,
        evidence.style,
        model.graph,
        model.history,
        model.scores,
        pair.generator,
        pair.discriminator,
        pair.history,
    )
    anchors = calibration.parts.get(part, calibration)
    pieces: dict[type, object] = {type(piece): piece for piece in found if piece is not None}
    pieces[Calibration] = anchors
    if anchors.generative is not None:
        pieces[GenerativeAnchors] = anchors.generative
    return pieces


def _judge_row(item: RubricItem, evidence: Evidence, calibration: Calibration) -> CriterionResult:
    criterion = CRITERIA.get(item.criterion)
    model = evidence.parts.get(item.part) or evidence
    pieces = _pieces(evidence, model, calibration, item.part)
    missing = [piece for piece in criterion.pieces if piece not in pieces]
    finding: Finding | None = None
    points = Decimal(0)
    if missing:
        status = _why_missing(missing, evidence, model)
    else:
        finding = criterion.judge(pieces, item.params)
        status = status_of(finding)
        points = points_of(finding, item)
    return CriterionResult(
        item=item.id,
        criterion=item.criterion,
        status=status,
        points=points,
        max_points=item.max_points,
        finding=finding,
        origin=_weakest_origin(criterion.pieces, pieces),
        part=item.part,
    )


def _why_missing(
    missing: Iterable[type], evidence: Evidence, model: Evidence | PartEvidence
) -> CriterionStatus:
    # Source that parses can always be linted, and a completed run always has scores.
    ours = (
        evidence.source is not None
        if set(missing) == {StyleFacts}
        else model.verdict is Verdict.COMPLETED
    )
    return CriterionStatus.NOT_ASSESSED if ours else CriterionStatus.NOT_REACHED


def status_of(finding: Finding) -> CriterionStatus:
    """Return the state that a credit stands for.

    Raises:
        ValueError: The credit is outside [0, 1] (a criterion's bug).
    """
    # Written so that NaN, for which every comparison is false, is refused too.
    if not 0.0 <= finding.credit <= 1.0:
        raise ValueError(f"the finding {finding.code!r} has the credit {finding.credit}")
    if finding.credit == 1.0:
        return CriterionStatus.MET
    return CriterionStatus.PARTLY_MET if finding.credit > 0.0 else CriterionStatus.NOT_MET


def points_of(finding: Finding, item: RubricItem) -> Decimal:
    """Return the points of a finding, quantised."""
    exact = item.max_points * Decimal(repr(float(finding.credit)))
    return exact.quantize(_SMALLEST_POINT, rounding=ROUND_HALF_UP)


def _weakest_origin(wanted: Iterable[type], pieces: Mapping[type, object]) -> Origin:
    origins = [
        getattr(pieces.get(piece), "origin", PIECES[piece]) for piece in wanted if piece in PIECES
    ]
    return max(origins, key=_FROM_STRONG_TO_WEAK.index, default=Origin.MEASURED)
