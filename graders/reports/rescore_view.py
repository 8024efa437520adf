"""What a rescoring changes, group by group, as a table and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from tabulate import tabulate

from graders.domain.assignment import Assignment
from graders.domain.grade import CriterionResult, Grade
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable

Rows = tuple[tuple[CriterionResult | None, CriterionResult | None], ...]


class GradeChange(Protocol):
    """A grade before and after."""

    @property
    def before(self) -> Grade:
        """The current grade."""

    @property
    def after(self) -> Grade:
        """What it would be."""

    @property
    def kept(self) -> str | None:
        """Why it stays as it is; None when it was judged again."""

    def changed_rows(self) -> Rows:
        """Rows whose points or maxima differ, before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    assignment: Assignment
    language: Language


def rescore_table(
    changes: Sequence[GradeChange], assignment: Assignment, language: Language
) -> str:
    """Return one line per group: points before and after, and which rows moved."""
    words = _Words(assignment=assignment, language=language)
    columns = ("group", "before", "after", "difference", "rows")
    return tabulate(
        [_line(change, words) for change in changes],
        headers=[catalog.text(f"rescore.{name}", language) for name in columns],
        tablefmt="simple",
        disable_numparse=True,
        colalign=("left", "right", "right", "right", "left"),
    )


def rescore_json(changes: Sequence[GradeChange], *, written: int) -> dict[str, Any]:
    """Return the same for programs: points as texts, null for a blank grade."""
    return {
        "written": written,
        "groups": [
            {
                "group": change.before.group,
                "before": _exact(change.before.computed_points),
                "after": _exact(change.after.computed_points),
                "kept": str(change.kept) if change.kept else None,
                "needs_more_runs": change.after.repeats.wanted is not None,
                "rows": [_row_json(old, new) for old, new in change.changed_rows()],
            }
            for change in changes
        ],
    }


def _row_json(old: CriterionResult | None, new: CriterionResult | None) -> Mapping[str, Any]:
    known = new or old
    return {
        "item": known.item if known else "",
        "before": _exact(old.points) if old else None,
        "after": _exact(new.points) if new else None,
    }


def _exact(points: Decimal | None) -> str | None:
    return None if points is None else str(points)


def _line(change: GradeChange, words: _Words) -> list[str]:
    before, after = change.before.computed_points, change.after.computed_points
    moved = after - before if before is not None and after is not None else None
    return [
        printable(change.before.group),
        _points(before, words),
        _points(after, words),
        _signed(moved, words),
        _said(change, words),
    ]


def _said(change: GradeChange, words: _Words) -> str:
    if change.kept:
        return catalog.text(f"rescore.kept.{change.kept}", words.language)
    said = [_row(old, new, words) for old, new in change.changed_rows()]
    if change.after.repeats.wanted is not None:
        said.append(catalog.text("rescore.more_runs", words.language))
    by_hand = change.before.points_by_hand
    if by_hand is not None:
        values = {"points": _points(by_hand, words)}
        said.append(catalog.text("override.rescored", words.language, values))
    return "; ".join(said)


def _row(old: CriterionResult | None, new: CriterionResult | None, words: _Words) -> str:
    known = new or old
    if known is None:
        return ""
    title = catalog.criterion_title(known.criterion, words.language)
    part = printable(part_title(words.assignment, known.part, words.language))
    named = f"{part}: {title}" if part else title
    return f"{named} {_of(old, words)} → {_of(new, words)}"


def _of(result: CriterionResult | None, words: _Words) -> str:
    if result is None:
        return "—"
    return f"{_points(result.points, words)}/{_points(result.max_points, words)}"


def _points(points: Decimal | None, words: _Words) -> str:
    return "—" if points is None else catalog.points_text(points, words.language)


def _signed(points: Decimal | None, words: _Words) -> str:
    if points is None or points == 0:
        return "" if points is None else "="
    sign = "+" if points > 0 else "−"
    return sign + catalog.points_text(abs(points), words.language)
