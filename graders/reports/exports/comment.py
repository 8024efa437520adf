"""A grade in one or two sentences, for the comments of a learning platform; students read it."""

from __future__ import annotations

import html

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.reports.exports.said import points_line
from graders.reports.failure_view import failure_views
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.override_view import override_note
from graders.reports.row_view import first_losses

_LOSSES = 3


def grade_comment(grade: Grade, assignment: Assignment, language: Language) -> str:
    """Return points and the main losses as one line; nothing for a blank grade.

    Characters with a meaning in HTML are escaped, because Moodle stores comments as HTML.
    """
    if grade.points is None:
        return ""
    return html.escape(" ".join(_sentences(grade, assignment, language)), quote=False)


def comment_beginnings() -> tuple[str, ...]:
    """How comments of an export begin, in all languages; Moodle may put a paragraph around them."""
    starts = [catalog.text("export.comment.begin", language) for language in Language]
    return (*starts, *(f"<p>{start}" for start in starts))


def _sentences(grade: Grade, assignment: Assignment, language: Language) -> list[str]:
    said = [catalog.text("export.comment.begin", language), points_line(grade, language)]
    by_hand = override_note(grade, language)
    if by_hand:
        return [*said, by_hand]
    if grade.points_for_lateness:
        lost = {"lost": catalog.points_text(grade.points_for_lateness, language)}
        said.append(catalog.text("export.comment.late", language, lost))
    failure = next(iter(failure_views(grade, assignment, language)), None)
    if failure is not None:
        said.append(catalog.text("export.comment.failure", language, {"name": failure.full_name}))
        return said
    losses = ", ".join(
        f"{row.full_title} ({catalog.points_text(row.lost, language)})"
        for row in first_losses(grade, assignment, language, _LOSSES)
    )
    if losses:
        said.append(catalog.text("export.comment.losses", language, {"losses": losses}))
    return said
