"""What the class page says of each rubric row: how hard it was, whether it tells groups apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from graders.domain.class_statistics import FEWEST_GROUPS, Discrimination, discriminations
from graders.domain.grade import CriterionResult, CriterionStatus, Grade, GradeStatus
from graders.domain.rubric import RubricItem
from graders.reports.base import ClassReport
from graders.reports.charts.values import with_mark
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable

_NONE: Final = "—"
# Source: Ebel and Frisbie, "Essentials of Educational Measurement" (1991), chapter 13. A remark is
# made only where the whole interval lies below: with few groups most differences are chance.
_GOOD: Final = 0.4
_JUDGED: Final = frozenset(
    {CriterionStatus.MET, CriterionStatus.PARTLY_MET, CriterionStatus.NOT_MET}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionView:
    """How a class did on one rubric row.

    Attributes:
        title: Title of the criterion, after that of the model where there are several.
        mean: Mean of the points won.
        max_points: Points at full credit.
        percent: Mean share won, 0..100.
        num_full: Groups that won all points.
        num_assessed: Groups that were assessed.
        discrimination: How well it tells groups apart; a dash where that is not known.
        between: Interval of that, in words; empty where it is not known.
        remark: What is unusual about the row, as a name for words and style; empty for nothing.
    """

    title: str
    mean: str
    max_points: str
    percent: float
    num_full: int
    num_assessed: int
    discrimination: str
    between: str
    remark: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CriteriaView:
    """The table of all rows, hardest first, and what its numbers rest on."""

    rows: tuple[CriterionView, ...]
    note: str


def criteria_view(report: ClassReport) -> CriteriaView:
    """Mean share and discrimination of each rubric row that somebody was assessed on."""
    complete = [grade for grade in report.grades if _is_complete(grade)]
    found = discriminations([_points(grade) for grade in complete])
    rows = []
    for item in report.assignment.rubric.items:
        assessed = _assessed(report.grades, item)
        if assessed and item.max_points:
            rows.append(_row(item, assessed, found.get(item.id), report))
    rows.sort(key=lambda row: (row.percent, row.title))
    return CriteriaView(rows=tuple(rows), note=_note(len(complete), report.language))


def row_title(item: RubricItem, report: ClassReport) -> str:
    """Title of a rubric row, after that of its model where there are several."""
    title = catalog.criterion_title(item.criterion, report.language)
    part = printable(part_title(report.assignment, item.part, report.language))
    return f"{part}: {title}" if part else title


def _assessed(grades: Sequence[Grade], item: RubricItem) -> list[CriterionResult]:
    results = (
        grade.by_item()[item.id]
        for grade in grades
        if grade.status is not GradeStatus.UNGRADED and item.id in grade.by_item()
    )
    return [result for result in results if result.status is not CriterionStatus.NOT_ASSESSED]


def _is_complete(grade: Grade) -> bool:
    """Whether every row was judged: a run that ended early says nothing about the later rows."""
    is_graded = grade.status is not GradeStatus.UNGRADED and bool(grade.results)
    return is_graded and all(result.status in _JUDGED for result in grade.results)


def _points(grade: Grade) -> Mapping[str, float]:
    return {result.item: float(result.points) for result in grade.results}


def _row(
    item: RubricItem,
    assessed: Sequence[CriterionResult],
    found: Discrimination | None,
    report: ClassReport,
) -> CriterionView:
    language = report.language
    mean = sum((row.points for row in assessed), Decimal(0)) / len(assessed)
    num_full = sum(row.points == row.max_points for row in assessed)
    return CriterionView(
        title=row_title(item, report),
        mean=catalog.number_text(float(mean), "number", language),
        max_points=catalog.points_text(item.max_points, language),
        percent=float(mean / item.max_points * 100),
        num_full=num_full,
        num_assessed=len(assessed),
        discrimination=_signed(found.value, language) if found else _NONE,
        between=_between(found, language) if found else "",
        remark=_remark(assessed, num_full, found),
    )


def _remark(
    assessed: Sequence[CriterionResult], num_full: int, found: Discrimination | None
) -> str:
    if len(assessed) >= FEWEST_GROUPS:
        if num_full == len(assessed):
            return "everybody"
        if not any(row.points for row in assessed):
            return "nobody"
    if found is None or found.high >= _GOOD:
        return ""
    return "negative" if found.value < 0 else "low"


def _between(found: Discrimination, language: Language) -> str:
    values = {"low": _signed(found.low, language), "high": _signed(found.high, language)}
    return catalog.text("plot.points.between", language, values)


def _signed(value: float, language: Language) -> str:
    shown = with_mark(f"{abs(value):.2f}", language)
    return f"−{shown}" if round(value, 2) < 0 else shown


def _note(num_complete: int, language: Language) -> str:
    if num_complete < FEWEST_GROUPS:
        values = {"count": num_complete, "fewest": FEWEST_GROUPS}
        return catalog.text("class.discrimination.too_few", language, values)
    return catalog.text("class.discrimination.said", language, {"count": num_complete})
