"""Reads `assignment.yaml` into an `Assignment`, or says everything that is wrong with it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from graders.course.assignment_checks import cross_checks, parse_due
from graders.course.assignment_schema import (
    SCHEMA,
    AssignmentFile,
    ProfileSection,
    RubricRow,
    SubmissionSection,
)
from graders.course.file_problems import schema_problems
from graders.course.yaml_reader import YamlDocument, read_yaml
from graders.domain.assignment import Assignment, FunctionSpec, SubmissionSpec
from graders.domain.rubric import ParamValue, Rubric, RubricItem
from graders.domain.training import Limits, Profile, TrainingBudget
from graders.errors import AssignmentFileError, FileProblem, UnknownNameError

FILE_NAME: Final = "assignment.yaml"
KNOWN_TASKS: Final = ("tuning",)


def read_assignment(folder: Path, *, tasks: Collection[str] = KNOWN_TASKS) -> Assignment:
    """Read and check the assignment in `folder`.

    Args:
        folder: The assignment's folder; its name is the assignment's id.
        tasks: Registered task kinds.

    Raises:
        AssignmentFileError: The file does not hold what it must; carries every problem.
    """
    document = read_yaml(folder / FILE_NAME)
    _refuse_other_schema(document)
    problems: list[FileProblem] = []
    model: AssignmentFile | None = None
    try:
        model = AssignmentFile.model_validate(document.values)
    except ValidationError as error:
        problems += schema_problems(document, error, AssignmentFile)
    problems += cross_checks(document, folder_name=folder.resolve().name, tasks=tasks)
    if problems or model is None:
        raise AssignmentFileError(problems)
    return _build_assignment(model, document)


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


def _build_assignment(model: AssignmentFile, document: YamlDocument) -> Assignment:
    return Assignment(
        id=model.id,
        title={"es": model.title.es, "en": model.title.en},
        task=model.task,
        input_shape=tuple(model.input_shape),
        num_classes=model.num_classes,
        submission=_build_submission(model.submission),
        profiles={name: _build_profile(name, section) for name, section in model.profiles.items()},
        default_profile=model.default_profile,
        rubric=Rubric(
            items=tuple(
                _build_item(row, Decimal(document.texts["rubric", index, "points"]))
                for index, row in enumerate(model.rubric)
            )
        ),
        due=None if model.due is None else parse_due(model.due),
        sha256=document.sha256,
    )


def _build_submission(section: SubmissionSection) -> SubmissionSpec:
    return SubmissionSpec(
        functions=tuple(
            FunctionSpec(name=name, parameters=tuple(spec.parameters), required=spec.required)
            for name, spec in section.functions.items()
        ),
        settings_name=section.settings.name,
        settings_keys=tuple(section.settings.keys_),
        max_file_kib=section.max_file_kib,
        custom_code_at_prediction=section.custom_code_at_prediction == "allowed",
    )


def _build_profile(name: str, section: ProfileSection) -> Profile:
    return Profile(
        name=name,
        dataset=section.dataset,
        num_train=section.train,
        num_validation=section.validation,
        num_hidden=section.hidden,
        num_train_probe=section.train_probe,
        budget=TrainingBudget(
            max_epochs=section.budget.epochs,
            max_batch_size=section.budget.batch_size,
            giga_macs=section.budget.giga_macs,
        ),
        limits=Limits(
            wall_seconds=section.limits.wall_seconds,
            cpu_seconds=section.limits.cpu_seconds,
            build_cpu_seconds=section.limits.build_cpu_seconds,
            memory_mib=section.limits.memory_mib,
            scratch_mib=section.limits.scratch_mib,
            num_processes=section.limits.processes,
            output_kib=section.limits.output_kib,
        ),
    )


def _build_item(row: RubricRow, points: Decimal) -> RubricItem:
    params: Mapping[str, ParamValue] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in (row.model_extra or {}).items()
    }
    return RubricItem(id=row.id, criterion=row.criterion, max_points=points, params=params)
