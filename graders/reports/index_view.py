"""What the index page says: one line per group, one column per assignment."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from graders.domain.grade import Grade
from graders.reports.base import IndexColumn, IndexReport
from graders.reports.class_view import attention_state
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.row_view import short_verdict

_NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class HeadView:
    """One assignment: its title, the profile, the address of its class page, its mean."""

    title: str
    profile: str
    link: str
    mean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One grade; `points` is a dash for a blank one, `link` empty where there is no page."""

    points: str
    percent: float
    link: str
    state: str
    verdict: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One group with a cell per assignment."""

    group: str
    members: str
    cells: tuple[CellView, ...]


def index_heads(report: IndexReport) -> tuple[HeadView, ...]:
    """One head per assignment."""
    return tuple(
        HeadView(
            title=printable(
                column.assignment.title.get(str(report.language)) or column.assignment.id
            ),
            profile=printable(column.profile),
            link=quote(column.class_page),
            mean=_mean(column, report.language),
        )
        for column in report.columns
    )


def index_rows(report: IndexReport) -> tuple[IndexRow, ...]:
    """One row per group of any assignment, by name."""
    groups = sorted({group for column in report.columns for group in column.grades})
    return tuple(
        IndexRow(
            group=printable(group),
            members=_members(group, report),
            cells=tuple(_cell(group, column, report.language) for column in report.columns),
        )
        for group in groups
    )


def _members(group: str, report: IndexReport) -> str:
    names = [
        member
        for column in report.columns
        if group in column.grades
        for member in column.grades[group].members
    ]
    return ", ".join(printable(name) for name in dict.fromkeys(names))


def _cell(group: str, column: IndexColumn, language: Language) -> CellView:
    grade: Grade | None = column.grades.get(group)
    if grade is None:
        return CellView(points=_NONE, percent=0.0, link="", state="none", verdict="")
    points, top = grade.points, grade.max_points
    state = attention_state(grade)
    return CellView(
        points=catalog.points_text(points, language),
        percent=float(points / top * 100) if points is not None and top else 0.0,
        link=quote(column.group_pages.get(group, "")),
        state=state or "fine",
        verdict=short_verdict(grade, language) if state else "",
    )


def _mean(column: IndexColumn, language: Language) -> str:
    points = [grade.points for grade in column.grades.values() if grade.points is not None]
    if not points:
        return _NONE
    mean = float(sum(points, Decimal(0)) / len(points))
    return catalog.number_text(mean, "number", language)
