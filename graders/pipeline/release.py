"""The bundle that students get, and the proof that nothing private is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from graders.course.assignment_file import FILE_NAME, assignment_folder, read_assignment
from graders.course.public_files import NOTEBOOK, STARTER, PublicFile, public_files
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.errors import CourseError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.release_leaks import refuse_leaks
from graders.pipeline.zip_bytes import zip_bytes
from graders.reports.messages.text import Language
from graders.sandbox.temporary import own_prefix


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
    files = assignment_files(folder, assignment, languages)
    refuse_leaks(workspace, assignment, files)
    _require_sound_starter(files, assignment)
    files.sort(key=lambda file: file.name)
    entries = ((f"{assignment.id}/{file.name}", file.content) for file in files)
    return Release(names=tuple(file.name for file in files), content=zip_bytes(entries))


def assignment_files(
    folder: Path, assignment: Assignment, languages: Sequence[Language]
) -> list[PublicFile]:
    """Return all public files of an assignment, its own file among them.

    Raises:
        CourseError: As for `public_files`.
    """
    path = folder / FILE_NAME
    own = PublicFile(name=FILE_NAME, content=path.read_bytes(), source=path)
    return [*public_files(folder, assignment, languages), own]


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
