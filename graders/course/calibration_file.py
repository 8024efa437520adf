"""Reads the measured anchors of an assignment from `reference/<id>/calibration.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, ValidationError

from graders.course.assignment_schema import ProfileName, Section
from graders.course.file_problems import describe_value, schema_problems
from graders.course.fit_anchors import MIN_GAP_RANGE
from graders.course.yaml_reader import KeyPath, YamlDocument, read_capped, read_yaml
from graders.domain.rubric import Calibration
from graders.errors import AssignmentFileError, CalibrationMissingError, FileProblem

FILE_NAME: Final = "calibration.json"
MAX_BYTES: Final = 1024 * 1024

Accuracy = Annotated[float, Field(ge=0, le=1, description="a number from 0 to 1")]
Knot = Annotated[
    list[Accuracy],
    Field(min_length=2, max_length=2, description="a pair [accuracy, share], such as [0.6, 0.7]"),
]
Word = Annotated[str, Field(max_length=500, description="a text")]


class AnchorsSection(Section):
    """What metrics are graded against."""

    accuracy_knots: list[Knot] = Field(
        min_length=3, max_length=20, description="a list of 3 to 20 pairs [accuracy, share]"
    )
    gap_full_credit: Accuracy = Field(description="a number from 0 to 1")
    gap_no_credit: Accuracy = Field(description="a number from 0 to 1")


class RunSection(Section):
    """One calibration run, kept as evidence for the anchors."""

    solution: Literal["reference", "good_enough", "starter", "overfit"] = Field(
        description="`reference`, `good_enough`, `starter` or `overfit`"
    )
    seed: int = Field(ge=0, description="an integer from 0")
    hidden_accuracy: Accuracy = Field(description="a number from 0 to 1")
    train_accuracy: Accuracy = Field(description="a number from 0 to 1")
    gap: float = Field(ge=-1, le=1, description="a number from -1 to 1")
    epochs: int = Field(ge=0, description="an integer from 0")
    cpu_seconds: float = Field(ge=0, description="a number from 0")
    environment: dict[str, Word] = Field(description="a mapping of versions and devices")
    run_key: Word = Field(default="", description="a text")


class DatasetSection(Section):
    """The data the runs were measured on; its keys belong to the data set."""

    model_config = ConfigDict(extra="allow")


class ProfileAnchors(Section):
    """Anchors of one profile and the runs behind them."""

    anchors: AnchorsSection = Field(description="a mapping of anchors")
    runs: list[RunSection] = Field(max_length=2_000, description="a list of runs")
    dataset: DatasetSection = Field(description="a mapping that names the data")
    measured_at: Word = Field(description="the time of measuring in ISO form")


class CalibrationFile(Section):
    """The whole file."""

    schema_version: Literal[1] = Field(alias="schema", description="1")
    assignment: Word = Field(description="the assignment's id")
    profiles: dict[ProfileName, ProfileAnchors] = Field(
        description="a mapping with `embedded`, `cpu` or `full`"
    )


def read_calibration(path: Path, profile: str) -> Calibration:
    """Read the anchors of `profile`.

    Args:
        path: `reference/<id>/calibration.json`; the folder names the assignment.
        profile: Name of the profile.

    Raises:
        CalibrationMissingError: There is no file, or none for this profile; names the command.
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    if not path.is_file():
        raise _missing(path, profile)
    values = _read_json(path)
    try:
        model = CalibrationFile.model_validate(values)
    except ValidationError as error:
        document = read_yaml(path, max_bytes=MAX_BYTES)
        raise AssignmentFileError(schema_problems(document, error, CalibrationFile)) from error
    if next(_broken_rules(model, path), None) is not None:
        document = read_yaml(path, max_bytes=MAX_BYTES)
        raise AssignmentFileError(_problem(document, *rule) for rule in _broken_rules(model, path))
    section = next((found for name, found in model.profiles.items() if name == profile), None)
    if section is None:
        raise _missing(path, profile)
    anchors = section.anchors
    return Calibration(
        profile=profile,
        accuracy_knots=tuple((knot[0], knot[1]) for knot in anchors.accuracy_knots),
        gap_full_credit=anchors.gap_full_credit,
        gap_no_credit=anchors.gap_no_credit,
        sha256=_anchors_sha256(profile, anchors),
    )


def _missing(path: Path, profile: str) -> CalibrationMissingError:
    assignment_id = path.parent.name
    return CalibrationMissingError(
        f"Assignment {assignment_id!r} has no calibration for the profile {profile!r} ({path}).",
        hint=f"Run `python grader.py calibrate {assignment_id} --profile {profile}`.",
    )


def _read_json(path: Path) -> object:
    # json is fast; the YAML reader, which knows line numbers, is asked when something is wrong.
    try:
        return json.loads(
            read_capped(path, max_bytes=MAX_BYTES),
            object_pairs_hook=_refuse_duplicates,
            parse_constant=_refuse_constant,
        )
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
        problem = FileProblem(
            file=str(path),
            line=line,
            key="(file)",
            expected="valid JSON in UTF-8 with unique keys and finite numbers",
            found=f"an error ({getattr(error, 'msg', error)})",
        )
        raise AssignmentFileError([problem]) from error


def _refuse_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) != len(pairs):
        raise ValueError("an object has the same key twice")
    return values


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is not a finite number")


def _broken_rules(model: CalibrationFile, path: Path) -> Iterator[tuple[KeyPath, str]]:
    if model.assignment != path.parent.name:
        yield ("assignment",), f"the folder's name `{path.parent.name}`"
    for name, section in model.profiles.items():
        parent = ("profiles", name, "anchors")
        knots = section.anchors.accuracy_knots
        if any(left[0] >= right[0] for left, right in pairwise(knots)):
            yield (*parent, "accuracy_knots"), "accuracies that increase"
        if any(left[1] > right[1] for left, right in pairwise(knots)):
            yield (*parent, "accuracy_knots"), "shares that never decrease"
        if (knots[0][1], knots[-1][1]) != (0.0, 1.0):
            yield (*parent, "accuracy_knots"), "shares from 0 to 1"
        needed = section.anchors.gap_full_credit + MIN_GAP_RANGE
        if section.anchors.gap_no_credit < needed - 1e-9:
            yield (*parent, "gap_no_credit"), f"at least `gap_full_credit` + {MIN_GAP_RANGE}"


def _problem(document: YamlDocument, path: KeyPath, expected: str) -> FileProblem:
    value = document.get(path)
    found = json.dumps(value) if isinstance(value, list) else describe_value(value)
    return document.problem(path, expected=expected, found=found)


def _anchors_sha256(profile: str, anchors: AnchorsSection) -> str:
    canonical = json.dumps(
        {"profile": profile, **anchors.model_dump()}, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()
