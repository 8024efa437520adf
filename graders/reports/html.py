"""Self-contained web pages: style, figures and images are inside; nothing is fetched or run."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade, GradeStatus
from graders.reports import group_view
from graders.reports.base import ClassReport, GroupReport
from graders.reports.class_plots import points_figure
from graders.reports.class_view import class_rows, criterion_averages, in_need
from graders.reports.failure_view import failure_view
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.provenance import origins, provenance
from graders.reports.remarks import left_out_views, remark_views
from graders.reports.row_view import biggest_losses, row_views, verdict_of

_TEMPLATES = Path(__file__).parent / "templates"
_CODE = re.compile(r"`([^`]+)`")
_NUM_LOSSES = 3


def render_group_page(report: GroupReport) -> str:
    """Return the feedback page of one group as a whole HTML document.

    A grade without points is shown as blank, with the reason and that nothing is lost.
    """
    grade, language = report.grade, report.language
    rows = row_views(grade, report.assignment, language)
    scores = grade.evidence.scores if grade.evidence else None
    history = grade.evidence.history if grade.evidence else None
    template = _environment().get_template("group.html.j2")
    return template.render(
        **_shared(language),
        report=report,
        grade=grade,
        assignment_title=_title(report.assignment, language),
        summary=_summary(grade, language),
        verdict=verdict_of(grade),
        failure=failure_view(grade, language),
        headline=_headline(grade, language),
        losses=biggest_losses(rows, _NUM_LOSSES),
        rows=rows,
        curves=group_view.curve_views(history, language),
        scores=group_view.score_views(report, scores) if scores else (),
        confusion=group_view.confusion_view(report, scores) if scores else None,
        pairs=group_view.confused_pairs(scores, report.class_names, language) if scores else (),
        images=group_view.image_views(report),
        left_out=left_out_views(grade, language),
        remarks=remark_views(grade, language),
        facts=provenance(grade, language),
        origins=origins(grade, language),
    )


def render_class_page(report: ClassReport) -> str:
    """Return the page of a whole class as an HTML document; it links to the groups' pages."""
    language = report.language
    template = _environment().get_template("class.html.j2")
    return template.render(
        **_shared(language),
        report=report,
        assignment_title=_title(report.assignment, language),
        generated_at=catalog.date_text(report.generated_at, language),
        rows=class_rows(report),
        in_need=in_need(report),
        averages=criterion_averages(report),
        figure=points_figure(report.grades, language) if report.grades else "",
        figure_title=catalog.text("plot.points.title", language),
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["code"] = _with_code
    environment.filters["printable"] = printable
    environment.globals["svg"] = _as_markup
    return environment


def _as_markup(drawing: str) -> Markup:
    return Markup(drawing)  # noqa: S704 - SVG drawn by us; every text in it is escaped


def _with_code(said: str) -> Markup:
    """Escape a sentence and set what stands in backticks as code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(said))))  # noqa: S704 - escaped


def _shared(language: Language) -> dict[str, object]:
    return {
        "language": str(language),
        "t": partial(_say, language),
        "date": lambda moment: catalog.date_text(moment, language),
        "points": lambda points: catalog.points_text(points, language),
    }


def _say(language: Language, code: str, /, **values: str | float) -> str:
    return catalog.text(code, language, values)


def _title(assignment: Assignment, language: Language) -> str:
    return assignment.title.get(str(language)) or assignment.id


def _summary(grade: Grade, language: Language) -> dict[str, object]:
    points, top = grade.points, grade.max_points
    return {
        "points": catalog.points_text(points, language),
        "max": catalog.points_text(top, language),
        "percent": float(points / top * 100) if points is not None and top else 0.0,
        "blank": grade.status is GradeStatus.UNGRADED,
        "review": grade.status is GradeStatus.NEEDS_REVIEW,
    }


def _headline(grade: Grade, language: Language) -> str:
    evidence = grade.evidence
    if evidence is None or evidence.scores is None or grade.status is GradeStatus.UNGRADED:
        return ""
    scores = evidence.scores
    return catalog.text(
        "page.headline",
        language,
        {
            "epochs": evidence.history.epochs_run if evidence.history else 0,
            "hidden": scores.hidden_accuracy,
            "train": scores.train_accuracy,
            "gap": scores.gap,
        },
    )
