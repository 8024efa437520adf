"""Grades as a spreadsheet table that opens right and runs nothing."""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Sequence

from graders.domain.grade import CriterionResult, CriterionStatus, Grade, GradeStatus
from graders.reports.key_measures import measures
from graders.reports.row_view import verdict_of

MEDIA_TYPE = "text/csv; charset=utf-8"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def render_csv(grades: Sequence[Grade]) -> bytes:
    """Return one row per member: group, member, points, state, verdict, rows, measures.

    `points` is what counts: the sum of the rows less what lateness costs (`late_points`; empty for
    a file that came in time), or what a person set (`by_hand`).
    `flags` is how many flags a person should look at; empty for a blank grade. `points_low` and
    `points_high` are the 95 % interval over `num_runs` trainings; empty where no training decided.

    Points have a point as decimal mark. Blank grades and rows that were not assessed are empty
    cells, never 0. The bytes begin with the mark by which Excel knows UTF-8.

    Source:
        OWASP, "CSV Injection": a cell that begins as a formula gets a leading apostrophe.
    """
    items = list(dict.fromkeys(result.item for grade in grades for result in grade.results))
    measured = list(dict.fromkeys(name for grade in grades for name in measures(grade)))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    head = ("group", "member", "points", "max_points", "rows_points", "late_points", "by_hand",
            "status", "verdict", "flags",
            "num_runs", "points_low", "points_high", *items,
            *(f"measured.{name}" for name in measured))  # fmt: skip
    writer.writerow([safe_cell(name) for name in head])
    for grade in grades:
        writer.writerows(_rows(grade, items, measured))
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def safe_cell(value: str) -> str:
    """Return `value` so that no spreadsheet reads it as a formula; numbers stay numbers."""
    if _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if value.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else value


def _rows(grade: Grade, items: Iterable[str], measured: Iterable[str]) -> list[list[str]]:
    results = grade.by_item()
    found = measures(grade)
    verdict = verdict_of(grade)
    points = grade.points
    facts = [
        "" if points is None else str(points),
        str(grade.max_points),
        "" if grade.rows_points is None else str(grade.rows_points),
        _lateness(grade),
        "" if grade.points_by_hand is None else "yes",
        str(grade.status),
        "" if verdict is None else str(verdict),
        "" if points is None else str(len(grade.flags)),
        *_certainty(grade),
        *(_points(grade, results.get(item)) for item in items),
        *(_number(found.get(name)) for name in measured),
    ]
    return [
        [safe_cell(cell) for cell in (grade.group, member, *facts)]
        for member in grade.members or ("",)
    ]


def _lateness(grade: Grade) -> str:
    return str(grade.points_for_lateness) if grade.late and grade.rows_points is not None else ""


def _certainty(grade: Grade) -> tuple[str, str, str]:
    certainty = grade.repeats.certainty
    if grade.status is GradeStatus.UNGRADED or certainty is None:
        return "", "", ""
    return str(certainty.num_runs), f"{certainty.low:.2f}", f"{certainty.high:.2f}"


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else f"{value:.6f}"


def _points(grade: Grade, result: CriterionResult | None) -> str:
    if result is None or grade.status is GradeStatus.UNGRADED:
        return ""
    return "" if result.status is CriterionStatus.NOT_ASSESSED else str(result.points)
