"""The real grading path on a handful of images, for tests that need a worker."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graders.course.workspace import Workspace, default_workspace
from graders.domain.grade import Grade
from graders.domain.repeats import ONCE, Schedule
from graders.domain.training import Limits, Profile
from graders.errors import ExecutorUnavailableError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import (
    NO_ANCHORS,
    GradingContext,
    Overrides,
    load_assignment,
    make_context,
)
from graders.pipeline.grade_submission import GradedSubmission, grade_submission
from graders.sandbox.choose import open_executor
from graders.sandbox.executor import Executor

TINY_LIMITS = {
    "wall_seconds": 90,
    "cpu_seconds": 60,
    "build_cpu_seconds": 6,
    "memory_mib": 1400,
    "output_kib": 64,
}


def sandbox() -> Executor:
    """Return the sandbox, or skip the test and say what is missing."""
    try:
        return open_executor("bubblewrap")
    except ExecutorUnavailableError as error:
        pytest.skip(str(error))


def workspace_in(folder: Path) -> Workspace:
    """The course's own files, with everything generated below `folder`."""
    return replace(default_workspace(), var=folder / "var", submissions=folder / "submissions")


def tiny_context(
    folder: Path,
    assignment_id: str = "cifar10_tuning",
    *,
    executor: Executor | None = None,
    schedule: Schedule = ONCE,
    **limits: int,
) -> GradingContext:
    """A grading context of 256 examples, and limits that runaways meet in seconds."""
    workspace = workspace_in(folder)
    assignment = load_assignment(workspace, assignment_id)
    tight = Limits(**{"scratch_mib": 64, "num_processes": 256, **TINY_LIMITS, **limits})
    profile = tiny(assignment.profiles["embedded"], tight)
    return make_context(
        workspace,
        assignment,
        profile,
        executor=executor or sandbox(),
        device="cpu",
        overrides=Overrides(secret=b"test", calibration=NO_ANCHORS, schedule=schedule),
    )


def tiny(profile: Profile, limits: Limits) -> Profile:
    """The profile on 256 examples; adversarial training takes 20 steps."""
    budget = profile.budget
    return replace(
        profile,
        num_train=256,
        num_validation=64,
        num_hidden=128,
        num_train_probe=64,
        limits=limits,
        budget=replace(budget, max_steps=min(budget.max_steps, 20)),
        parts={name: tiny(part, limits) for name, part in profile.parts.items()},
    )


def grade_file(path: Path, context: GradingContext, *, rerun: bool = False) -> GradedSubmission:
    """Grade one file as the group `grupo01`."""
    handed_in = HandedIn(
        group="grupo01", path=path, received_at=datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
    )
    submission = read_submission(handed_in, context.assignment)
    return grade_submission(submission, context, lambda _event: None, rerun=rerun)


def note_codes(grade: Grade) -> set[str]:
    """Codes of what the worker noted."""
    return {note.code for note in grade.run.notes} if grade.run else set()
