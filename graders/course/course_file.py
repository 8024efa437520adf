"""Reads what belongs to a whole course: `course.yaml` beside the assignments, if there is one."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, ValidationError

from graders.course.assignment_schema import Section
from graders.course.file_problems import schema_problems
from graders.course.secret import read_or_create_secret, secret_of_term
from graders.course.workspace import Workspace
from graders.course.yaml_reader import read_yaml
from graders.errors import AssignmentFileError


class CourseFile(Section):
    """The whole file."""

    schema_version: Literal[1] = Field(alias="schema", description="1")
    term: str = Field(min_length=1, max_length=60, description='a text such as "2026-2"')


def read_term(workspace: Workspace) -> str:
    """Return the course's term; empty when there is no file.

    Raises:
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    path = workspace.course_file
    if not path.is_file():
        return ""
    document = read_yaml(path)
    try:
        return CourseFile.model_validate(document.values).term
    except ValidationError as error:
        raise AssignmentFileError(schema_problems(document, error, CourseFile)) from error


def course_secret(workspace: Workspace) -> bytes:
    """Return the secret that this term's seeds and splits follow from.

    Raises:
        AssignmentFileError: The course file does not hold what it must.
    """
    return secret_of_term(read_or_create_secret(workspace.private), read_term(workspace))
