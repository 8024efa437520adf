"""A grade in words for systems that show plain text to students: nothing private is in it."""

from __future__ import annotations

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.reports.failure_view import FailureView, failure_views
from graders.reports.lateness_view import lateness_lines
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.override_view import override_note
from graders.reports.row_view import RowView


def points_line(grade: Grade, language: Language) -> str:
    """Return what counts and its maximum."""
    values = {
        "points": catalog.points_text(grade.points, language),
        "max_points": catalog.points_text(grade.max_points, language),
    }
    return catalog.text("export.points", language, values)


def summary(grade: Grade, assignment: Assignment, language: Language) -> str:
    """Return points, decisions by hand, lateness and failures, a paragraph each.

    Reasons of extensions, flags, seeds and who decided are not in it.
    """
    parts = [points_line(grade, language), override_note(grade, language)]
    parts.append(" ".join(lateness_lines(grade, language)))
    parts += [failure_text(view, language) for view in failure_views(grade, assignment, language)]
    return "\n\n".join(part for part in parts if part)


def failure_text(failure: FailureView, language: Language) -> str:
    """Return what ended a run, what Python said, and what to do."""
    place = f" ({failure.where})" if failure.where else ""
    lines = [f"{failure.full_name}{place}: {failure.said}", *failure.problems]
    if failure.message:
        message = {"message": failure.message}
        lines.append(catalog.text("explain.said", language, message))
    if failure.remedy:
        lines.append(f"{catalog.text('page.failure.remedy', language)}: {failure.remedy}")
    return "\n".join(lines)


def row_text(row: RowView, language: Language) -> str:
    """Return what was seen of a row, what was measured and needed, what to try, and where."""
    measures = []
    if row.observed:
        measures.append(catalog.text("explain.measured", language, {"observed": row.observed}))
    if row.required:
        measures.append(catalog.text("explain.needed", language, {"required": row.required}))
    advice = f"{catalog.text('page.try', language)} {row.suggestion}" if row.suggestion else ""
    lines = (row.seen, " · ".join(measures), advice, row.where)
    return "\n".join(line for line in lines if line) or row.status_word
