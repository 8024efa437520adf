"""Who is near a threshold: of accuracy and gap, and of the sums at which a grade changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graders.domain.grade import Grade
from graders.domain.repeats import Schedule
from graders.domain.rubric import RubricItem
from graders.domain.thresholds import edges, measured, touching
from graders.reports.base import ClassReport, page_link
from graders.reports.criteria_view import row_title
from graders.reports.messages import catalog
from graders.reports.printable import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupLink:
    """A group and the address of its page."""

    group: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NearView:
    """One threshold, in words.

    Attributes:
        title: What is compared.
        threshold: The threshold.
        groups: Groups near it.
        num_measured: Groups that could have been.
    """

    title: str
    threshold: str
    groups: tuple[GroupLink, ...]
    num_measured: int


def near_views(report: ClassReport) -> tuple[NearView, ...]:
    """Return the thresholds of the rows on accuracy and gap, then the boundaries of the sum."""
    rows = (view for item in report.assignment.rubric.items for view in _row(item, report))
    return (*rows, *_boundaries(report))


def group_links(grades: Sequence[Grade], report: ClassReport) -> tuple[GroupLink, ...]:
    """Return the groups of some grades with the addresses of their pages."""
    return tuple(
        GroupLink(group=printable(grade.group), link=page_link(report, grade.group))
        for grade in grades
    )


def _row(item: RubricItem, report: ClassReport) -> Iterator[NearView]:
    anchors = report.anchors.get(item.part)
    if anchors is None:
        return
    found = [(grade, measured(grade, item.criterion, item.part)) for grade in report.grades]
    known = [(grade, value) for grade, value in found if value is not None]
    kind = "pp" if item.criterion == "overfitting_gap" else "percent"
    for edge, threshold in edges(item.criterion, anchors).items() if known else ():
        shown = catalog.number_text(threshold, kind, report.language)
        words = catalog.text(f"class.near.{edge}", report.language, {"threshold": shown})
        near = [grade for grade, value in known if value.is_near(threshold)]
        yield NearView(
            title=row_title(item, report),
            threshold=words,
            groups=group_links(near, report),
            num_measured=len(known),
        )


def _boundaries(report: ClassReport) -> Iterator[NearView]:
    schedule: Schedule = report.assignment.schedule
    known = [grade for grade in report.grades if grade.repeats.certainty is not None]
    for boundary in schedule.boundaries if known else ():
        values = {"points": catalog.points_text(boundary, report.language)}
        yield NearView(
            title=catalog.text("class.near.sum", report.language),
            threshold=catalog.text("class.near.boundary", report.language, values),
            groups=group_links(list(touching(known, boundary)), report),
            num_measured=len(known),
        )
