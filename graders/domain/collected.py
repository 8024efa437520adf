"""What became of each thing that was handed in elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from graders.domain.submission import IntakeProblem


class SourceKind(StrEnum):
    """Whose download it is."""

    MOODLE = "moodle"
    CANVAS = "canvas"
    GRADESCOPE = "gradescope"
    NBGRADER = "nbgrader"
    FOLDERS = "folders"


class TimeSource(StrEnum):
    """Who says when a file arrived.

    `LATE_MARK` is the deadline: the system marks late files, and this one bears no mark.
    """

    SYSTEM = "system"
    LATE_MARK = "late_mark"
    ARCHIVE = "archive"
    FILE = "file"
    NOW = "now"


class Outcome(StrEnum):
    """What was done with an entry."""

    STORED = "stored"
    ALREADY_THERE = "already_there"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectedEntry:
    """One entry of a download.

    Attributes:
        entry: How the download calls it, safe to show.
        outcome: What was done with it.
        group: The group it belongs to; empty when nobody knows.
        member: Who handed it in; empty when only the group is known.
        file_name: The chosen file, as the download calls it; empty without one.
        sha256: Hash of its bytes; empty without one.
        attempt: The attempt it is stored as, now or before.
        received_at: Time of arrival with time zone.
        time_from: Who says so.
        late: Whether that is after the deadline.
        notes: What else is worth a word.
        problem: Why it was not imported.
    """

    entry: str
    outcome: Outcome
    group: str = ""
    member: str = ""
    file_name: str = ""
    sha256: str = ""
    attempt: int | None = None
    received_at: datetime | None = None
    time_from: TimeSource | None = None
    late: bool = False
    notes: tuple[IntakeProblem, ...] = ()
    problem: IntakeProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What became of a whole download.

    Attributes:
        assignment: Assignment id.
        kind: Whose download it is; None when it could not be opened.
        dry_run: Whether nothing was written.
        entries: All entries, in the order of the download.
        missing: Groups of the roster that have no file to grade, now or from before.
    """

    assignment: str
    kind: SourceKind | None
    dry_run: bool
    entries: tuple[CollectedEntry, ...]
    missing: tuple[str, ...]

    def count(self, outcome: Outcome) -> int:
        """Return how many entries ended so."""
        return sum(entry.outcome is outcome for entry in self.entries)
