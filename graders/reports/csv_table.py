"""Grades as a spreadsheet table that opens right and runs nothing."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from graders.domain.grade import CriterionResult, CriterionStatus, Grade, GradeStatus
from graders.reports.row_view import verdict_of

MEDIA_TYPE = "text/csv; charset=utf-8"

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def render_csv(grades: Sequence[Grade]) -> bytes:
    """Return one row per member: group, member, points, state, verdict, one column per rubric row.

    Points have a point as decimal mark. Blank grades and rows that were not assessed are empty
    cells, never 0. The bytes begin with the mark by which Excel knows UTF-8.

    Source:
        OWASP, "CSV Injection": a cell that begins as a formula gets a leading apostrophe.
    """
    items = list(dict.fromkeys(result.item for grade in grades for result in grade.results))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    head = ("group", "member", "points", "max_points", "status", "verdict", *items)
    writer.writerow([safe_cell(name) for name in head])
    for grade in grades:
        writer.writerows(_rows(grade, items))
    return buffer.getvalue().encode("utf-8-sig", errors="replace")


def safe_cell(value: str) -> str:
    """Return `value` so that no spreadsheet reads it as a formula; numbers stay numbers."""
    if _NUMBER.fullmatch(value):
        return value
    return f"'{value}" if value.lstrip(" \u00a0").startswith(_FORMULA_STARTS) else value


def _rows(grade: Grade, items: Iterable[str]) -> list[list[str]]:
    results = grade.by_item()
    verdict = verdict_of(grade)
    points = grade.points
    facts = [
        "" if points is None else str(points),
        str(grade.max_points),
        str(grade.status),
        "" if verdict is None else str(verdict),
        *(_points(grade, results.get(item)) for item in items),
    ]
    return [
        [safe_cell(cell) for cell in (grade.group, member, *facts)]
        for member in grade.members or ("",)
    ]


def _points(grade: Grade, result: CriterionResult | None) -> str:
    if result is None or grade.status is GradeStatus.UNGRADED:
        return ""
    return "" if result.status is CriterionStatus.NOT_ASSESSED else str(result.points)
