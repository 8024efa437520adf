"""Reads which people make up each group."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from graders.errors import RosterError
from graders.intake.encoding import decode_text
from graders.intake.quoting import quote

_MAX_BYTES = 4 * 2**20
_COLUMNS = ("group", "member")


def read_roster(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return member ids by group id, both in file order; a missing file is an empty roster.

    Commas, semicolons and tabs separate; a byte order mark and CRLF are accepted, as spreadsheets
    write them. Columns other than `group` and `member` are ignored.

    Raises:
        RosterError: The file cannot be used; the message names every line that must change.
    """
    if not path.exists():
        return {}
    rows = _rows(path)
    columns = _columns(path, rows)
    groups: dict[str, list[str]] = {}
    first_line: dict[str, int] = {}
    problems: list[str] = []
    for line, row in rows[1:]:
        group, member = (row[index].strip() if index < len(row) else "" for index in columns)
        if not group or not member:
            problems.append(f"line {line}: {'group' if not group else 'member'} is empty")
        elif member in first_line:
            problems.append(f"line {line}: {quote(member)} is already on line {first_line[member]}")
        else:
            first_line[member] = line
            groups.setdefault(group, []).append(member)
    if problems:
        raise RosterError(
            f"{path}: {'; '.join(problems[:20])}.", hint="A member belongs to one group."
        )
    return {group: tuple(members) for group, members in groups.items()}


def _rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return non-blank rows with their line numbers, the header first."""
    data = path.read_bytes() if path.stat().st_size <= _MAX_BYTES else None
    if data is None:
        raise RosterError(f"{path} is larger than {_MAX_BYTES // 2**20} MiB.")
    text, problems = decode_text(data)
    if any(problem.fatal for problem in problems):
        raise RosterError(f"{path} is not a text file.", hint="Save it as CSV (UTF-8).")
    header = text.partition("\n")[0]
    separator = max(",;\t", key=header.count)
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    try:
        rows = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise RosterError(f"{path}:{reader.line_num}: {error}.") from error
    return [(line, row) for line, row in rows if any(cell.strip() for cell in row)]


def _columns(path: Path, rows: list[tuple[int, list[str]]]) -> tuple[int, ...]:
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    absent = [name for name in _COLUMNS if name not in header]
    if absent:
        raise RosterError(
            f"{path}:1: column {' and '.join(absent)} is missing.",
            hint="The first line must be: group,member",
        )
    return tuple(header.index(name) for name in _COLUMNS)
