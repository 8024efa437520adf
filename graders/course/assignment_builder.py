"""Makes an `Assignment` of a file that has passed every check."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from graders.course.assignment_checks import parse_due
from graders.course.assignment_schema import (
    AssignmentFile,
    LimitsSection,
    PartsAssignmentFile,
    PartSection,
    PartsProfileSection,
    ProfileSection,
    RubricRow,
    RunsSection,
    SizeSection,
    SubmissionSection,
)
from graders.course.yaml_reader import YamlDocument
from graders.domain.assignment import Assignment, FunctionSpec, ModelSpec, Part, SubmissionSpec
from graders.domain.repeats import USUAL, Schedule
from graders.domain.rubric import ParamValue, Rubric, RubricItem
from graders.domain.submission import AttemptRule
from graders.domain.training import Limits, Profile, TrainingBudget


def build_assignment(
    model: AssignmentFile | PartsAssignmentFile, document: YamlDocument
) -> Assignment:
    """Return the assignment that the file describes.

    Args:
        model: The file's values.
        document: The file, for its hash and for points as they are written.
    """
    single = model if isinstance(model, AssignmentFile) else None
    return Assignment(
        id=model.id,
        title={"es": model.title.es, "en": model.title.en},
        task=single.task if single else "",
        input_shape=tuple(single.input_shape) if single else (),
        vocabulary_size=(single.vocabulary_size or 0) if single else 0,
        num_classes=single.num_classes if single else 0,
        parts=() if isinstance(model, AssignmentFile) else _parts(model.parts),
        submission=_submission(model.submission),
        profiles={name: _profile(name, section) for name, section in model.profiles.items()},
        default_profile=model.default_profile,
        rubric=Rubric(
            items=tuple(
                _item(row, Decimal(document.texts["rubric", index, "points"]))
                for index, row in enumerate(model.rubric)
            )
        ),
        schedule=_schedule(model.runs),
        due=None if model.due is None else parse_due(model.due),
        sha256=document.sha256,
    )


def _schedule(section: RunsSection | None) -> Schedule:
    if section is None:
        return USUAL
    return Schedule(
        counts=tuple(section.counts),
        boundaries=tuple(Decimal(repr(boundary)).normalize() for boundary in section.boundaries),
        largest_margin=section.largest_margin,
        cross_validation=section.cross_validation,
    )


def _parts(sections: Mapping[str, PartSection]) -> tuple[Part, ...]:
    return tuple(
        Part(
            name=name,
            title={"es": section.title.es, "en": section.title.en},
            task=section.task,
            model=ModelSpec(
                build=section.build, callbacks=section.callbacks, settings_path=(name,)
            ),
            input_shape=tuple(section.input_shape),
            vocabulary_size=section.vocabulary_size or 0,
            num_classes=section.num_classes,
        )
        for name, section in sections.items()
    )


def _submission(section: SubmissionSection) -> SubmissionSpec:
    return SubmissionSpec(
        functions=tuple(
            FunctionSpec(name=name, parameters=tuple(spec.parameters), required=spec.required)
            for name, spec in section.functions.items()
        ),
        settings_name=section.settings.name,
        settings_keys=tuple(section.settings.keys_),
        max_file_kib=section.max_file_kib,
        custom_code_at_prediction=section.custom_code_at_prediction == "allowed",
        attempt=AttemptRule(section.attempt),
    )


def _profile(name: str, section: ProfileSection | PartsProfileSection) -> Profile:
    limits = _limits(section.limits)
    if isinstance(section, ProfileSection):
        return _sized(name, section, limits)
    parts = {part: _sized(name, size, limits) for part, size in section.parts.items()}
    first = next(iter(section.parts.values()))
    whole = _sized(name, first, limits)
    return Profile(
        name=name,
        dataset=whole.dataset,
        num_train=whole.num_train,
        num_validation=whole.num_validation,
        num_hidden=whole.num_hidden,
        num_train_probe=whole.num_train_probe,
        budget=whole.budget,
        limits=limits,
        parts=parts,
    )


def _sized(name: str, section: SizeSection, limits: Limits) -> Profile:
    return Profile(
        name=name,
        dataset=section.dataset,
        num_train=section.train,
        num_validation=section.validation,
        num_hidden=section.hidden,
        num_train_probe=section.train_probe,
        budget=TrainingBudget(
            max_epochs=section.budget.epochs or 0,
            max_steps=section.budget.steps or 0,
            max_batch_size=section.budget.batch_size,
            giga_macs=section.budget.giga_macs,
        ),
        limits=limits,
        input_shape=tuple(section.input_shape or ()),
        vocabulary_size=section.vocabulary_size or 0,
    )


def _limits(section: LimitsSection) -> Limits:
    return Limits(
        wall_seconds=section.wall_seconds,
        cpu_seconds=section.cpu_seconds,
        build_cpu_seconds=section.build_cpu_seconds,
        memory_mib=section.memory_mib,
        scratch_mib=section.scratch_mib,
        num_processes=section.processes,
        output_kib=section.output_kib,
    )


def _item(row: RubricRow, points: Decimal) -> RubricItem:
    params: Mapping[str, ParamValue] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in (row.model_extra or {}).items()
    }
    return RubricItem(
        id=row.id, criterion=row.criterion, max_points=points, params=params, part=row.part
    )
