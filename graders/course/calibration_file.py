"""Reads the measured anchors of an assignment from `reference/<id>/calibration.json`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, ValidationError

from graders.course.assignment_schema import ProfileName, Section
from graders.course.file_problems import describe_value, schema_problems
from graders.course.fit_anchors import MIN_GAP_RANGE
from graders.course.yaml_reader import KeyPath, YamlDocument, read_capped, read_yaml
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.rubric import Calibration
from graders.errors import AssignmentFileError, CalibrationMissingError, FileProblem

FILE_NAME: Final = "calibration.json"
MAX_BYTES: Final = 1024 * 1024
NO_ANCHORS: Final = Calibration(
    profile="",
    accuracy_knots=((0.0, 0.0), (1.0, 1.0)),
    gap_full_credit=0.0,
    gap_no_credit=1.0,
    sha256="",
)
"""What stands in where nothing is measured on a curve."""

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
    notes: list[Word] = Field(default_factory=list, description="a list of texts")


class GenerativeSection(Section):
    """What a generator's samples are graded against."""

    kid_floor: float = Field(gt=0, description="a number above 0")
    kid_reference: float = Field(description="a number")
    kid_untrained: float = Field(gt=0, description="a number above 0")
    density_reference: float = Field(gt=0, description="a number above 0")
    density_good_enough: float = Field(gt=0, description="a number above 0")
    coverage_reference: float = Field(gt=0, description="a number above 0")
    coverage_good_enough: float = Field(gt=0, description="a number above 0")
    total_variation_reference: Accuracy


class RunSection(Section):
    """One calibration run, kept as evidence for the anchors."""

    solution: Literal["reference", "good_enough", "starter", "overfit"] = Field(
        description="`reference`, `good_enough`, `starter` or `overfit`"
    )
    part: Word = Field(default="", description="the name of a part")
    seed: int = Field(ge=0, description="an integer from 0")
    hidden_accuracy: Accuracy | None = None
    train_accuracy: Accuracy | None = None
    gap: float | None = Field(default=None, ge=-1, le=1, description="a number from -1 to 1")
    measures: dict[str, float] = Field(
        default_factory=dict, description="a mapping from measure to number"
    )
    epochs: int = Field(ge=0, description="an integer from 0")
    cpu_seconds: float = Field(ge=0, description="a number from 0")
    environment: dict[str, Word] = Field(description="a mapping of versions and devices")
    run_key: Word = Field(default="", description="a text")


class DatasetSection(Section):
    """The data the runs were measured on; its keys belong to the data set."""

    model_config = ConfigDict(extra="allow")


class ProfileAnchors(Section):
    """Anchors of one profile and the runs behind them."""

    anchors: AnchorsSection | None = Field(default=None, description="a mapping of anchors")
    generative: GenerativeSection | None = Field(
        default=None, description="a mapping of a generator's anchors"
    )
    parts: dict[str, AnchorsSection] = Field(
        default_factory=dict, description="a mapping from part to anchors"
    )
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
    return _calibration(_read_section(path, profile), profile)


def read_runs(path: Path, profile: str) -> tuple[RunSection, ...]:
    """Read the runs that the anchors of `profile` were fitted to.

    Raises:
        CalibrationMissingError: There is no file, or none for this profile; names the command.
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    return tuple(_read_section(path, profile).runs)


def read_notes(path: Path, profile: str) -> dict[str, tuple[str, ...]]:
    """Return what the fit had to say of each curve, by part ('' for the only model).

    Raises:
        CalibrationMissingError: There is no file, or none for this profile; names the command.
    """
    section = _read_section(path, profile)
    whole = {"": section.anchors} if section.anchors is not None else {}
    return {part: tuple(anchors.notes) for part, anchors in {**whole, **section.parts}.items()}


def measured_at(path: Path, profile: str) -> str:
    """Return when the runs of `profile` were measured, in ISO form.

    Raises:
        CalibrationMissingError: There is no file, or none for this profile; names the command.
    """
    return _read_section(path, profile).measured_at


def _read_section(path: Path, profile: str) -> ProfileAnchors:
    if not path.is_file():
        raise missing_calibration(path, profile)
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
        raise missing_calibration(path, profile)
    return section


def _calibration(section: ProfileAnchors, profile: str) -> Calibration:
    digest = _anchors_sha256(profile, section)
    parts = {
        name: _with_anchors(NO_ANCHORS, anchors, profile, digest)
        for name, anchors in section.parts.items()
    }
    whole = replace(NO_ANCHORS, profile=profile, sha256=digest, parts=parts)
    if section.generative is not None:
        generative = GenerativeAnchors(**section.generative.model_dump())
        whole = replace(whole, generative=generative)
    return _with_anchors(whole, section.anchors, profile, digest)


def _with_anchors(
    calibration: Calibration, anchors: AnchorsSection | None, profile: str, digest: str
) -> Calibration:
    if anchors is None:
        return calibration
    return replace(
        calibration,
        profile=profile,
        accuracy_knots=tuple((knot[0], knot[1]) for knot in anchors.accuracy_knots),
        gap_full_credit=anchors.gap_full_credit,
        gap_no_credit=anchors.gap_no_credit,
        sha256=digest,
    )


def missing_calibration(path: Path, profile: str) -> CalibrationMissingError:
    """Return the error of a profile without anchors; it names the command that measures them."""
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
        if section.anchors is not None:
            yield from _broken_anchors(section.anchors, ("profiles", name, "anchors"))
        for part, anchors in section.parts.items():
            yield from _broken_anchors(anchors, ("profiles", name, "parts", part))


def _broken_anchors(anchors: AnchorsSection, parent: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    knots = anchors.accuracy_knots
    if any(left[0] >= right[0] for left, right in pairwise(knots)):
        yield (*parent, "accuracy_knots"), "accuracies that increase"
    if any(left[1] > right[1] for left, right in pairwise(knots)):
        yield (*parent, "accuracy_knots"), "shares that never decrease"
    if (knots[0][1], knots[-1][1]) != (0.0, 1.0):
        yield (*parent, "accuracy_knots"), "shares from 0 to 1"
    needed = anchors.gap_full_credit + MIN_GAP_RANGE
    if anchors.gap_no_credit < needed - 1e-9:
        yield (*parent, "gap_no_credit"), f"at least `gap_full_credit` + {MIN_GAP_RANGE}"


def _problem(document: YamlDocument, path: KeyPath, expected: str) -> FileProblem:
    value = document.get(path)
    found = json.dumps(value) if isinstance(value, list) else describe_value(value)
    return document.problem(path, expected=expected, found=found)


def _anchors_sha256(profile: str, section: ProfileAnchors) -> str:
    shown = section.model_dump(
        include={"anchors", "generative", "parts"},
        exclude={"anchors": {"notes"}, "parts": {"__all__": {"notes"}}},
    )
    canonical = json.dumps({"profile": profile, **shown}, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
