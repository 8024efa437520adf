"""Reads which people make up each group."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from graders.errors import RosterError
from graders.intake.csv_file import column_positions, csv_rows
from graders.intake.quoting import quote

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
    rows = csv_rows(path)
    columns = column_positions(path, rows, _COLUMNS)
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
