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
from graders.pipeline.submission_runs import SubmissionRuns
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
) -> None:
    """Grade what is new or changed; each grade is in the gradebook before the next begins.

    Files and grades are held only while they are worked on, so that a class of thousands needs no
    more memory than one of ten.
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

    pending = [
        entry for entry in plan.handed_in if not _is_kept(entry, plan, context, gradebook, notify)
    ]
    queue = RunQueue(
        context,
        notify,
        rerun=plan.rerun,
        begin=lambda entry: _begin(entry, context, plan),
        blank=lambda entry, error: _broken(entry, error, context, plan),
    )
    for graded in queue.grade(pending, plan.jobs):
        grade = gradebook.append(graded.grade)
        notify(SubmissionGraded(group=grade.group, grade=grade, trained=graded.trained))
    notify(
        BatchFinished(
            assignment=context.assignment.id,
            num_graded=len(pending),
            num_kept=len(plan.handed_in) - len(pending),
        )
    )


def _is_kept(
    entry: HandedIn,
    plan: BatchPlan,
    context: GradingContext,
    gradebook: Gradebook,
    notify: Notify,
) -> bool:
    """Whether the newest grade of a group is what grading it now would give; tells it if so."""
    if plan.rerun:
        return False
    grade = gradebook.latest_of(context.assignment.id, entry.group, context.profile.name)
    if grade is None or not _is_current(grade, _read(entry, context, plan), context):
        return False
    notify(SubmissionKept(group=entry.group, grade=grade))
    return True


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
    lateness = context.judge_lateness(submission.group, submission.members, submission.received_at)
    if lateness != grade.lateness:
        return False
    current = grade_fingerprint(submission, context)
    return fingerprint_digest(current) == fingerprint_digest(grade.fingerprint)


def _begin(
    entry: HandedIn, context: GradingContext, plan: BatchPlan
) -> SubmissionRuns | GradedSubmission:
    """Read a file; a group that handed in nothing that can be graded gets a blank grade."""
    submission = _read(entry, context, plan)
    missing = [problem for problem in submission.problems if problem.code in _NOTHING_TO_GRADE]
    if not missing:
        return SubmissionRuns.begin(submission, context)
    fingerprint = grade_fingerprint(submission, context)
    cause = text(missing[0].code, Language.EN, dict(missing[0].values))
    return GradedSubmission(
        grade=blank_grade(submission, context, fingerprint, cause), trained=False
    )


def _broken(
    entry: HandedIn, error: BaseException, context: GradingContext, plan: BatchPlan
) -> GradedSubmission:
    """Return the blank grade of a submission that failed for a reason that is ours."""
    submission = _read(entry, context, plan)
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
