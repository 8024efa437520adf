"""Flags as words, for the class page and the terminal: never for a group's own page."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass, replace
from urllib.parse import quote

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.domain.review import ReviewFlag
from graders.reports.base import ClassReport, page_link, page_name
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable

_WIDTH = 88


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagView:
    """One flag in words.

    Attributes:
        group: The group it is about.
        link: Address of the group's page.
        title: What it is, in a few words; after the model's title where there are several.
        said: What was seen, with numbers.
        advice: What to do about it.
        where: Places in the file; empty when it was measured.
        origin: Who vouches for it.
    """

    group: str
    link: str
    title: str
    said: str
    advice: str
    where: str
    origin: str


def flag_views(
    grade: Grade, language: Language, assignment: Assignment | None = None
) -> tuple[FlagView, ...]:
    """The flags of a grade."""
    return tuple(_view(flag, grade, language, assignment) for flag in grade.flags)


def class_flags(report: ClassReport) -> tuple[FlagView, ...]:
    """The flags of a class, in the order of its groups."""
    return tuple(
        replace(view, link=page_link(report, grade.group))
        for grade in report.grades
        for view in flag_views(grade, report.language, report.assignment)
    )


def flag_titles(grade: Grade, language: Language) -> str:
    """What a grade is flagged for, in a few words; empty without flags."""
    titles = (catalog.text(flag.code, language) for flag in grade.flags)
    return " · ".join(dict.fromkeys(titles))


def review_text(grade: Grade, language: Language, assignment: Assignment | None = None) -> str:
    """Return the flags as lines for the terminal; empty without flags."""
    views = flag_views(grade, language, assignment)
    if not views:
        return ""
    lines = [catalog.text("review.head", language)]
    for view in views:
        place = f" ({view.where})" if view.where else ""
        lines += _wrapped(f"- {view.title}{place}: {view.said}")
        lines += _wrapped(f"  {catalog.text('review.do', language)} {view.advice}")
    lines += _wrapped(catalog.text("review.said", language))
    return "\n".join(lines)


def _view(
    flag: ReviewFlag, grade: Grade, language: Language, assignment: Assignment | None
) -> FlagView:
    part = printable(part_title(assignment, flag.part, language))
    title = catalog.text(flag.code, language)
    return FlagView(
        group=printable(grade.group),
        link=quote(page_name(grade.group)),
        title=f"{part}: {title}" if part else title,
        said=catalog.flag_text(flag, language),
        advice=catalog.text(f"{flag.code}.do", language),
        where=catalog.places_text(flag.where, language),
        origin=catalog.origin_text(flag.origin, language),
    )


def _wrapped(words: str) -> list[str]:
    return textwrap.wrap(
        words,
        _WIDTH,
        initial_indent="  ",
        subsequent_indent="    ",
        break_on_hyphens=False,
        drop_whitespace=True,
    )
