"""What an export did, person by person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Final

NO_VALUES: Final[Mapping[str, str]] = MappingProxyType({})


class ExportTarget(StrEnum):
    """Formats of other systems."""

    MOODLE = "moodle"
    CANVAS = "canvas"
    GRADESCOPE = "gradescope"
    GRADESCOPE_AUTOGRADER = "gradescope-autograder"
    CLASSROOM50 = "classroom50"
    GITHUB = "github"
    JUNIT = "junit"
    CSV = "csv"
    JSON = "json"


class ExportOutcome(StrEnum):
    """What became of one person, group or file."""

    CHANGED = "changed"
    SAME = "same"
    WRITTEN = "written"
    BLANK = "blank"
    EXCUSED = "excused"
    UNKNOWN = "unknown"
    LACKING = "lacking"

    @property
    def needs_a_look(self) -> bool:
        """Whether somebody who should have got points did not get them."""
        return self in {ExportOutcome.BLANK, ExportOutcome.LACKING}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportRow:
    """One person, group or file.

    Attributes:
        group: Group id; empty for people that the roster does not know.
        member: Member id; empty for a whole group.
        who: What the other system's file calls the person; empty where it does not.
        line: Line in that file; None for people that it lacks.
        old: What the file said before; empty for none.
        new: What is written; empty for none.
        outcome: What became of it.
    """

    group: str
    outcome: ExportOutcome
    member: str = ""
    who: str = ""
    line: int | None = None
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportNote:
    """Something worth a sentence; texts come from the message catalogue by `code`."""

    code: str
    values: Mapping[str, str] = field(default_factory=lambda: NO_VALUES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What an export did, or in a dry run would do.

    Attributes:
        target: Format.
        assignment: Assignment id.
        profile: Profile of the grades.
        dry_run: Whether nothing was written.
        rows: What became of each.
        notes: What is worth a sentence.
        written: Files that were written, or would be.
        kept: Files that were there already, with the same bytes.
        document: What goes to standard output; None where files are written.
    """

    target: ExportTarget
    assignment: str
    profile: str
    dry_run: bool
    rows: tuple[ExportRow, ...]
    notes: tuple[ExportNote, ...] = ()
    written: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    document: bytes | None = None

    def count(self, outcome: ExportOutcome) -> int:
        """How many ended like this."""
        return sum(row.outcome is outcome for row in self.rows)
