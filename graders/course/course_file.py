"""Reads what belongs to a whole course: `course.yaml` beside the assignments, if there is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Literal
from zoneinfo import ZoneInfo

from pydantic import Field, ValidationError

from graders.course.assignment_schema import Section
from graders.course.file_problems import schema_problems
from graders.course.secret import read_or_create_secret, secret_of_term
from graders.course.workspace import Workspace
from graders.course.yaml_reader import YamlDocument, read_yaml
from graders.domain.lateness import LatePolicy, LateUnit
from graders.errors import AssignmentFileError, FileProblem

_UTC = "UTC"


class LateSection(Section):
    """What late files lose."""

    lost: float = Field(ge=0, le=100, description="points from 0 to 100")
    per: Literal["hour", "day"] = Field(description="`hour` or `day`")
    at_most: float = Field(default=100, gt=0, le=100, description="points from 0 to 100")
    grace_minutes: int = Field(default=0, ge=0, le=1440, description="minutes from 0 to 1440")
    cutoff_hours: int | None = Field(
        default=None, ge=1, le=8760, description="hours from 1 to 8760, or null"
    )
    slack_days: int = Field(default=0, ge=0, le=60, description="days from 0 to 60")


class CourseFile(Section):
    """The whole file."""

    schema_version: Literal[1] = Field(alias="schema", description="1")
    term: str = Field(
        default="", min_length=1, max_length=60, description='a text such as "2026-2"'
    )
    time_zone: str = Field(
        default="",
        min_length=1,
        max_length=60,
        description="a name of the IANA database, such as `America/Argentina/Buenos_Aires`",
    )
    late: LateSection | None = Field(default=None, description="a mapping, or null")


def read_term(workspace: Workspace) -> str:
    """Return the course's term; empty when there is none.

    Raises:
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    return _read(workspace).term


def read_late_policy(workspace: Workspace) -> LatePolicy:
    """Return what the course makes of late files; nothing is lost where it does not say.

    Raises:
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    course = _read(workspace)
    late = course.late
    if late is None:
        return LatePolicy(zone=course.time_zone or _UTC)
    return LatePolicy(
        lost=Decimal(str(late.lost)),
        per=LateUnit(late.per),
        at_most=Decimal(str(late.at_most)),
        grace=timedelta(minutes=late.grace_minutes),
        cutoff=None if late.cutoff_hours is None else timedelta(hours=late.cutoff_hours),
        slack_days=late.slack_days,
        zone=course.time_zone or _UTC,
    )


def read_time_zone(workspace: Workspace) -> str:
    """Return the course's time zone; empty when there is none.

    Raises:
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    return _read(workspace).time_zone


def course_secret(workspace: Workspace) -> bytes:
    """Return the secret that this term's seeds and splits follow from.

    Raises:
        AssignmentFileError: The course file does not hold what it must.
    """
    return secret_of_term(read_or_create_secret(workspace.private), read_term(workspace))


def _read(workspace: Workspace) -> CourseFile:
    path = workspace.course_file
    if not path.is_file():
        return CourseFile(schema=1)
    document = read_yaml(path)
    try:
        course = CourseFile.model_validate(document.values)
    except ValidationError as error:
        raise AssignmentFileError(schema_problems(document, error, CourseFile)) from error
    problems = list(_unknown_zone(document, course.time_zone))
    if problems:
        raise AssignmentFileError(problems)
    return course


def _unknown_zone(document: YamlDocument, name: str) -> Iterator[FileProblem]:
    try:
        ZoneInfo(name or _UTC)
    except (KeyError, OSError, ValueError):
        expected = CourseFile.model_fields["time_zone"].description or ""
        yield document.problem(("time_zone",), expected=expected, found=f"`{name}`")
