"""The bundle that students get, and the proof that nothing private is in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from graders.course.assignment_file import FILE_NAME, assignment_folder, read_assignment
from graders.course.public_files import NOTEBOOK, STARTER, PublicFile, public_files
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.errors import CourseError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.release_leaks import refuse_leaks
from graders.reports.messages.text import Language
from graders.sandbox.temporary import own_prefix

# The earliest time a zip file can tell: the same files give the same bytes.
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
_ORDINARY_FILE: Final = 0o100644
_UNIX: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A bundle that has passed every check.

    Attributes:
        names: Its files, in order.
        content: The zip file's bytes; the same course files give the same bytes.
    """

    names: tuple[str, ...]
    content: bytes


def make_release(
    workspace: Workspace, assignment_id: str, languages: Sequence[Language]
) -> Release:
    """Put the public files together and prove that they may leave.

    Args:
        workspace: The course.
        assignment_id: The assignment.
        languages: Languages of the handouts.

    Raises:
        UnknownNameError: There is no such assignment.
        AssignmentFileError: Its file is wrong; carries every problem.
        CourseError: A file is missing, or something private would leave; names file and line.
    """
    folder = assignment_folder(workspace.assignments, assignment_id)
    assignment = read_assignment(folder)
    files = [*public_files(folder, assignment, languages), _assignment_file(folder)]
    refuse_leaks(workspace, assignment, files)
    _require_sound_starter(files, assignment)
    files.sort(key=lambda file: file.name)
    return Release(names=tuple(file.name for file in files), content=_zipped(files, assignment.id))


def _assignment_file(folder: Path) -> PublicFile:
    path = folder / FILE_NAME
    return PublicFile(name=FILE_NAME, content=path.read_bytes(), source=path)


def _require_sound_starter(files: Sequence[PublicFile], assignment: Assignment) -> None:
    """Read the starter as intake reads a submission: students hand in files made from it."""
    for file in files:
        if file.name not in {STARTER, NOTEBOOK}:
            continue
        with TemporaryDirectory(prefix=own_prefix("release")) as folder:
            path = Path(folder) / file.name
            path.write_bytes(file.content)
            handed_in = HandedIn(group="release", path=path, received_at=datetime.now(UTC))
            problems = read_submission(handed_in, assignment).fatal_problems
        if problems:
            codes = ", ".join(problem.code for problem in problems)
            raise CourseError(
                f"{file.source} could not be graded as it stands: {codes}.",
                hint=f"Run: python grader.py check {file.source} --assignment {assignment.id}",
            )


def _zipped(files: Sequence[PublicFile], root: str) -> bytes:
    target = io.BytesIO()
    # Stored, not deflated: another version of zlib would give other bytes.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            entry = zipfile.ZipInfo(f"{root}/{file.name}", date_time=_EPOCH)
            entry.create_system = _UNIX
            entry.external_attr = _ORDINARY_FILE << 16
            archive.writestr(entry, file.content)
    return target.getvalue()
