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
from graders.domain.grade import Grade, GradeStatus
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

_SECRET = b"self-check"
_CAPPED = "note.epochs_capped"
_NUM_TRAIN = 512
_NUM_OTHER = 128


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
    with tempfile.TemporaryDirectory(prefix="grader-check-") as folder:
        context = make_context(
            replace(workspace, var=Path(folder)),
            assignment,
            profile,
            executor=sandbox_if_there_is_one(),
            device="cpu",
            overrides=Overrides(secret=_SECRET, calibration=NO_ANCHORS),
        )
        grade = grade_submission(submission, context, notify).grade
    return SelfCheck(
        submission=submission,
        grade=_without_scores(grade, assignment),
        budgets=_budgets(assignment, grade),
    )


def _without_scores(grade: Grade, assignment: Assignment) -> Grade:
    """Judge again without accuracy: a handful of images says nothing about it."""
    if grade.evidence is None:
        return grade
    evidence = replace(grade.evidence, scores=None)
    # The one epoch is the check's own limit, not the assignment's.
    notes = tuple(note for note in grade.run.notes if note.code != _CAPPED) if grade.run else ()
    return replace(
        grade,
        run=replace(grade.run, notes=notes) if grade.run else None,
        evidence=evidence,
        results=apply_rubric(evidence, assignment.rubric, NO_ANCHORS),
        status=GradeStatus.GRADED,
    )


def _tiny(profile: Profile) -> Profile:
    return replace(
        profile,
        num_train=_NUM_TRAIN,
        num_validation=_NUM_OTHER,
        num_hidden=_NUM_OTHER,
        num_train_probe=_NUM_OTHER,
        budget=replace(profile.budget, max_epochs=1),
    )


def _budgets(assignment: Assignment, grade: Grade) -> tuple[BudgetRow, ...]:
    evidence = grade.evidence
    if evidence is None or evidence.graph is None or evidence.history is None:
        return ()
    epochs = evidence.history.epochs_requested
    macs = evidence.graph.macs
    return tuple(
        BudgetRow(
            profile=profile.name,
            epochs=epochs,
            max_epochs=profile.budget.max_epochs,
            giga_macs=FORWARD_AND_BACKWARD * macs * profile.num_train * epochs / 1e9,
            max_giga_macs=profile.budget.giga_macs,
        )
        for profile in assignment.profiles.values()
    )
