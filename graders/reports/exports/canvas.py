"""Understands the gradebook that a teacher exports from Canvas.

Canvas makes a new assignment of a header that it does not know and a new user of a student that it
does not know, so both are only ever taken from the exported file. The file that goes back has the
columns of the student and that of one assignment: Canvas writes every column that it is given, and
grades that changed since the export would go back to what they were.

Source:
    canvas-lms, lib/gradebook_importer.rb; not tried on a real Canvas.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from graders.errors import CourseError, UsageError
from graders.reports.exports.amounts import decimal_mark, read_number
from graders.reports.exports.raw_csv import Table
from graders.reports.exports.sheet import (
    GradeSheet,
    SheetPerson,
    data_rows,
    folded,
    quoted_names,
)

_ASSIGNMENT: Final = re.compile(r"(?P<title>.*\S)\s*\((?P<id>[0-9]+)\)\s*", re.DOTALL)
_NO_ASSIGNMENT: Final = re.compile(
    "(Current|Final) (Score|Points|Grade)|Override (Score|Grade|Status)"
)
_POSTING: Final = re.compile(r"\s*(Muted|Manual Posting.*)?\s*", re.IGNORECASE)
_READ_ONLY: Final = re.compile(r"read\s+only")
_EXCUSED: Final = "EX"
_DOWNLOAD: Final = "In Canvas choose Grades, Export, “Export Entire Gradebook”."


def read_gradebook(table: Table, *, titles: Sequence[str], column: str | None) -> GradeSheet:
    """Find the students and the assignment's column of an exported gradebook.

    Args:
        table: The file.
        titles: What the assignment may be called, where no column is named.
        column: The column as the file calls it, with or without its number.

    Raises:
        CourseError: It is no gradebook, the column cannot be told, or Canvas ignores it.
        UsageError: There is no column of that name.
    """
    section = _last_student_column(table)
    points = _points_column(table, section, titles=titles, column=column)
    possible = _points_possible(table)
    limit = table.rows[possible].value(points)
    if _READ_ONLY.search(limit):
        raise CourseError(
            f"{table.name}:{table.rows[possible].line}: the column "
            f"{table.header[points]!r} is read only; Canvas ignores it.",
            hint="Name the assignment's own column with --column.",
        )
    people = tuple(
        _person(table, at, points)
        for at in data_rows(table)
        if at != possible
        and not all(_POSTING.fullmatch(cell.value) for cell in table.rows[at].cells)
    )
    texts = [table.rows[at].value(points) for at in data_rows(table)]
    maximum = read_number(limit)
    return GradeSheet(
        table=table,
        people=people,
        points=points,
        mark=decimal_mark(texts, table.delimiter),
        max_points=maximum if maximum is not None and maximum > 0 else None,
        columns=(*range(section + 1), points),
    )


def _last_student_column(table: Table) -> int:
    header = table.header
    by_name = len(header) > 3 and "Student" in header[0] and "ID" in header[1]
    apart = len(header) > 4 and _is_apart(header) and "ID" in header[2]
    section = next((at for at, name in enumerate(header[:9]) if "Section" in name), None)
    if not (by_name or apart) or section is None:
        raise CourseError(
            f"{table.name}:1 is not the header of a Canvas gradebook; its columns are "
            f"{quoted_names(header[:12])}.",
            hint=_DOWNLOAD,
        )
    return section


def _is_apart(header: Sequence[str]) -> bool:
    return "LastName" in header[0] and "FirstName" in header[1]


def _points_column(table: Table, section: int, *, titles: Sequence[str], column: str | None) -> int:
    offered = {
        at: name
        for at, name in enumerate(table.header)
        if at > section and _ASSIGNMENT.fullmatch(name) and not _NO_ASSIGNMENT.search(name)
    }
    wanted = {folded(name) for name in ([column] if column is not None else titles)}
    found = [at for at, name in offered.items() if folded(name) in wanted] or [
        at for at, name in offered.items() if folded(_title(name)) in wanted
    ]
    if len(found) == 1:
        return found[0]
    names = quoted_names(list(offered.values())) or "none"
    if column is not None:
        many = "no assignment" if not found else f"{len(found)} assignments"
        raise UsageError(
            f"{table.name}:1 has {many} called {column!r}.",
            hint=f"Canvas would make a new one. Its assignments are {names}.",
        )
    raise CourseError(
        f"{table.name}:1: {len(found) or 'no'} columns are called like the assignment "
        f"({quoted_names(titles)}).",
        hint=f'Name one with --column "Title (id)"; the file has {names}.',
    )


def _title(header: str) -> str:
    found = _ASSIGNMENT.fullmatch(header)
    return found["title"] if found else header


def _points_possible(table: Table) -> int:
    """Return the index of the row of maxima."""
    for at in data_rows(table):
        if "Points Possible" in table.rows[at].value(0):
            return at
    raise CourseError(
        f"{table.name} has no row “Points Possible” below its header.", hint=_DOWNLOAD
    )


def _person(table: Table, at: int, points: int) -> SheetPerson:
    row, header = table.rows[at], table.header
    if points >= len(row.cells):
        raise CourseError(
            f"{table.name}:{row.line}: the row has {len(row.cells)} cells, fewer than the header.",
            hint=_DOWNLOAD,
        )
    apart = _is_apart(header)
    name = f"{row.value(1)} {row.value(0)}".strip() if apart else row.value(0).strip()
    by_header = {folded(header[place]): row.value(place).strip() for place in range(points)}
    login = by_header.get("sis login id", "")
    number = row.value(2 if apart else 1).strip()
    return SheetPerson(
        index=at,
        line=row.line,
        who=f"{name} ({number})" if number else name,
        ids=(
            ("canvas_id", number),
            ("student_id", by_header.get("sis user id", "")),
            ("student_id", "" if "@" in login else login),
        ),
        email=login if "@" in login else "",
        name=name,
        excused=row.value(points).strip().upper() == _EXCUSED,
    )
