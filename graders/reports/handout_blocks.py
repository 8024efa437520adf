"""The parts of a handout that follow from the assignment file, as Markdown tables."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from graders.domain.assignment import Assignment, FunctionSpec
from graders.domain.training import Profile
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable

_WIDTH: Final = 120
Block = Callable[[Assignment, Language], str]


def submission_block(assignment: Assignment, language: Language) -> str:
    """Return the table of functions and settings: name, what it is, whether it is needed."""
    submission = assignment.submission
    required = [spec for spec in submission.functions if spec.required]
    optional = [spec for spec in submission.functions if not spec.required]
    head = [_said("name", language), _said("what", language), _said("required", language)]
    yes, no = _said("yes", language), _said("no", language)
    rows = [
        *([f"`{spec.signature}`", _purpose(spec, assignment, language), yes] for spec in required),
        [f"`{submission.settings_name}`", _settings(assignment, language), yes],
        *([f"`{spec.signature}`", _purpose(spec, assignment, language), no] for spec in optional),
    ]
    return _table(head, rows)


def profiles_block(assignment: Assignment, language: Language) -> str:
    """Return the table of data sizes and budgets, one line for each profile and model."""
    sizes = [
        (profile, part, size)
        for profile in assignment.profiles.values()
        for part, size in (profile.parts or {"": profile}).items()
    ]
    counts_steps = any(size.budget.max_steps for _profile, _part, size in sizes)
    columns = ["profile", "data", "train", "validation", "hidden"]
    columns += ["steps" if counts_steps else "epochs", "batch", "compute"]
    if assignment.parts:
        columns.insert(1, "model")
    rows = []
    for profile, part, size in sizes:
        model = [_title(assignment, part, language)] if assignment.parts else []
        rows.append([f"`{profile.name}`", *model, *_size_cells(size, language)])
    return _table([_said(column, language) for column in columns], rows)


def rubric_block(assignment: Assignment, language: Language) -> str:
    """Return the rubric: row, criterion, model, points, and what full points need."""
    columns = ["row", "criterion", "points", "need"]
    if assignment.parts:
        columns.insert(2, "model")
    rows = []
    for item in assignment.rubric.items:
        model = [_title(assignment, item.part, language)] if assignment.parts else []
        rows.append(
            [
                f"`{item.id}`",
                catalog.criterion_title(item.criterion, language),
                *model,
                catalog.points_text(item.max_points, language),
                catalog.criterion_need(item.criterion, item.params, language),
            ]
        )
    return _table([_said(column, language) for column in columns], rows)


def limits_block(assignment: Assignment, language: Language) -> str:
    """Return the largest file, and what stops a runaway in each profile."""
    columns = ["profile", "wall", "cpu", "build_cpu", "memory"]
    rows = [
        [
            f"`{profile.name}`",
            str(profile.limits.wall_seconds),
            str(profile.limits.cpu_seconds),
            str(profile.limits.build_cpu_seconds),
            str(profile.limits.memory_mib),
        ]
        for profile in assignment.profiles.values()
    ]
    size = catalog.text("handout.file_size", language, {"size": assignment.submission.max_file_kib})
    return f"{size}\n\n{_table([_said(column, language) for column in columns], rows)}"


def runs_block(assignment: Assignment, language: Language) -> str:
    """Return how often a submission is trained, and near which sums more often."""
    schedule = assignment.schedule
    boundaries = ", ".join(
        catalog.number_text(float(one), "number", language) for one in schedule.boundaries
    )
    values = {
        "first": schedule.counts[0],
        "last": schedule.counts[-1],
        "boundaries": boundaries,
    }
    if len(schedule.counts) > 1:
        said = catalog.text("handout.runs.more", language, values)
    elif schedule.counts[0] > 1:
        said = catalog.text("handout.runs.fixed", language, values)
    else:
        said = catalog.text("handout.runs.once", language)
    if schedule.cross_validation:
        said += " " + catalog.text("handout.runs.folds", language)
    if schedule.boundaries and schedule.largest_margin:
        margin = catalog.number_text(schedule.largest_margin, "number", language)
        said += " " + catalog.text("handout.runs.margin", language, {"margin": margin})
    return textwrap.fill(said, _WIDTH, break_long_words=False, break_on_hyphens=False) + "\n"


BLOCKS: Final[Mapping[str, Block]] = MappingProxyType(
    {
        "submission": submission_block,
        "profiles": profiles_block,
        "rubric": rubric_block,
        "limits": limits_block,
        "runs": runs_block,
    }
)
"""Blocks by the name that a handout gives after `begin:`."""


def _size_cells(size: Profile, language: Language) -> list[str]:
    code = f"handout.dataset.{size.dataset}"
    return [
        catalog.text(code, language) if catalog.has(code) else f"`{size.dataset}`",
        str(size.num_train),
        str(size.num_validation),
        str(size.num_hidden),
        str(size.budget.max_steps or size.budget.max_epochs),
        str(size.budget.max_batch_size),
        f"{size.budget.giga_macs:.15g}",
    ]


def _purpose(spec: FunctionSpec, assignment: Assignment, language: Language) -> str:
    """What a function is for: its role in a part, or what its name means to the grader."""
    for part in assignment.parts:
        title = {"title": _title(assignment, part.name, language)}
        if spec.name == part.model.build:
            return catalog.text("handout.part_build", language, title)
        if spec.name == part.model.callbacks:
            return catalog.text("handout.part_callbacks", language, title)
    code = f"handout.function.{spec.name}"
    return catalog.text(code if catalog.has(code) else "handout.other_function", language)


def _settings(assignment: Assignment, language: Language) -> str:
    keys = ", ".join(f"`{key}`" for key in assignment.submission.settings_keys)
    code = "handout.part_settings" if assignment.parts else "handout.settings"
    return catalog.text(code, language, {"keys": keys})


def _title(assignment: Assignment, part: str, language: Language) -> str:
    return printable(part_title(assignment, part, language)) or "—"


def _said(name: str, language: Language) -> str:
    return catalog.text(f"handout.{name}", language)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    # A bar in a title or a parameter would begin a new cell.
    return "\n".join(
        "| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines
    )
