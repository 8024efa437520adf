"""Grades the groups of an assignment: keeps what is current, resumes, loses nothing."""

from __future__ import annotations

import traceback
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from graders.domain.events import (
    BatchFinished,
    BatchStarted,
    SubmissionGraded,
    SubmissionKept,
)
from graders.domain.grade import Grade, GradeStatus
from graders.domain.submission import IntakeProblem, Submission
from graders.errors import GraderError, WorkerBrokenError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import GradingContext
from graders.pipeline.fingerprint import grade_fingerprint
from graders.pipeline.grade_submission import GradedSubmission, blank_grade
from graders.pipeline.measure_unit import Notify, one_at_a_time
from graders.pipeline.run_queue import RunQueue
from graders.records.gradebook import Gradebook, fingerprint_digest
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language

# A group that handed in nothing, or more than one file, is for a person to look at: never a zero.
_NOTHING_TO_GRADE = frozenset(
    {"intake.no_file", "intake.several_files", "intake.group_name", "intake.not_a_file"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPlan:
    """What a batch works through.

    Attributes:
        handed_in: One entry per group, in order.
        roster: Member ids by group.
        jobs: Runs at the same time.
        rerun: Whether stored evidence and grades are set aside.
        log_folder: Where a bug of ours leaves its traceback.
    """

    handed_in: Sequence[HandedIn]
    roster: Mapping[str, tuple[str, ...]]
    jobs: int
    rerun: bool
    log_folder: Path


def grade_batch(
    plan: BatchPlan, context: GradingContext, gradebook: Gradebook, notify: Notify
) -> dict[str, Grade]:
    """Grade what is new or changed; each grade is in the gradebook before the next begins.

    Returns:
        The current grade of every group in the plan.
    """
    notify = one_at_a_time(notify)
    notify(
        BatchStarted(
            assignment=context.assignment.id,
            groups=tuple(entry.group for entry in plan.handed_in),
            parts={part.name: part.title for part in context.assignment.parts},
            num_runs=context.schedule.counts[0],
        )
    )
    grades, pending = _split_kept(plan, context, gradebook, notify)
    num_kept = len(grades)

    def keep(graded: GradedSubmission) -> None:
        gradebook.append(graded.grade)
        group = graded.grade.group
        grades[group] = graded.grade
        notify(SubmissionGraded(group=group, grade=graded.grade, trained=graded.trained))

    trainable: list[Submission] = []
    for submission in pending:
        blank = _without_file(submission, context)
        if blank is None:
            trainable.append(submission)
        else:
            keep(blank)
    queue = RunQueue(
        context,
        notify,
        rerun=plan.rerun,
        blank=lambda submission, error: _broken(submission, error, context, plan),
    )
    for graded in queue.grade(trainable, plan.jobs):
        keep(graded)
    notify(
        BatchFinished(
            assignment=context.assignment.id, num_graded=len(grades) - num_kept, num_kept=num_kept
        )
    )
    return {entry.group: grades[entry.group] for entry in plan.handed_in}


def _split_kept(
    plan: BatchPlan, context: GradingContext, gradebook: Gradebook, notify: Notify
) -> tuple[dict[str, Grade], list[Submission]]:
    latest = gradebook.latest(context.assignment.id, context.profile.name)
    kept: dict[str, Grade] = {}
    pending: list[Submission] = []
    for entry in plan.handed_in:
        submission = _read(entry, context, plan)
        grade = latest.get(entry.group)
        if grade and not plan.rerun and _is_current(grade, submission, context):
            kept[entry.group] = grade
            notify(SubmissionKept(group=entry.group, grade=grade))
        else:
            pending.append(submission)
    return kept, pending


def _read(entry: HandedIn, context: GradingContext, plan: BatchPlan) -> Submission:
    members = plan.roster.get(entry.group, ())
    try:
        return read_submission(entry, context.assignment, members=members)
    except OSError:
        problem = IntakeProblem(code="intake.not_a_file")
        unreadable = replace(entry, path=None, problem=problem)
        return read_submission(unreadable, context.assignment, members=members)


def _is_current(grade: Grade, submission: Submission, context: GradingContext) -> bool:
    if grade.status is GradeStatus.UNGRADED or grade.members != submission.members:
        return False
    if grade.repeats.wanted is not None or grade.received_at != submission.received_at:
        return False
    current = grade_fingerprint(submission, context)
    return fingerprint_digest(current) == fingerprint_digest(grade.fingerprint)


def _without_file(submission: Submission, context: GradingContext) -> GradedSubmission | None:
    """Return the blank grade of a group that handed in nothing that can be graded, or None."""
    missing = [problem for problem in submission.problems if problem.code in _NOTHING_TO_GRADE]
    if not missing:
        return None
    fingerprint = grade_fingerprint(submission, context)
    cause = text(missing[0].code, Language.EN, dict(missing[0].values))
    return GradedSubmission(
        grade=blank_grade(submission, context, fingerprint, cause), trained=False
    )


def _broken(
    submission: Submission, error: BaseException, context: GradingContext, plan: BatchPlan
) -> GradedSubmission:
    """Return the blank grade of a submission that failed for a reason that is ours."""
    cause = str(error)
    if not isinstance(error, GraderError):
        plan.log_folder.mkdir(parents=True, exist_ok=True)
        log = plan.log_folder / f"{submission.group}.log"
        log.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
        cause = f"{type(error).__name__}: see {log}"
    fingerprint = grade_fingerprint(submission, context)
    return GradedSubmission(
        grade=blank_grade(submission, context, fingerprint, cause),
        trained=isinstance(error, WorkerBrokenError),
    )
