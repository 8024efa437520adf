"""Reads `assignment.yaml` into an `Assignment`, or says everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from pydantic import ValidationError

from graders.course.assignment_builder import build_assignment
from graders.course.assignment_checks import cross_checks
from graders.course.assignment_schema import SCHEMA, AssignmentFile, PartsAssignmentFile
from graders.course.file_problems import schema_problems
from graders.course.yaml_reader import YamlDocument, read_yaml
from graders.domain.assignment import Assignment
from graders.errors import AssignmentFileError, FileProblem, UnknownNameError

FILE_NAME: Final = "assignment.yaml"
SchemaModel = AssignmentFile | PartsAssignmentFile


def read_assignment(folder: Path) -> Assignment:
    """Read and check the assignment in `folder`.

    Args:
        folder: The assignment's folder; its name is the assignment's id.

    Raises:
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    document = read_yaml(folder / FILE_NAME)
    _refuse_other_schema(document)
    has_parts = document.get(("parts",)) is not None
    schema: type[SchemaModel] = PartsAssignmentFile if has_parts else AssignmentFile
    problems: list[FileProblem] = []
    model: SchemaModel | None = None
    try:
        model = schema.model_validate(document.values)
    except ValidationError as error:
        problems += schema_problems(document, error, schema)
    problems += cross_checks(document, folder_name=folder.resolve().name)
    if problems or model is None:
        raise AssignmentFileError(problems)
    return build_assignment(model, document)


def find_assignments(assignments_dir: Path) -> tuple[str, ...]:
    """Return the ids of all folders that hold an assignment file, sorted."""
    if not assignments_dir.is_dir():
        return ()
    folders = (entry for entry in assignments_dir.iterdir() if (entry / FILE_NAME).is_file())
    return tuple(sorted(folder.name for folder in folders))


def assignment_folder(assignments_dir: Path, assignment_id: str) -> Path:
    """Return the folder of an assignment.

    Raises:
        UnknownNameError: There is none of that name; the message suggests the nearest.
    """
    known = find_assignments(assignments_dir)
    if assignment_id not in known:
        raise UnknownNameError("assignment", assignment_id, known)
    return assignments_dir / assignment_id


def _refuse_other_schema(document: YamlDocument) -> None:
    version = document.get(("schema",))
    if type(version) is not int or version == SCHEMA:
        return
    if version > SCHEMA:
        found, remedy = f"{version}, which is too new", "Update the grader."
    else:
        found, remedy = f"{version}, which is too old", f"Rewrite the file for schema {SCHEMA}."
    # Another version has other keys: listing more problems would mislead.
    problem = document.problem(("schema",), expected=str(SCHEMA), found=found, remedy=remedy)
    raise AssignmentFileError([problem])
