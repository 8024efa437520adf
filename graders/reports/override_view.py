"""Grades that a person set, in words, and the history of a grade."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from tabulate import tabulate

from graders.domain.grade import Change, Grade
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_COLUMNS = ("when", "change", "points", "computed", "runs", "by", "why")


def override_note(grade: Grade, language: Language) -> str:
    """What a person decided, for the group to read; empty where nobody did."""
    decided = grade.override
    if decided is None or decided.points is None:
        return ""
    values = {
        "points": catalog.points_text(decided.points, language),
        "date": decided.made_at.date().isoformat(),
        "computed": _shown(decided.computed, language),
        "reason": decided.reason,
    }
    code = "override.said.blank" if decided.computed is None else "override.said"
    return catalog.text(code, language, values)


def moved_note(grade: Grade, language: Language) -> str:
    """That the rows are worth something else since; empty where they are not."""
    decided = grade.override
    if decided is None or not grade.moved_since_override:
        return ""
    values = {
        "points": _shown(decided.points, language),
        "before": _shown(decided.computed, language),
        "now": _shown(grade.computed_points, language),
    }
    return catalog.text("override.moved", language, values)


def history_table(grades: Sequence[Grade], language: Language) -> str:
    """Return one line for each time a group's grade was written, oldest first."""
    return tabulate(
        [[entry[name] for name in _COLUMNS] for entry in _entries(grades, language)],
        headers=[catalog.text(f"history.{name}", language) for name in _COLUMNS],
        tablefmt="simple",
        disable_numparse=True,
        colalign=("left", "left", "right", "right", "right", "left", "left"),
    )


def history_json(grades: Sequence[Grade]) -> list[dict[str, Any]]:
    """Return the same for programs: points as texts, null for a blank grade."""
    return [
        {
            "graded_at": grade.graded_at,
            "profile": grade.profile,
            "change": _change(grade),
            "status": grade.status,
            "points": grade.points,
            "computed_points": grade.computed_points,
            "num_runs": len(grade.repeats.runs),
            "by": _by(grade),
            "reason": _why(grade),
            "file_sha256": grade.fingerprint.submission_sha256,
        }
        for grade in grades
    ]


def _entries(grades: Sequence[Grade], language: Language) -> list[dict[str, str]]:
    return [
        {
            "when": catalog.date_text(grade.graded_at, language),
            "change": catalog.text(f"history.change.{_change(grade)}", language),
            "points": _shown(grade.points, language),
            "computed": _shown(grade.computed_points, language),
            "runs": str(len(grade.repeats.runs) or ""),
            "by": printable(_by(grade)),
            "why": printable(_why(grade)),
        }
        for grade in grades
    ]


def _change(grade: Grade) -> str:
    taken_back = grade.change is Change.OVERRIDDEN and grade.points_by_hand is None
    return "withdrawn" if taken_back else str(grade.change)


def _by(grade: Grade) -> str:
    return grade.override.by if grade.change is Change.OVERRIDDEN and grade.override else ""


def _why(grade: Grade) -> str:
    if grade.change is Change.OVERRIDDEN and grade.override:
        return grade.override.reason
    if grade.change is Change.APPEALED and grade.appeals:
        return grade.appeals[-1].reason
    return grade.cause


def _shown(points: Decimal | None, language: Language) -> str:
    return "—" if points is None else catalog.points_text(points, language)
