"""Self-contained web pages: style, figures and images are inside; nothing is fetched or run."""

from __future__ import annotations

import re
from functools import cache, partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from graders.domain.assignment import Assignment
from graders.domain.first_losses import NUM_FIRST_LOSSES
from graders.domain.generative_scores import GenerativeScores
from graders.domain.grade import Grade, GradeStatus
from graders.reports.base import ClassReport, GroupReport, IndexReport
from graders.reports.class_page import class_page_values
from graders.reports.failure_view import failure_views
from graders.reports.index_view import index_heads, index_rows
from graders.reports.lateness_view import lateness_lines
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_view import model_views
from graders.reports.override_view import override_note
from graders.reports.printable import printable
from graders.reports.provenance import origins, provenance
from graders.reports.remarks import left_out_views, remark_views
from graders.reports.repeats_view import repeats_view
from graders.reports.row_view import first_losses, row_groups, verdict_of

_TEMPLATES = Path(__file__).parent / "templates"
_CODE = re.compile(r"`([^`]+)`")


def render_group_page(report: GroupReport) -> str:
    """Return the feedback page of one group as a whole HTML document.

    A grade without points is shown as blank, with the reason and that nothing is lost.
    """
    grade, assignment, language = report.grade, report.assignment, report.language
    template = _environment().get_template("group.html.j2")
    return template.render(
        **_shared(language),
        report=report,
        grade=grade,
        assignment_title=_title(assignment, language),
        summary=_summary(grade, language),
        verdict=verdict_of(grade),
        failures=failure_views(grade, assignment, language),
        losses=first_losses(grade, assignment, language, NUM_FIRST_LOSSES),
        groups=row_groups(grade, assignment, language),
        models=model_views(report),
        left_out=left_out_views(grade, language),
        remarks=remark_views(grade, language, assignment),
        facts=() if report.is_anonymous else provenance(grade, language, assignment),
        origins=origins(grade, language, assignment),
        repeats=repeats_view(grade, language, assignment),
        by_hand=_by_hand(report),
        lateness=() if report.is_anonymous else lateness_lines(grade, language),
        made=_made(report),
    )


def render_class_page(report: ClassReport) -> str:
    """Return the page of a whole class as an HTML document; it links to the groups' pages."""
    language = report.language
    template = _environment().get_template("class.html.j2")
    return template.render(
        **_shared(language),
        assignment_title=_title(report.assignment, language),
        **class_page_values(report),
    )


def render_index_page(report: IndexReport) -> str:
    """Return the page of a whole course: every group's points in every assignment, with links."""
    language = report.language
    template = _environment().get_template("index.html.j2")
    return template.render(
        **_shared(language),
        heads=index_heads(report),
        rows=index_rows(report),
        generated_at=catalog.date_text(report.generated_at, language),
    )


def page_template(name: str) -> Template:
    """Return a template of ours; what is put into it is escaped."""
    return _environment().get_template(name)


def shared_values(language: Language) -> dict[str, object]:
    """Return what every template is given: the language and how things are said in it."""
    return _shared(language)


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
    points, top, lost = grade.points, grade.max_points, grade.points_for_lateness
    return {
        "rows": catalog.points_text(grade.rows_points, language),
        "late": catalog.points_text(lost, language) if lost else "",
        "points": catalog.points_text(points, language),
        "max": catalog.points_text(top, language),
        "percent": float(points / top * 100) if points is not None and top else 0.0,
        "blank": points is None,
        "review": grade.status is GradeStatus.NEEDS_REVIEW and grade.points_by_hand is None,
    }


def _by_hand(report: GroupReport) -> str:
    said = override_note(report.grade, report.language)
    return (
        catalog.text("override.anonymous", report.language)
        if said and report.is_anonymous
        else said
    )


def _made(report: GroupReport) -> str:
    """How the numbers came about, by the kind of work; or that the run stopped before any."""
    scores = [model.evidence.scores for model in report.models if model.evidence.scores]
    if not scores:
        code = "page.made.stopped"
    elif any(isinstance(found, GenerativeScores) for found in scores):
        code = "page.made.generated"
    else:
        code = "page.made.said"
    return catalog.text(code, report.language)
