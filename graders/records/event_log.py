"""Writes down what happens in a batch, a line of JSON for each event, for whoever looks on.

Theory of operation: each batch has a file of its own, which it keeps locked while it lives; a
reader that gets the lock knows that the batch is over, however it ended. Nothing rests on these
files: what is graded is in the gradebook, what was trained in the run store.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from graders.domain.events import (
    BatchEvent,
    BatchFinished,
    BatchStarted,
    EpochFinished,
    RunFinished,
    RunRetried,
    StageChanged,
    SubmissionGraded,
    SubmissionKept,
)
from graders.domain.grade import Grade
from graders.domain.verdict import Stage
from graders.records.file_lock import LockedFile, is_locked
from graders.records.storage_errors import storage_errors

KEPT_LOGS: Final = 5
_NAMES: Final[dict[type[BatchEvent], str]] = {
    BatchStarted: "batch_started",
    StageChanged: "stage_changed",
    EpochFinished: "epoch_finished",
    RunRetried: "run_retried",
    RunFinished: "run_finished",
    SubmissionGraded: "submission_graded",
    SubmissionKept: "submission_kept",
    BatchFinished: "batch_finished",
}
_TYPES: Final = {name: event for event, name in _NAMES.items()}
GradeOf = Callable[[str], Grade | None]


def event_to_json(event: BatchEvent) -> dict[str, Any]:
    """Return an event as values `json.dumps` takes; of a grade, points and status only."""
    if isinstance(event, (SubmissionGraded, SubmissionKept)):
        points = event.grade.points
        facts: dict[str, Any] = {
            "group": event.group,
            "points": None if points is None else str(points),
            "status": str(event.grade.status),
        }
        if isinstance(event, SubmissionGraded):
            facts["trained"] = event.trained
        return {"event": _NAMES[type(event)], **facts}
    return {"event": _NAMES[type(event)], **asdict(event)}


def event_from_json(found: dict[str, Any], grade_of: GradeOf) -> BatchEvent | None:
    """Return the event that was written down; None where its grade is not known or it is strange.

    Args:
        found: One line of a log.
        grade_of: Gives the current grade of a group.
    """
    kind = _TYPES.get(found.get("event", ""))
    facts = {name: value for name, value in found.items() if name not in {"event", "at"}}
    try:
        if kind in (SubmissionGraded, SubmissionKept):
            grade = grade_of(facts["group"])
            if grade is None:
                return None
            if kind is SubmissionKept:
                return SubmissionKept(group=facts["group"], grade=grade)
            return SubmissionGraded(group=facts["group"], grade=grade, trained=facts["trained"])
        if kind is StageChanged:
            facts["stage"] = Stage(facts["stage"])
        if kind is BatchStarted:
            facts["groups"] = tuple(facts["groups"])
        return kind(**facts) if kind else None
    except (TypeError, KeyError, ValueError):
        return None


class EventLog:
    """The log of one batch, locked until it is closed.

    Args:
        folder: Where logs of this assignment and profile are kept; the newest `KEPT_LOGS` stay.
        now: Clock, with time zone.

    Raises:
        StorageError: It cannot be begun, and so nothing else could be kept either.
    """

    def __init__(self, folder: Path, now: Callable[[], datetime]) -> None:
        self._now = now
        stamp = now().strftime("%Y%m%dT%H%M%S.%f")
        with storage_errors(folder):
            folder.mkdir(parents=True, exist_ok=True)
            self._file = LockedFile(folder / f"{stamp}-{os.getpid()}.jsonl")
            _forget_old(folder)

    def write(self, event: BatchEvent) -> None:
        """Write an event down; a full disk costs the log, never the batch."""
        line = json.dumps({"at": self._now().isoformat(), **event_to_json(event)}, default=str)
        with contextlib.suppress(OSError):
            self._file.append(f"{line}\n".encode())

    def close(self) -> None:
        """Let readers know that the batch is over."""
        self._file.close()


class EventReader:
    """Reads a log as it grows.

    Args:
        file: The log.
        grade_of: Gives the current grade of a group.
    """

    def __init__(self, file: Path, grade_of: GradeOf) -> None:
        self._file = file
        self._grade_of = grade_of
        self._offset = 0

    @property
    def is_growing(self) -> bool:
        """Whether the batch that writes it is alive."""
        return is_locked(self._file)

    def new_events(self) -> Iterator[tuple[datetime, BatchEvent]]:
        """Yield what was written since the last call, with its time."""
        with self._file.open("rb") as file:
            file.seek(self._offset)
            content = file.read()
        whole = content[: content.rfind(b"\n") + 1]
        self._offset += len(whole)
        for line in whole.splitlines():
            with contextlib.suppress(ValueError, KeyError, TypeError):
                found = json.loads(line)
                event = event_from_json(found, self._grade_of)
                if event is not None:
                    yield datetime.fromisoformat(found["at"]), event


def newest_log(folder: Path) -> Path | None:
    """Return the log of the batch that began last, a living one before a finished one."""
    logs = sorted(folder.glob("*.jsonl"), reverse=True)
    return next((log for log in logs if is_locked(log)), logs[0] if logs else None)


def _forget_old(folder: Path) -> None:
    for old in sorted(folder.glob("*.jsonl"), reverse=True)[KEPT_LOGS:]:
        if not is_locked(old):
            old.unlink(missing_ok=True)
