"""How late a file came and what that costs, line by line."""

from __future__ import annotations

from collections.abc import Iterator

from graders.domain.grade import Grade
from graders.domain.lateness import Lateness
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.progress_lines import duration

_DAY = 86_400
_TWO_DAYS = 2 * _DAY


def lateness_lines(grade: Grade, language: Language) -> tuple[str, ...]:
    """Return the sentences that lead from the deadline to the points; none for a file in time.

    Reasons of extensions are private, and not among them.
    """
    if grade.lateness is None:
        return ()
    return tuple(_lines(grade, grade.lateness, language))


def lateness_chip(grade: Grade, language: Language) -> str:
    """Return a few words for a table; empty for a file that counts as in time."""
    if not grade.late:
        return ""
    if not grade.points_for_lateness:
        return catalog.text("page.late", language)
    lost = catalog.points_text(grade.points_for_lateness, language)
    return catalog.text("late.chip", language, {"lost": lost})


def _lines(grade: Grade, found: Lateness, language: Language) -> Iterator[str]:
    yield catalog.text("late.due", language, {"due": catalog.date_text(found.due, language)})
    if found.extension is not None:
        until = catalog.date_text(found.extension.until, language)
        yield catalog.text("late.extension", language, {"until": until})
    if not found.seconds:
        yield catalog.text("late.in_extension", language)
        return
    yield catalog.text("late.by", language, {"late": _long(found.seconds, language)})
    if found.in_grace:
        yield catalog.text("late.in_grace", language)
        return
    if found.slack_used:
        slack = {"used": found.slack_used, "left": found.slack_left}
        yield catalog.text("late.slack", language, slack)
    yield from _loss(grade, found, language)


def _loss(grade: Grade, found: Lateness, language: Language) -> Iterator[str]:
    rows = grade.rows_points
    if rows is None:
        return
    values = {
        "rows": catalog.points_text(rows, language),
        "lost": catalog.points_text(grade.points_for_lateness, language),
    }
    if found.is_cut_off:
        yield catalog.text("late.cut_off", language, values)
    elif not grade.points_for_lateness:
        yield catalog.text("late.lost.nothing", language)
    else:
        yield catalog.text(f"late.units.{found.per}", language, {"units": found.units})
        yield catalog.text("late.lost", language, values)


def _long(seconds: int, language: Language) -> str:
    if seconds < _TWO_DAYS:
        return duration(seconds)
    days, rest = divmod(seconds, _DAY)
    return catalog.text("late.days", language, {"days": days, "hours": rest // 3600})
