"""Reads which groups and people got a later deadline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

from graders.domain.lateness import Extension
from graders.errors import RosterError
from graders.intake.csv_file import column_positions, csv_rows
from graders.intake.quoting import quote

_COLUMNS = ("who", "until", "reason")
_EXPECTED = "a date such as 2026-07-02, with an hour if wanted, such as 2026-07-02T18:00"


def read_extensions(path: Path, known: Collection[str], zone: str) -> tuple[Extension, ...]:
    """Return the extensions of one assignment; a missing file is none.

    Times without an offset are times of the course's zone; a date alone lasts to its end.

    Args:
        path: A CSV file with the columns `who`, `until` and `reason`.
        known: Group ids and member ids.
        zone: Time zone of the course.

    Raises:
        RosterError: The file cannot be used; the message names every line that must change.
    """
    if not path.exists():
        return ()
    rows = csv_rows(path)
    columns = column_positions(path, rows, _COLUMNS)
    found: list[Extension] = []
    problems: list[str] = []
    for line, row in rows[1:]:
        who, until, reason = (
            row[columns[name]].strip() if columns[name] < len(row) else "" for name in _COLUMNS
        )
        moment = _moment(until, ZoneInfo(zone))
        if who not in known:
            problems.append(f"line {line}: {quote(who)!r} is neither a group nor a member")
        elif moment is None:
            problems.append(f"line {line}: {quote(until)!r} is not {_EXPECTED}")
        elif not reason:
            problems.append(f"line {line}: reason is empty")
        else:
            found.append(Extension(who=who, until=moment, reason=reason))
    if problems:
        raise RosterError(f"{path}: {'; '.join(problems[:20])}.", hint="Mend these lines.")
    return tuple(found)


def extensions_of(
    extensions: Sequence[Extension], group: str, members: Sequence[str]
) -> tuple[Extension, ...]:
    """Return those of a group and of its members."""
    return tuple(one for one in extensions if one.who == group or one.who in members)


def _moment(written: str, zone: ZoneInfo) -> datetime | None:
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    is_date = len(written) <= len("2026-07-02")
    if is_date:
        moment = datetime.combine(moment.date(), time(23, 59, 59))
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
