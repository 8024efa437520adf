"""What did not follow from the rows alone: files that came late, and points that a person set."""

from __future__ import annotations

from dataclasses import dataclass

from graders.reports.base import ClassReport
from graders.reports.lateness_view import lateness_lines
from graders.reports.messages import catalog
from graders.reports.near_view import GroupLink, group_links
from graders.reports.printable import printable

_NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class LateView:
    """One late file: whose, what it lost, and how that came about."""

    group: GroupLink
    lost: str
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ByHandView:
    """One grade that a person set; `by` and `reason` are as they were written."""

    group: GroupLink
    points: str
    computed: str
    by: str
    date: str
    reason: str


def late_views(report: ClassReport) -> tuple[LateView, ...]:
    """Return every file that came after the deadline, with or without cost; most points first."""
    late = [grade for grade in report.grades if grade.lateness is not None or grade.late]
    late.sort(key=lambda grade: -grade.points_for_lateness)
    return tuple(
        LateView(
            group=link,
            lost=catalog.points_text(grade.points_for_lateness, report.language),
            said=" ".join(lateness_lines(grade, report.language)),
        )
        for grade, link in zip(late, group_links(late, report), strict=True)
    )


def by_hand_views(report: ClassReport) -> tuple[ByHandView, ...]:
    """Return every grade that a person set, in the order of the class; who and why are theirs."""
    decided = [
        (grade, grade.override)
        for grade in report.grades
        if grade.override is not None and grade.override.points is not None
    ]
    links = group_links([grade for grade, _override in decided], report)
    return tuple(
        ByHandView(
            group=link,
            points=catalog.points_text(override.points, report.language),
            computed=catalog.points_text(override.computed, report.language),
            by=printable(override.by) or _NONE,
            date=override.made_at.date().isoformat(),
            reason=printable(override.reason) or _NONE,
        )
        for (_grade, override), link in zip(decided, links, strict=True)
    )
