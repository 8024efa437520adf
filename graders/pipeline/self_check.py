"""The student's self-check: the real path, on a handful of images, for one epoch."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.events import BatchEvent
from graders.domain.evidence import RunEvidence
from graders.domain.grade import Grade, GradeStatus
from graders.domain.repeats import NO_REPEATS, ONCE
from graders.domain.submission import Submission
from graders.domain.training import FORWARD_AND_BACKWARD, Profile
from graders.errors import SubmissionRejectedError
from graders.grading.apply_rubric import apply_rubric
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import NO_ANCHORS, Overrides, make_context
from graders.pipeline.grade_submission import grade_submission
from graders.reports.self_check import BudgetRow
from graders.sandbox.choose import sandbox_if_there_is_one
from graders.sandbox.temporary import own_prefix
from graders.tasks import TASKS
from graders.tasks.base import Counted

_SECRET = b"self-check"
_CAPPED = frozenset({"note.epochs_capped", "note.steps_capped"})
_NUM_TRAIN = 512
_NUM_OTHER = 128
_NUM_STEPS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfCheck:
    """What can be told before grading.

    Attributes:
        submission: The file as the grader reads it.
        grade: Criteria that rest on the file and the model; accuracy and gap are blank.
        budgets: Compute the file asks for, by profile.
    """

    submission: Submission
    grade: Grade
    budgets: tuple[BudgetRow, ...]


def check_file(
    workspace: Workspace, assignment: Assignment, file: Path, notify: Callable[[BatchEvent], None]
) -> SelfCheck:
    """Read, build, train for one short epoch, predict, and judge what can be judged.

    Raises:
        SubmissionRejectedError: There is no such file.
    """
    if not file.is_file():
        raise SubmissionRejectedError(f"There is no file {file}.")
    received_at = datetime.now(UTC)
    submission = read_submission(
        HandedIn(group="check", path=file, received_at=received_at), assignment
    )
    profile = _tiny(assignment.profiles["embedded"])
    with tempfile.TemporaryDirectory(prefix=own_prefix("check")) as folder:
        context = make_context(
            replace(workspace, var=Path(folder)),
            assignment,
            profile,
            executor=sandbox_if_there_is_one(),
            device="cpu",
            overrides=Overrides(secret=_SECRET, calibration=NO_ANCHORS, schedule=ONCE),
        )
        grade = grade_submission(submission, context, notify).grade
    return SelfCheck(
        submission=submission,
        grade=_without_scores(grade, assignment),
        budgets=_budgets(assignment, grade),
    )


def _without_scores(grade: Grade, assignment: Assignment) -> Grade:
    """Judge again without accuracy: a handful of images says nothing about it.

    Nor does the check show flags: they are for the teaching staff, on the real data.
    """
    if grade.evidence is None:
        return grade
    parts = {name: replace(part, scores=None) for name, part in grade.evidence.parts.items()}
    evidence = replace(grade.evidence, scores=None, parts=parts, suspicions=(), probes={})
    return replace(
        grade,
        run=_without_cap_notes(grade.run) if grade.run else None,
        part_runs={name: _without_cap_notes(run) for name, run in grade.part_runs.items()},
        evidence=evidence,
        results=apply_rubric(evidence, assignment.rubric, NO_ANCHORS),
        status=GradeStatus.GRADED,
        flags=(),
        repeats=NO_REPEATS,
    )


def _without_cap_notes(run: RunEvidence) -> RunEvidence:
    # The one epoch is the check's own limit, not the assignment's.
    return replace(run, notes=tuple(note for note in run.notes if note.code not in _CAPPED))


def _tiny(profile: Profile) -> Profile:
    budget = profile.budget
    return replace(
        profile,
        num_train=_NUM_TRAIN,
        num_validation=_NUM_OTHER,
        num_hidden=_NUM_OTHER,
        num_train_probe=_NUM_OTHER,
        budget=replace(
            budget,
            max_epochs=min(budget.max_epochs, 1),
            max_steps=min(budget.max_steps, _NUM_STEPS),
        ),
        parts={name: _tiny(part) for name, part in profile.parts.items()},
    )


def _budgets(assignment: Assignment, grade: Grade) -> tuple[BudgetRow, ...]:
    """What the file asks for, by part and profile."""
    rows = []
    for profile in assignment.profiles.values():
        for unit, size in assignment.units(profile):
            run = grade.runs.get(unit.part)
            asked = _asked(run, size) if run else None
            if asked is None:
                continue
            rows.append(
                BudgetRow(
                    profile=profile.name,
                    part=unit.part,
                    counts_steps=TASKS.get(unit.task).counted is Counted.STEPS,
                    epochs=asked[0],
                    max_epochs=size.budget.max_epochs or size.budget.max_steps,
                    giga_macs=asked[1],
                    max_giga_macs=size.budget.giga_macs,
                )
            )
    return tuple(rows)


def _asked(run: RunEvidence, size: Profile) -> tuple[int, float] | None:
    """Epochs or steps the file asks for, and what they would cost in 10^9 MACs."""
    pair = run.adversarial
    if pair is not None and pair.history is not None:
        history = pair.history
        return history.steps_requested, history.step_macs * history.steps_requested / 1e9
    if run.graph is None or run.history is None:
        return None
    epochs = run.history.epochs_requested
    return epochs, FORWARD_AND_BACKWARD * run.graph.macs * size.num_train * epochs / 1e9
