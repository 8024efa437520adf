"""Imports what the members of one group handed in, in order of time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graders.domain.collected import CollectedEntry, Outcome, SourceKind, TimeSource
from graders.domain.submission import IntakeProblem
from graders.errors import SubmissionRejectedError, UsageError
from graders.intake.collecting.entries import Entry
from graders.intake.collecting.people import Found
from graders.intake.collecting.pick_file import Picked, Wanted, pick
from graders.intake.collecting.shelf import Shelf
from graders.intake.collecting.tree import shown_name
from graders.intake.quoting import quote
from graders.intake.store import Received, store_received
from graders.records.storage_errors import storage_errors


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupImport:
    """The entries of one group and all that is needed to store them.

    Attributes:
        group: Group id.
        entries: Entries and whose they are, by their place in the download.
        kind: Whose download it is.
        time_from: Who vouches for the files' own times.
        wanted: What a submission is.
        inbox: `submissions/<assignment>`.
        due: Deadline with time zone; None when there is none.
        now: The present time with time zone.
        dry_run: Only say what would happen.
    """

    group: str
    entries: Mapping[int, tuple[Entry, Found]]
    kind: SourceKind
    time_from: TimeSource
    wanted: Wanted
    inbox: Path
    due: datetime | None
    now: datetime
    dry_run: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Arrival:
    place: int
    entry: Entry
    owner: Found
    picked: Picked
    at: datetime
    time_from: TimeSource


def import_group(task: GroupImport) -> dict[int, CollectedEntry]:
    """Store what is new of a group; return what became of each entry, by place.

    Raises:
        EnvironmentNotReadyError: This machine cannot store a file.
    """
    rows: dict[int, CollectedEntry] = {}
    arrivals: list[_Arrival] = []
    for place, (entry, owner) in task.entries.items():
        picked = pick(entry.items, task.wanted)
        if isinstance(picked, Picked):
            arrivals.append(_arrival(task, place, entry, owner, picked))
        else:
            rows[place] = _problem_row(task, entry, owner, picked)
    shelf = Shelf(task.inbox / task.group)
    for arrival in sorted(arrivals, key=lambda item: (item.at, item.entry.order, item.place)):
        rows[arrival.place] = _store(task, arrival, shelf)
    return rows


def _arrival(task: GroupImport, place: int, entry: Entry, owner: Found, picked: Picked) -> _Arrival:
    """Return an arrival with the best time that is known; a time to come is none."""
    at, time_from = task.now, TimeSource.NOW
    if entry.received_at is not None and entry.received_at <= task.now:
        at, time_from = entry.received_at, TimeSource.SYSTEM
    elif picked.modified is not None and picked.modified <= task.now:
        at, time_from = picked.modified, task.time_from
    is_unmarked = entry.marked_late is False and time_from is not TimeSource.SYSTEM
    if is_unmarked and task.due is not None and at > task.due:
        at, time_from = task.due, TimeSource.LATE_MARK
    return _Arrival(
        place=place, entry=entry, owner=owner, picked=picked, at=at, time_from=time_from
    )


def _store(task: GroupImport, arrival: _Arrival, shelf: Shelf) -> CollectedEntry:
    digest = arrival.picked.sha256
    vouched = arrival.time_from is TimeSource.SYSTEM
    there = shelf.attempt_with(digest, at=arrival.at, is_vouched=vouched)
    if there is not None:
        return _row(task, arrival, Outcome.ALREADY_THERE, there)
    number = shelf.next_number
    if not task.dry_run:
        received = Received(
            name=arrival.picked.name,
            data=arrival.picked.data,
            at=arrival.at,
            origin=_origin(task, arrival),
        )
        try:
            with storage_errors(task.inbox):
                receipt = store_received(received, task.inbox, group=task.group, due=task.due)
        except (UsageError, SubmissionRejectedError) as error:
            problem = IntakeProblem(code="collect.not_stored", values=(("message", str(error)),))
            return _problem_row(task, arrival.entry, arrival.owner, problem)
        number = receipt.attempt
    shelf.add(number, digest, arrival.at)
    return _row(task, arrival, Outcome.STORED, number)


def _origin(task: GroupImport, arrival: _Arrival) -> dict[str, str]:
    """Return what the receipt says about where a file came from."""
    origin = {
        "from": str(task.kind),
        "entry": shown_name(arrival.entry.label),
        "file": shown_name(arrival.picked.path),
        "time_from": str(arrival.time_from),
    }
    if arrival.owner.member:
        origin["member"] = quote(arrival.owner.member)
    if arrival.entry.marked_late:
        origin["note"] = "marked late by the system"
    return origin


def _row(task: GroupImport, arrival: _Arrival, outcome: Outcome, attempt: int) -> CollectedEntry:
    late_mark = IntakeProblem(code="collect.note.marked_late", fatal=False)
    return CollectedEntry(
        entry=shown_name(arrival.entry.label),
        outcome=outcome,
        group=task.group,
        member=arrival.owner.member,
        file_name=shown_name(arrival.picked.path),
        sha256=arrival.picked.sha256,
        attempt=attempt,
        received_at=arrival.at,
        time_from=arrival.time_from,
        late=task.due is not None and arrival.at > task.due,
        notes=(*arrival.owner.notes, *([late_mark] if arrival.entry.marked_late else [])),
    )


def _problem_row(
    task: GroupImport, entry: Entry, owner: Found, problem: IntakeProblem
) -> CollectedEntry:
    return CollectedEntry(
        entry=shown_name(entry.label),
        outcome=Outcome.PROBLEM,
        group=task.group,
        member=owner.member,
        problem=problem,
    )
