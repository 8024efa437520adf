"""Reads tables that teachers keep: CSV as spreadsheets write it."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from graders.errors import RosterError
from graders.intake.encoding import decode_text

_MAX_BYTES = 4 * 2**20


def csv_rows(path: Path) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank with their line numbers, the header first.

    Commas, semicolons and tabs separate; a byte order mark and CRLF are accepted.

    Raises:
        RosterError: It is too large, no text, or no CSV.
    """
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


def column_positions(
    path: Path,
    rows: Sequence[tuple[int, Sequence[str]]],
    needed: Sequence[str],
    *,
    optional: Sequence[str] = (),
) -> dict[str, int]:
    """Return where each named column of a file stands; others are ignored.

    Raises:
        RosterError: One that is needed is missing.
    """
    header = [cell.strip().lower() for cell in rows[0][1]] if rows else []
    absent = [name for name in needed if name not in header]
    if absent:
        raise RosterError(
            f"{path}:1: column {' and '.join(absent)} is missing.",
            hint=f"The first line must be: {','.join(needed)}",
        )
    return {name: header.index(name) for name in (*needed, *optional) if name in header}
