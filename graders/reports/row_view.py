"""Rubric rows as words: what the page, the terminal and the class page show of a result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graders.domain.assignment import Assignment
from graders.domain.first_losses import Loss, in_reading_order
from graders.domain.grade import CriterionResult, CriterionStatus, Grade, GradeStatus
from graders.domain.rubric import ParamValue
from graders.domain.verdict import Verdict
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class RowView:
    """One rubric row in words.

    Attributes:
        title: Title of the criterion.
        need: What it asks for.
        judged: Whether there was evidence to judge it on.
        status: State, as a name for the style.
        status_word: State in words.
        symbol: A sign beside the word.
        points: Points won; a dash when not assessed.
        max_points: Points at full credit.
        lost: Points not won.
        percent: Share won, 0..100.
        observed: Measured value; empty when none was measured.
        required: Value needed for full credit; empty when there is none.
        seen: What was seen.
        suggestion: What to try; empty when all points were won.
        where: Places in the file.
        origin: Who vouches for it.
        part: Title of the model it judges; empty for the whole file and for the only model.
    """

    title: str
    need: str
    judged: bool
    status: str
    status_word: str
    symbol: str
    points: str
    max_points: str
    lost: Decimal
    percent: float
    observed: str
    required: str
    seen: str
    suggestion: str
    where: str
    origin: str
    part: str

    @property
    def full_title(self) -> str:
        """The title, after that of the model where there are several."""
        return f"{self.part}: {self.title}" if self.part else self.title


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """Rubric rows of one model.

    Attributes:
        title: Title of the model, or that of the whole file; empty where there is one model.
        rows: Its rows, in rubric order.
        points: Points won, with the language's decimal mark.
        max_points: Points at full credit.
    """

    title: str
    rows: tuple[RowView, ...]
    points: str
    max_points: str


def verdict_of(grade: Grade) -> Verdict | None:
    """The verdict a grade rests on; None when nothing ran and nothing was read."""
    if grade.evidence is not None:
        return grade.evidence.verdict
    return next((run.verdict for run in grade.runs.values()), None)


def short_verdict(grade: Grade, language: Language) -> str:
    """A word for how a grade ended."""
    return ending_word(grade.status, verdict_of(grade), language)


def ending_word(status: GradeStatus, verdict: Verdict | None, language: Language) -> str:
    """A word for how it ended: the blank state, the verdict, or that a person must look."""
    if status is GradeStatus.UNGRADED or verdict is None:
        return catalog.status_text(GradeStatus.UNGRADED, language)
    if status is GradeStatus.NEEDS_REVIEW and verdict is Verdict.COMPLETED:
        return catalog.status_text(GradeStatus.NEEDS_REVIEW, language)
    return catalog.verdict_text(verdict, language)


def row_views(
    grade: Grade, assignment: Assignment | None, language: Language
) -> tuple[RowView, ...]:
    """All rows of a grade in rubric order; without the assignment they lack what they ask for."""
    params = {item.id: item.params for item in assignment.rubric.items} if assignment else {}
    return tuple(
        _row(result, params, part_title(assignment, result.part, language), language)
        for result in grade.results
    )


def row_groups(
    grade: Grade, assignment: Assignment | None, language: Language
) -> tuple[RowGroup, ...]:
    """The rows of a grade by the model they judge, in the order the models first appear."""
    rows = row_views(grade, assignment, language)
    parts = [result.part for result in grade.results]
    several = any(parts)
    return tuple(
        _group(
            [(result, row) for result, row in zip(grade.results, rows, strict=True)
             if result.part == part],
            several=several,
            language=language,
        )
        for part in dict.fromkeys(parts)
    )  # fmt: skip


def _group(
    pairs: Sequence[tuple[CriterionResult, RowView]], *, several: bool, language: Language
) -> RowGroup:
    title = pairs[0][1].part or (catalog.text("page.whole_file", language) if several else "")
    won = sum((result.points for result, _row in pairs), Decimal(0))
    top = sum((result.max_points for result, _row in pairs), Decimal(0))
    return RowGroup(
        title=title,
        rows=tuple(row for _result, row in pairs),
        points=catalog.points_text(won, language),
        max_points=catalog.points_text(top, language),
    )


def first_losses(
    grade: Grade, assignment: Assignment | None, language: Language, count: int
) -> tuple[RowView, ...]:
    """The rows that are named first, largest loss first; rows that lost nothing are left out."""
    rows = {
        result.item: row
        for result, row in zip(grade.results, row_views(grade, assignment, language), strict=True)
    }
    losses = in_reading_order(
        Loss(
            item=result.item,
            criterion=result.criterion,
            part=result.part,
            points=float(rows[result.item].lost),
        )
        for result in grade.results
    )
    return tuple(rows[loss.item] for loss in losses[:count])


def _row(
    result: CriterionResult,
    params: Mapping[str, Mapping[str, ParamValue]],
    part: str,
    language: Language,
) -> RowView:
    known = params.get(result.item)
    need = "" if known is None else catalog.criterion_need(result.criterion, known, language)
    assessed = result.status is not CriterionStatus.NOT_ASSESSED
    share = result.points / result.max_points if result.max_points else Decimal(0)
    observed, required = _measures(result, language)
    seen, suggestion, where = _said(result, language)
    return RowView(
        title=catalog.criterion_title(result.criterion, language),
        need=need,
        judged=result.finding is not None,
        status=str(result.status),
        status_word=catalog.status_text(result.status, language),
        symbol=catalog.status_symbol(result.status),
        points=catalog.points_text(result.points if assessed else None, language),
        max_points=catalog.points_text(result.max_points, language),
        lost=result.max_points - result.points,
        percent=float(share) * 100,
        observed=observed,
        required=required,
        seen=seen,
        suggestion=suggestion,
        where=where,
        origin=catalog.origin_text(result.origin, language),
        part=printable(part),
    )


def _measures(result: CriterionResult, language: Language) -> tuple[str, str]:
    finding = result.finding
    if finding is None:
        return "", ""
    observed, required = finding.observed, finding.required
    return (
        catalog.measure_text(observed, language) if observed else "",
        catalog.measure_text(required, language, finding.sense) if required else "",
    )


def _said(result: CriterionResult, language: Language) -> tuple[str, str, str]:
    finding = result.finding
    if finding is None:
        code = f"status.{result.status}.said"
        return (catalog.text(code, language) if catalog.has(code) else "", "", "")
    won_all = result.status is CriterionStatus.MET and result.points == result.max_points
    return (
        catalog.finding_text(finding, language),
        "" if won_all else catalog.suggestion_text(finding, language),
        catalog.places_text(finding.where, language),
    )
