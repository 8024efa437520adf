"""What an export is asked to do, and the files it may write."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.errors import StorageError, UsageError
from graders.intake.roster import Roster
from graders.pipeline.write_pages import write_whole
from graders.reports.exports.base import ExportNote, ExportTarget
from graders.reports.messages.text import Language

STANDARD_OUTPUT: Final = Path("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportPlan:
    """What the command line asked for.

    Attributes:
        workspace: The course.
        assignment: The assignment.
        profile: Profile of the grades.
        grades: Current grades by group; only those of the groups that were asked for.
        roster: People of the course.
        target: Format.
        language: Language of what students read.
        source: The other system's file, for formats that fill one.
        out: Where to write; None for the format's own place.
        column: Header of the column of points, where a person named it.
        with_comments: Whether comments are written into the file.
        only_groups: Groups that were asked for; empty for all.
        dry_run: Only say what would be written.
        environment: What a runner of another system tells, by name of the variable.
    """

    workspace: Workspace
    assignment: Assignment
    profile: str
    grades: Mapping[str, Grade]
    roster: Roster
    target: ExportTarget
    language: Language
    source: Path | None = None
    out: Path | None = None
    column: str | None = None
    with_comments: bool = False
    only_groups: tuple[str, ...] = ()
    dry_run: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[str, ...]:
        """Groups to export: those asked for, else those of the roster and those with a grade."""
        return self.only_groups or tuple(dict.fromkeys((*self.roster.groups, *self.grades)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the files of an export.

    Attributes:
        written: Files that were written, or in a dry run would be.
        kept: Files that were there already with the same bytes.
        taken: Files that say something else, which only a dry run goes on from.
    """

    written: tuple[str, ...]
    kept: tuple[str, ...]
    taken: tuple[str, ...] = ()

    def notes(self) -> tuple[ExportNote, ...]:
        """Return what a dry run has to say about files that are in the way."""
        values = {"files": ", ".join(self.taken)}
        return (ExportNote(code="export.note.taken", values=values),) if self.taken else ()


def write_files(files: Sequence[tuple[Path, bytes]], *, dry_run: bool) -> Delivery:
    """Write all files or none; a file that is there already is never changed.

    Args:
        files: Path and bytes of each.
        dry_run: Only look.

    Raises:
        UsageError: A file of that name is there and says something else.
        StorageError: One cannot be written.
    """
    there = [(path, content) for path, content in files if path.exists() or path.is_symlink()]
    kept = [path for path, content in there if path.is_file() and path.read_bytes() == content]
    taken = [path for path, _content in there if path not in kept]
    due = [(path, content) for path, content in files if (path, content) not in there]
    if taken and not dry_run:
        raise UsageError(
            f"{taken[0]} is there already and says something else; nothing was written.",
            hint="Move it away, or name another place with --out.",
        )
    for path, content in [] if dry_run else due:
        _write(path, content)
    return Delivery(
        written=tuple(str(path) for path, _content in due),
        kept=tuple(map(str, kept)),
        taken=tuple(map(str, taken)),
    )


def _write(path: Path, content: bytes) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise StorageError(
            f"{path} cannot be written: {error.strerror or error}.",
            hint="Name another place with --out.",
        ) from error
