"""Understands the grading worksheet that a teacher downloads from a Moodle assignment.

Moodle finds its columns by headers in the language of the person who imports, so headers are never
made here. It skips rows whose grade is blank, unchanged, above the maximum, or newer in Moodle than
`Last modified (grade)`.

Source:
    moodle, mod/assign/feedback/offline/importgradeslib.php and locallib.php; not tried on a real
    Moodle.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
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

_KNOWN: Final[Mapping[str, frozenset[str]]] = {
    "identifier": frozenset({"identifier", "identificador"}),
    "name": frozenset({"full name", "nombre completo", "nombre apellido(s)"}),
    "email": frozenset({"email address", "direccion de correo", "direccion de correo electronico"}),
    "grade": frozenset({"grade", "calificacion"}),
    "maximum": frozenset({"maximum grade", "calificacion maxima"}),
    "modified": frozenset({"last modified (grade)", "ultima modificacion (calificacion)"}),
    "comments": frozenset({"feedback comments", "comentarios de retroalimentacion"}),
}
_PARTICIPANT: Final = re.compile(r"\D+?\s*([0-9]{1,20})")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Columns:
    """Where things stand; None where the file lacks them."""

    identifier: int
    name: int | None
    email: int | None
    grade: int
    maximum: int | None
    comments: int | None


def read_worksheet(table: Table, *, column: str | None, with_comments: bool) -> GradeSheet:
    """Find the people and the columns of a grading worksheet.

    Columns are known by their English and Spanish headers, and in another language by what stands
    in them: the maximum is one and the same number in all rows, and the grade stands before it.

    Args:
        table: The file.
        column: Header of the column of grades, where a person named it.
        with_comments: Whether feedback comments shall be written.

    Raises:
        CourseError: It is no grading worksheet, or a column cannot be told.
        UsageError: There is no column of that name.
    """
    rows = tuple(data_rows(table))
    columns = _columns(table, rows, column)
    if with_comments and columns.comments is None:
        raise CourseError(
            f"{table.name}:1: no column of feedback comments among {quoted_names(table.header)}.",
            hint="Tick “Feedback comments” in the settings of the assignment and download the "
            "worksheet again, or leave out --feedback.",
        )
    numbered = [columns.grade, *([] if columns.maximum is None else [columns.maximum])]
    texts = [table.rows[at].value(place) for place in numbered for at in rows]
    return GradeSheet(
        table=table,
        people=tuple(_person(table, at, columns) for at in rows),
        points=columns.grade,
        mark=decimal_mark(texts, table.delimiter),
        max_points=_maximum(table, rows, columns.maximum),
        comments=columns.comments if with_comments else None,
    )


def _columns(table: Table, rows: Sequence[int], column: str | None) -> _Columns:
    known = _one(_named(table, "identifier"))
    participants = known or 0
    told = [table.rows[at].value(participants).strip() for at in rows]
    if not told or not all(_PARTICIPANT.fullmatch(text) for text in told):
        raise CourseError(
            f"{table.name} is no grading worksheet with participants: no column holds names such "
            f'as "Participant 123"; its headers are {quoted_names(table.header)}.',
            hint="In Moodle choose “Download grading worksheet” in the assignment.",
        )
    if known is not None and not _named(table, "modified"):
        raise CourseError(
            f"{table.name}:1: no column “Last modified (grade)” among "
            f"{quoted_names(table.header)}; Moodle refuses a file without it.",
            hint="Download the worksheet again and leave its columns as they are.",
        )
    grade, maximum = _grade_and_maximum(table, rows, column)
    email = _one(_named(table, "email"))
    return _Columns(
        identifier=participants,
        name=_one(_named(table, "name")),
        email=_addresses(table, rows) if email is None else email,
        grade=grade,
        maximum=maximum,
        comments=_one(_named(table, "comments")),
    )


def _one(places: Sequence[int]) -> int | None:
    return places[0] if len(places) == 1 else None


def _named(table: Table, what: str) -> tuple[int, ...]:
    known = _KNOWN[what]
    return tuple(at for at, header in enumerate(table.header) if folded(header) in known)


def _addresses(table: Table, rows: Sequence[int]) -> int | None:
    """Return the only column in which every row that says something says an address."""
    found = []
    for column in range(len(table.header)):
        texts = [text for at in rows if (text := table.rows[at].value(column).strip())]
        if texts and all("@" in text for text in texts):
            found.append(column)
    return _one(found)


def _grade_and_maximum(
    table: Table, rows: Sequence[int], column: str | None
) -> tuple[int, int | None]:
    maximum = _one(_named(table, "maximum"))
    if column is not None:
        places = [at for at, header in enumerate(table.header) if folded(header) == folded(column)]
        if len(places) != 1:
            many = "no column" if not places else f"{len(places)} columns"
            raise UsageError(
                f"{table.name}:1 has {many} called {column!r}.",
                hint=f"Its columns are {quoted_names(table.header)}.",
            )
        after = places[0] + 1
        return places[0], after if maximum is None and _is_maximum(table, rows, after) else maximum
    grades = _named(table, "grade")
    if len(grades) == 1:
        return grades[0], maximum
    pairs = [
        at
        for at in range(1, len(table.header) - 1)
        if _is_maximum(table, rows, at + 1) and _holds_grades(table, rows, at)
    ]
    if grades or len(pairs) != 1:
        raise CourseError(
            f"{table.name}:1: the column of grades cannot be told; the columns are "
            f"{quoted_names(table.header)}.",
            hint='Name it with --column "…".',
        )
    return pairs[0], pairs[0] + 1


def _is_maximum(table: Table, rows: Sequence[int], column: int) -> bool:
    values = {read_number(table.rows[at].value(column)) for at in rows}
    value = next(iter(values)) if len(values) == 1 else None
    return value is not None and value > 0


def _holds_grades(table: Table, rows: Sequence[int], column: int) -> bool:
    most = read_number(table.rows[rows[0]].value(column + 1)) or Decimal(0)
    texts = [text for at in rows if (text := table.rows[at].value(column).strip())]
    numbers = [read_number(text) for text in texts]
    return all(number is not None and 0 <= number <= most for number in numbers)


def _maximum(table: Table, rows: Sequence[int], column: int | None) -> Decimal | None:
    if column is None:
        return None
    found: Decimal | None = None
    for at in rows:
        text = table.rows[at].value(column)
        number = read_number(text)
        if number is None or number <= 0 or (found is not None and number != found):
            raise CourseError(
                f"{table.name}:{table.rows[at].line}: the maximum grade {text!r} is not one number "
                "for all.",
                hint="Points go into assignments that are graded with points; give this one a "
                "maximum grade in Moodle and download the worksheet again.",
            )
        found = number
    return found


def _person(table: Table, at: int, columns: _Columns) -> SheetPerson:
    row = table.rows[at]
    identifier = row.value(columns.identifier).strip()
    if max(columns.grade, columns.comments or 0) >= len(row.cells):
        raise CourseError(
            f"{table.name}:{row.line}: the row has {len(row.cells)} cells, fewer than the headers.",
            hint="Download the worksheet again.",
        )
    found = _PARTICIPANT.fullmatch(identifier)
    name = "" if columns.name is None else row.value(columns.name).strip()
    if folded(name) == folded(identifier):
        # Where names are hidden, the identifier stands in their place.
        name = ""
    return SheetPerson(
        index=at,
        line=row.line,
        who=f"{name} ({identifier})" if name else identifier,
        ids=(("moodle_id", found[1] if found else ""),),
        email="" if columns.email is None else row.value(columns.email).strip(),
        name=name,
    )
