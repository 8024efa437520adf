"""Looks at a grade again with more runs: it can only stay or rise."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime

from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.events import BatchFinished, BatchStarted, SubmissionGraded
from graders.domain.grade import Appeal, Change, Grade, GradeStatus
from graders.domain.repeats import RUN_COUNTS
from graders.domain.submission import Submission
from graders.domain.training import Profile
from graders.errors import CourseError, UnknownNameError
from graders.intake.reading import read_submission
from graders.intake.roster import read_roster, roster_file
from graders.pipeline.check_anchors import require_anchors_that_hold
from graders.pipeline.context import GradingContext, Overrides, make_context
from graders.pipeline.fingerprint import grade_fingerprint
from graders.pipeline.grade_class import chosen_groups
from graders.pipeline.grade_submission import conclude_grade
from graders.pipeline.measure_unit import Notify, one_at_a_time
from graders.pipeline.submission_runs import MeasuredRun, RunPlan, SubmissionRuns, measure_run
from graders.records.gradebook import Gradebook, fingerprint_digest
from graders.sandbox.executor import Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class AppealPlan:
    """What is looked at again.

    Attributes:
        workspace: The course.
        assignment: The assignment.
        profile: The profile of the grade.
        group: Whose grade.
        reason: Why, for the record.
        jobs: Runs at the same time.
        device: `cpu` or `gpu`.
    """

    workspace: Workspace
    assignment: Assignment
    profile: Profile
    group: str
    reason: str
    jobs: int
    device: str


def appeal(plan: AppealPlan, executor: Executor, gradebook: Gradebook, notify: Notify) -> Grade:
    """Add the next runs to a grade, judge all of them together, and write the better grade.

    Raises:
        MachineMovedError: The known solutions reach something else on this machine.
        CourseError: There is no grade that more runs could change, or the file, the rubric or the
            anchors are not those it was graded with.
        UnknownNameError: The group has no grade.
        WorkerBrokenError: A run failed again and again for a reason that is not the student's.
    """
    require_anchors_that_hold(plan.workspace, plan.assignment.id, plan.profile.name, plan.device)
    before = _current(plan, gradebook)
    made = max([len(before.repeats.runs), *(entry.runs_after for entry in before.appeals)])
    num_runs = next((count for count in RUN_COUNTS if count > made), None)
    if num_runs is None:
        raise CourseError(f"The grade of {plan.group} was already judged on {made} runs.")
    context = _context(plan, executor, before)
    submission = _submission(plan, context)
    if fingerprint_digest(grade_fingerprint(submission, context)) != fingerprint_digest(
        before.fingerprint
    ):
        raise CourseError(
            f"The file of {plan.group}, the rubric or the anchors changed since it was graded.",
            hint=f"Run: python grader.py grade {plan.assignment.id} --group {plan.group}",
        )
    notify = one_at_a_time(notify)
    notify(
        BatchStarted(
            assignment=plan.assignment.id,
            groups=(plan.group,),
            parts={part.name: part.title for part in plan.assignment.parts},
            num_runs=num_runs,
        )
    )
    pooled = with_more_runs(submission, context, num_runs, plan.jobs, notify)
    after = gradebook.append(better_of(before, pooled, plan.reason, context.now()))
    notify(SubmissionGraded(group=plan.group, grade=after, trained=True))
    notify(BatchFinished(assignment=plan.assignment.id, num_graded=1, num_kept=0))
    return after


def _current(plan: AppealPlan, gradebook: Gradebook) -> Grade:
    grades = gradebook.latest(plan.assignment.id, plan.profile.name)
    if plan.group not in grades:
        raise UnknownNameError("graded group", plan.group, grades)
    grade = grades[plan.group]
    if grade.status is GradeStatus.UNGRADED or grade.repeats.certainty is None:
        raise CourseError(
            f"The grade of {plan.group} does not depend on luck: no training would change it.",
            hint=f"Run: python grader.py explain {plan.assignment.id} {plan.group}",
        )
    return grade


def _context(plan: AppealPlan, executor: Executor, before: Grade) -> GradingContext:
    return make_context(
        plan.workspace,
        plan.assignment,
        plan.profile,
        executor=executor,
        device=plan.device,
        overrides=Overrides(schedule=before.repeats.schedule),
    )


def _submission(plan: AppealPlan, context: GradingContext) -> Submission:
    inbox = plan.workspace.submissions / plan.assignment.id
    (handed_in,) = chosen_groups(inbox, [plan.group], counts_until=context.assignment.counts_until)
    members = read_roster(roster_file(inbox)).get(plan.group, ())
    return read_submission(handed_in, context.assignment, members=members)


def with_more_runs(
    submission: Submission, context: GradingContext, num_runs: int, jobs: int, notify: Notify
) -> Grade:
    """Return the grade of so many runs; those that are stored are not made again."""
    counted = replace(context, schedule=replace(context.schedule, counts=(num_runs,)))
    runs = SubmissionRuns.begin(submission, counted)

    def measured(plan: RunPlan) -> MeasuredRun:
        return measure_run(submission, counted, plan, notify, rerun=False)

    with ThreadPoolExecutor(max_workers=jobs) as pool:
        while plans := runs.wanted():
            for found in pool.map(measured, plans):
                runs.add(found)
    return conclude_grade(runs).grade


def better_of(before: Grade, pooled: Grade, reason: str, now: datetime) -> Grade:
    """Return the grade with more points, the old one where they are equal, with the appeal on it.

    Raises:
        CourseError: One of them is blank.
    """
    points_before, points_pooled = before.computed_points, pooled.computed_points
    if points_before is None or points_pooled is None:
        raise CourseError("A blank grade cannot be compared.")
    entry = Appeal(
        asked_at=now,
        reason=reason,
        runs_before=len(before.repeats.runs),
        runs_after=len(pooled.repeats.runs),
        points_before=points_before,
        points_pooled=points_pooled,
    )
    kept = pooled if entry.raised else before
    return replace(
        kept,
        graded_at=now,
        # Of the schedule it was graded by, so that `grade` finds nothing new.
        fingerprint=before.fingerprint,
        repeats=replace(kept.repeats, schedule=before.repeats.schedule),
        change=Change.APPEALED,
        appeals=(*before.appeals, entry),
    )
