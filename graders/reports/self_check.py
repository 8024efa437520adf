"""Text of `check`: what can be told of a file before it is graded."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from graders.domain.assignment import Assignment
from graders.domain.grade import CriterionStatus, Grade, GradeStatus
from graders.domain.verdict import Verdict
from graders.reports.failure_view import failure_views
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable
from graders.reports.remarks import PlacedText, left_out_views, remark_views
from graders.reports.row_view import RowView, row_views
from graders.reports.terminal import failure_lines

_WIDTH = 92


@dataclass(frozen=True, slots=True, kw_only=True)
class BudgetRow:
    """How much of a profile's budget the file asks for.

    Attributes:
        profile: Profile name.
        epochs: Epochs the file asks for, or steps of adversarial training.
        max_epochs: Epochs or steps allowed.
        giga_macs: Compute the file asks for, in 10^9 multiply-accumulates.
        max_giga_macs: Compute allowed.
        part: Name of the model, when there are several; else empty.
        counts_steps: Whether steps are counted instead of epochs.
    """

    profile: str
    epochs: int
    max_epochs: int
    giga_macs: float
    max_giga_macs: float
    part: str = ""
    counts_steps: bool = False

    @property
    def fits(self) -> bool:
        """Whether training ends before the budget does."""
        return self.epochs <= self.max_epochs and self.giga_macs <= self.max_giga_macs


def self_check_text(
    grade: Grade,
    budgets: Sequence[BudgetRow],
    language: Language,
    assignment: Assignment | None = None,
) -> str:
    """Return the whole answer of `check`; without the assignment models go by short names."""
    head = catalog.text("check.head", language, {"file": printable(grade.file_name)})
    if grade.status is GradeStatus.UNGRADED:
        cause = {"cause": printable(grade.cause)}
        return f"{head}\n{catalog.text('check.grader_failed', language, cause)}"
    completed = grade.evidence is not None and grade.evidence.verdict is Verdict.COMPLETED
    lines = [head, catalog.text("check.ready" if completed else "check.not_ready", language)]
    for failure in failure_views(grade, assignment, language):
        lines += ["", *failure_lines(failure, language)]
    lines += ["", *_rows(grade, assignment, language)]
    if budgets:
        lines += ["", catalog.text("check.budget", language)]
        lines += [f"  {_budget(row, assignment, language)}" for row in budgets]
    lines += _section("explain.remarks", remark_views(grade, language, assignment), language)
    lines += _section("explain.left_out", left_out_views(grade, language), language)
    return "\n".join(lines)


def _rows(grade: Grade, assignment: Assignment | None, language: Language) -> list[str]:
    rows = row_views(grade, assignment, language)
    known = [row for row in rows if row.status in _TOLD]
    unknown = [row.full_title for row in rows if row.status not in _TOLD]
    lines = [catalog.text("check.known", language)]
    for row in known:
        lines += _row(row)
    if unknown:
        titles = {"titles": ", ".join(unknown)}
        lines += ["", *textwrap.wrap(catalog.text("check.unknown", language, titles), _WIDTH)]
    return lines


_TOLD = frozenset(
    str(status)
    for status in (CriterionStatus.MET, CriterionStatus.PARTLY_MET, CriterionStatus.NOT_MET)
)


def _row(row: RowView) -> list[str]:
    lines = [f"  {row.symbol} {row.full_title}: {row.points} / {row.max_points}"]
    if row.suggestion:
        said = f"{row.seen} {row.suggestion}".strip()
        lines += textwrap.wrap(
            said,
            _WIDTH,
            initial_indent="      ",
            subsequent_indent="      ",
            break_on_hyphens=False,
        )
    return lines


def _budget(row: BudgetRow, assignment: Assignment | None, language: Language) -> str:
    values = {
        "profile": row.profile,
        "epochs": row.epochs,
        "max_epochs": row.max_epochs,
        "used": row.giga_macs,
        "allowed": row.max_giga_macs,
        "share": row.giga_macs / row.max_giga_macs,
    }
    counted = ".steps" if row.counts_steps else ""
    code = f"check.budget.{'fits' if row.fits else 'exceeds'}{counted}"
    said = catalog.text(code, language, values)
    part = printable(part_title(assignment, row.part, language))
    return f"{part}, {said}" if part else said


def _section(code: str, parts: Sequence[PlacedText], language: Language) -> list[str]:
    if not parts:
        return []
    lines = ["", catalog.text(code, language)]
    for part in parts:
        said = f"{part.where}: {part.said}" if part.where else part.said
        lines += textwrap.wrap(
            f"- {said}",
            _WIDTH,
            initial_indent="  ",
            subsequent_indent="  ",
            break_on_hyphens=False,
        )
    return lines
