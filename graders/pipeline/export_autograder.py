"""Builds an autograder for Gradescope that checks and gives no points.

There student code runs as root beside whatever the autograder holds. So it holds public files only,
and does what `check` does: docs/decisions/0022-gradescope-checks-and-does-not-grade.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import graders
from graders.course.assignment_file import assignment_folder
from graders.course.public_files import PublicFile
from graders.course.workspace import PROJECT
from graders.domain.assignment import Assignment
from graders.errors import CourseError, EnvironmentNotReadyError, UsageError
from graders.pipeline.export_plan import ExportPlan, write_files
from graders.pipeline.release import assignment_files
from graders.pipeline.release_leaks import refuse_leaks
from graders.pipeline.zip_bytes import zip_bytes
from graders.reports.exports.base import Exported, ExportNote
from graders.reports.messages.text import Language
from graders.tasks import TASKS
from graders.tasks.gan import Gan

_ROOT_FILES: Final = ("grader.py", "requirements.lock", "tools/setup.sh")
# Probes that try ways out of a sandbox: `doctor` needs them, `check` does not.
_NOT_NEEDED: Final = ("__pycache__", "conformance")
_PROGRAMS: Final = frozenset({"setup.sh", "run_autograder"})
_SETUP: Final = """\
#!/usr/bin/env bash
# Made by the grader: environment of the autograder, once for each image.
set -eu
cd /autograder/source
apt-get update -qq
apt-get install -y -qq python3 python3-venv
sh tools/setup.sh env
"""
_RUN: Final = """\
#!/usr/bin/env bash
# Made by the grader: checks one submission. Nothing private is in this container.
set -eu
cd /autograder/source
exec env/bin/python -m graders.cli.autograder {assignment} --lang {language} \\
    --submission /autograder/submission --results /autograder/results/results.json
"""


def export_autograder(plan: ExportPlan) -> Exported:
    """Write the zip file that Gradescope builds an autograder from.

    Raises:
        UsageError: The name does not end in `.zip`, or a file of that name says something else.
        CourseError: The kind of work cannot be checked without private files, or something private
            would leave; names file and line.
        EnvironmentNotReadyError: This is no clone of the project.
    """
    target = plan.out or Path(f"{plan.assignment.id}-gradescope.zip")
    if target.suffix != ".zip":
        raise UsageError(f"{target} does not end in .zip; Gradescope takes a zip file.")
    _require_checkable(plan.assignment)
    delivery = write_files([(target, autograder_zip(plan))], dry_run=plan.dry_run)
    return Exported(
        target=plan.target,
        assignment=plan.assignment.id,
        profile=plan.profile,
        dry_run=plan.dry_run,
        rows=(),
        notes=(ExportNote(code="export.note.no_points"), *delivery.notes()),
        written=delivery.written,
        kept=delivery.kept,
    )


def autograder_zip(plan: ExportPlan) -> bytes:
    """Return the zip file's bytes, after proving that nothing private is in it.

    Raises:
        CourseError: Something private would leave; names file and line.
        EnvironmentNotReadyError: This is no clone of the project.
    """
    folder = assignment_folder(plan.workspace.assignments, plan.assignment.id)
    course = assignment_files(folder, plan.assignment, list(Language))
    program = list(_program())
    refuse_leaks(plan.workspace, plan.assignment, course, program=program)
    run = _RUN.format(assignment=plan.assignment.id, language=plan.language)
    entries = {
        "setup.sh": _SETUP.encode(),
        "run_autograder": run.encode(),
        **{file.name: file.content for file in program},
        **{f"assignments/{plan.assignment.id}/{file.name}": file.content for file in course},
    }
    return zip_bytes(sorted(entries.items()), programs=_PROGRAMS)


def _require_checkable(assignment: Assignment) -> None:
    for profile in assignment.profiles.values():
        for unit, _size in assignment.units(profile):
            if isinstance(TASKS.get(unit.task), Gan):
                raise CourseError(
                    f"{assignment.id} is judged with a feature network that is private, and "
                    "`check` does not run without it; no autograder can be given away.",
                    hint="Students run `check` where the course is.",
                )


def _program() -> Iterator[PublicFile]:
    """Yield the grader itself, without what `check` never needs."""
    package = Path(graders.__file__).parent
    for path in sorted(package.rglob("*")):
        inner = path.relative_to(package)
        if path.is_file() and not set(inner.parts) & set(_NOT_NEEDED):
            yield _file(f"graders/{inner.as_posix()}", path)
    for name in _ROOT_FILES:
        if not (PROJECT / name).is_file():
            raise EnvironmentNotReadyError(
                f"There is no {PROJECT / name}.", hint="Build the autograder in a clone."
            )
        yield _file(name, PROJECT / name)


def _file(name: str, path: Path) -> PublicFile:
    return PublicFile(name=name, content=path.read_bytes(), source=path)
