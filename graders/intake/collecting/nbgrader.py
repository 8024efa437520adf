"""Reads nbgrader's `submitted/<student id>/<assignment>/<notebook>.ipynb` with `timestamp.txt`.

Source:
    nbgrader, "The philosophy and the approach", and `nbgrader.utils.parse_utc`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from graders.domain.submission import IntakeProblem
from graders.intake.collecting.entries import Claim, Entry
from graders.intake.collecting.tree import Item, Tree, shown_name

SUBMITTED: Final = "submitted"
TIMESTAMP: Final = "timestamp.txt"
_MAX_BYTES: Final = 1_000


def recognises(tree: Tree) -> bool:
    """Whether there is the folder `submitted`, or a time stamp at its place below it."""
    return SUBMITTED in tree.top_folders() or any(
        len(item.parts) == 3 and item.name == TIMESTAMP for item in tree.items
    )


def entries(tree: Tree, assignment: str) -> tuple[Entry, ...] | IntakeProblem:
    """Return one entry per student, or why the assignment cannot be told.

    Args:
        tree: A course's folder, or its folder `submitted`.
        assignment: The assignment that is collected; an only one may be called otherwise.
    """
    students = tree.below(SUBMITTED) if SUBMITTED in tree.top_folders() else tree
    folders: dict[tuple[str, str], list[Item]] = {}
    for parts in students.folders:
        if len(parts) == 2:
            folders.setdefault((parts[0], parts[1]), [])
    for item in students.items:
        if len(item.parts) > 2:
            inner = replace(item, parts=item.parts[2:])
            folders.setdefault((item.parts[0], item.parts[1]), []).append(inner)
    names = sorted({name for _student, name in folders})
    wanted = assignment if assignment in names or len(names) != 1 else names[0]
    if wanted not in names:
        shown = ", ".join(shown_name(name) for name in names[:10])
        return IntakeProblem(
            code="collect.nbgrader_assignment", values=(("wanted", assignment), ("names", shown))
        )
    return tuple(
        _entry(student, tuple(items))
        for (student, name), items in sorted(folders.items(), key=lambda pair: pair[0])
        if name == wanted
    )


def _entry(student: str, items: tuple[Item, ...]) -> Entry:
    stamp = next((item for item in items if item.parts == (TIMESTAMP,)), None)
    data = stamp.read(_MAX_BYTES) if stamp else b""
    text = data.decode("utf-8", "replace").strip() if isinstance(data, bytes) else ""
    return Entry(
        label=student,
        claims=(
            Claim(
                who=student,
                ids=(("member", student), ("student_id", student)),
                email=student,
                groups=(student,),
            ),
        ),
        items=tuple(item for item in items if item is not stamp),
        received_at=time_of(text),
    )


def time_of(text: str) -> datetime | None:
    """Return the time in a `timestamp.txt`, such as `2015-02-02 15:58:23.948203 UTC`."""
    found = re.fullmatch(
        r"(?P<day>\d{4}-\d\d-\d\d)[ T](?P<time>\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(?: ?(?P<zone>\S+))?",
        text,
    )
    if not found:
        return None
    zone = _zone(found["zone"] or "UTC")
    try:
        moment = datetime.fromisoformat(f"{found['day']}T{found['time']}")
    except ValueError:
        return None
    return moment.replace(tzinfo=zone) if zone is not None else None


def _zone(name: str) -> tzinfo | None:
    offset = re.fullmatch(r"(?P<sign>[+-])(?P<hours>[01]\d):?(?P<minutes>[0-5]\d)", name)
    if offset:
        size = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
        return timezone(-size if offset["sign"] == "-" else size)
    if name in {"UTC", "Z"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
