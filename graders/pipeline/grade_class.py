"""Grades a class from its inbox: the one sequence behind `grade` and `demo`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from graders.course.workspace import Workspace
from graders.domain.anchor_shift import Standing
from graders.domain.assignment import Assignment
from graders.domain.events import BatchEvent
from graders.domain.repeats import Schedule
from graders.errors import CourseError, UnknownNameError
from graders.intake.discovery import HandedIn, discover
from graders.intake.roster import read_roster, roster_file
from graders.pipeline.check_anchors import require_anchors_that_hold
from graders.pipeline.context import (
    GradingContext,
    Overrides,
    choose_profile,
    load_assignment,
    make_context,
)
from graders.pipeline.grade_batch import BatchPlan, grade_batch
from graders.pipeline.measure_unit import Notify
from graders.records.event_log import EventLog
from graders.records.gradebook import open_gradebook
from graders.records.latest_grades import LatestGrades
from graders.sandbox.choose import choose_executor


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassPlan:
    """What the command line asked for.

    Attributes:
        workspace: The course.
        assignment_id: Assignment to grade.
        groups: Groups to grade; empty for all.
        profile: Profile name; None for the default.
        device: `cpu` or `gpu`.
        jobs: Runs at the same time; None for one per core.
        rerun: Train again where evidence is stored.
        trust_submissions: Run without a sandbox.
        num_runs: Runs of each submission; None for what the assignment wants.
        secret: A published secret instead of the course's; None for the course's.
    """

    workspace: Workspace
    assignment_id: str
    groups: Sequence[str] = ()
    profile: str | None = None
    device: str = "cpu"
    jobs: int | None = None
    rerun: bool = False
    trust_submissions: bool = False
    num_runs: int | None = None
    secret: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class GradedClass:
    """The current grades of the groups that were asked for, and what they were graded with.

    Attributes:
        grades: The grades, in the order of the groups; read from the gradebook when looked at.
        context: What they were graded with.
        standing: What is known of this machine; None where a published secret was used.
    """

    grades: LatestGrades
    context: GradingContext
    standing: Standing | None


def grade_class(plan: ClassPlan, notify: Notify) -> GradedClass:
    """Grade the groups of an assignment.

    Raises:
        GraderError: Course files, data or machine are not ready; nothing was trained.
    """
    executor = choose_executor(trust_submissions=plan.trust_submissions)
    assignment = load_assignment(plan.workspace, plan.assignment_id)
    profile = choose_profile(assignment, plan.profile)
    standing = None
    if plan.secret is None:
        standing = require_anchors_that_hold(
            plan.workspace, assignment.id, profile.name, plan.device
        )
    context = make_context(
        plan.workspace,
        assignment,
        profile,
        executor=executor,
        device=plan.device,
        overrides=Overrides(secret=plan.secret, schedule=_schedule(plan, assignment)),
    )
    inbox = plan.workspace.submissions / assignment.id
    batch = BatchPlan(
        handed_in=chosen_groups(inbox, plan.groups, counts_until=assignment.counts_until),
        roster=read_roster(roster_file(inbox)),
        jobs=plan.jobs or default_jobs(context.device),
        rerun=plan.rerun,
        log_folder=plan.workspace.var / "logs",
    )
    _grade_logged(batch, context, plan.workspace, notify)
    grades = LatestGrades(
        plan.workspace.gradebook,
        assignment.id,
        profile.name,
        [entry.group for entry in batch.handed_in],
    )
    return GradedClass(grades=grades, context=context, standing=standing)


def _grade_logged(
    batch: BatchPlan, context: GradingContext, workspace: Workspace, notify: Notify
) -> None:
    logs = workspace.event_logs(context.assignment.id, context.profile.name)
    log = EventLog(logs, context.now)

    def tell(event: BatchEvent) -> None:
        log.write(event)
        notify(event)

    try:
        with open_gradebook(workspace.gradebook) as gradebook:
            grade_batch(batch, context, gradebook, tell)
    finally:
        log.close()


def _schedule(plan: ClassPlan, assignment: Assignment) -> Schedule:
    if plan.num_runs is None:
        return assignment.schedule
    return replace(assignment.schedule, counts=(plan.num_runs,))


def chosen_groups(
    inbox: Path, groups: Sequence[str], *, counts_until: datetime | None = None
) -> tuple[HandedIn, ...]:
    """Return what the named groups handed in, or what all did; see `discover` for the time.

    Raises:
        CourseError: Nothing was handed in at all.
        UnknownNameError: A named group handed in nothing.
    """
    found = discover(inbox, counts_until=counts_until)
    if not found:
        raise CourseError(
            f"There are no submissions in {inbox}.",
            hint="Put one folder per group there, or hand in with: python grader.py submit FILE …",
        )
    known = {entry.group: entry for entry in found}
    for group in groups:
        if group not in known:
            raise UnknownNameError("group with a submission", group, known)
    return tuple(entry for entry in found if not groups or entry.group in groups)


def default_jobs(device: str) -> int:
    """One run per core on the CPU; one at a time on a GPU."""
    return 1 if device == "gpu" else os.cpu_count() or 1
