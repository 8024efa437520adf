"""A table of grades that a learning platform gave out, and points that are put into it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from graders.reports.exports.amounts import read_number, rescaled, shown_with
from graders.reports.exports.base import ExportOutcome, ExportRow
from graders.reports.exports.raw_csv import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetPerson:
    """One person as the file knows them.

    Attributes:
        index: Index of the row.
        line: Line of the file.
        who: What to call the person in messages.
        ids: Column of the roster and value, in the order in which they are asked.
        email: Address; empty where the file has none.
        name: Full name; empty where the file has none.
        excused: Whether the platform excused the person from the assignment.
    """

    index: int
    line: int
    who: str
    ids: tuple[tuple[str, str], ...]
    email: str = ""
    name: str = ""
    excused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class GradeSheet:
    """A platform's table, understood.

    Attributes:
        table: The file.
        people: One entry per person.
        points: Index of the column of the assignment's points.
        mark: Decimal mark of the file.
        max_points: The platform's maximum; None where the file does not say.
        comments: Index of the column of comments; None where there is none or it stays.
        columns: Columns that the exported file has; None for all.
    """

    table: Table
    people: tuple[SheetPerson, ...]
    points: int
    mark: str
    max_points: Decimal | None
    comments: int | None = None
    columns: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """What a person's group got.

    Attributes:
        group: Group id.
        member: Member id; empty as long as it is the whole group's.
        points: What counts; None for a blank grade.
        max_points: The rubric's maximum.
        comment: A short text for the comments.
    """

    group: str
    member: str = ""
    points: Decimal | None
    max_points: Decimal
    comment: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledSheet:
    """The edited file and what was edited.

    Attributes:
        content: Its bytes.
        rows: What became of each person of the file.
        kept_comments: Lines on which somebody's comment was left as it was.
    """

    content: bytes
    rows: tuple[ExportRow, ...]
    kept_comments: tuple[int, ...]


def fill_sheet(
    sheet: GradeSheet, worths: Mapping[int, Worth], own_comments: Sequence[str] = ()
) -> FilledSheet:
    """Put points, and comments where the sheet has a column for them, into the file.

    A person who is unknown, whose grade is blank, or who is excused keeps what the file says. So
    does a cell whose number is the same, and a comment that begins like none of ours.

    Args:
        sheet: The file.
        worths: What people got, by index of their row.
        own_comments: How comments begin that an earlier export wrote.

    Raises:
        CourseError: The file's encoding lacks a character of a comment.
    """
    cells: dict[tuple[int, int], str] = {}
    kept: list[int] = []
    rows = []
    for person in sheet.people:
        row, edits = _of_person(sheet, person, worths.get(person.index))
        rows.append(row)
        cells |= edits
        worth = worths.get(person.index)
        if sheet.comments is None or worth is None or not _gets_points(row):
            continue
        old = sheet.table.rows[person.index].value(sheet.comments)
        if old.strip() and not old.strip().startswith(tuple(own_comments)):
            kept.append(person.line)
        elif old != worth.comment:
            cells[person.index, sheet.comments] = worth.comment
    table = sheet.table.with_cells(cells)
    if sheet.columns is not None:
        table = table.with_columns(sheet.columns)
    return FilledSheet(content=table.content(), rows=tuple(rows), kept_comments=tuple(kept))


def _gets_points(row: ExportRow) -> bool:
    return row.outcome in {ExportOutcome.CHANGED, ExportOutcome.SAME}


def _of_person(
    sheet: GradeSheet, person: SheetPerson, worth: Worth | None
) -> tuple[ExportRow, dict[tuple[int, int], str]]:
    old = sheet.table.rows[person.index].value(sheet.points)
    new, outcome = "", ExportOutcome.UNKNOWN
    if worth is not None and person.excused:
        outcome = ExportOutcome.EXCUSED
    elif worth is not None and worth.points is None:
        outcome = ExportOutcome.BLANK
    elif worth is not None and worth.points is not None:
        points = rescaled(worth.points, max_points=worth.max_points, target=sheet.max_points)
        same = read_number(old) == points
        new = old if same else shown_with(points, sheet.mark)
        outcome = ExportOutcome.SAME if same else ExportOutcome.CHANGED
    row = ExportRow(
        group=worth.group if worth else "",
        member=worth.member if worth else "",
        who=person.who,
        line=person.line,
        old=old,
        new=new,
        outcome=outcome,
    )
    changed = outcome is ExportOutcome.CHANGED
    return row, {(person.index, sheet.points): new} if changed else {}


def folded(text: str) -> str:
    """Return a header as it is compared: without accents, case and outer spaces."""
    apart = unicodedata.normalize("NFKD", text.replace("\u00a0", " "))
    plain = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(plain.casefold().split())


def quoted_names(names: Sequence[str]) -> str:
    """Return headers as a list for a message."""
    return ", ".join(f'"{name}"' for name in names)


def data_rows(table: Table) -> Iterator[int]:
    """Yield the index of each row below the header that says something."""
    yield from (at for at in range(1, len(table.rows)) if not table.rows[at].is_blank)
