"""Everything that the template of the class page is filled with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from graders.domain.class_statistics import spread_of
from graders.reports.base import ClassReport
from graders.reports.class_plots import (
    FEWEST_SPREAD,
    MOST_NAMED,
    points_figure,
    spread_figure,
)
from graders.reports.class_view import class_table, in_need
from graders.reports.criteria_view import criteria_view
from graders.reports.decisions_view import by_hand_views, late_views
from graders.reports.findings_view import common_findings
from graders.reports.messages import catalog
from graders.reports.near_view import near_views
from graders.reports.review_view import class_flags
from graders.reports.timing_view import timing_view


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureView:
    """One figure: its id on the page, its title, and the SVG."""

    name: str
    title: str
    drawing: str


def class_page_values(report: ClassReport) -> dict[str, object]:
    """Return the values of the template by name."""
    return {
        "report": report,
        "generated_at": catalog.date_text(report.generated_at, report.language),
        "table": class_table(report),
        "in_need": in_need(report),
        "flags": class_flags(report),
        "spread": _spread(report),
        "figures": tuple(_figures(report)),
        "criteria": criteria_view(report),
        "near": near_views(report),
        "common": common_findings(report),
        "late": () if report.is_anonymous else late_views(report),
        "by_hand": () if report.is_anonymous else by_hand_views(report),
        "timing": timing_view(report),
    }


def _spread(report: ClassReport) -> str:
    points = [float(grade.points) for grade in report.grades if grade.points is not None]
    found = spread_of(points)
    if found is None:
        return ""
    values = {
        "count": found.count,
        "mean": found.mean,
        "median": found.median,
        "sd": found.standard_deviation,
        "low": found.lowest,
        "high": found.highest,
    }
    return catalog.text("class.spread.said", report.language, values)


def _figures(report: ClassReport) -> Iterator[FigureView]:
    language, boundaries = report.language, report.assignment.schedule.boundaries
    if report.grades and len(report.grades) <= MOST_NAMED:
        yield FigureView(
            name="points",
            title=catalog.text("plot.points.title", language),
            drawing=points_figure(report.grades, language, boundaries=boundaries),
        )
    if sum(grade.points is not None for grade in report.grades) >= FEWEST_SPREAD:
        yield FigureView(
            name="spread",
            title=catalog.text("plot.spread.title", language),
            drawing=spread_figure(report.grades, language, boundaries=boundaries),
        )
