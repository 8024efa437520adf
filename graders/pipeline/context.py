"""What grading needs besides a submission, put together once per batch."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graders.course.assignment_file import assignment_folder, read_assignment
from graders.course.calibration_file import NO_ANCHORS, missing_calibration, read_calibration
from graders.course.calibration_scores import stored_scores
from graders.course.course_file import course_secret
from graders.course.feature_files import feature_network_files
from graders.course.prepared_data import PreparedData, data_of_run, prepare_data
from graders.course.secret import derive_seed
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.generative_scores import GenerativeAnchors
from graders.domain.lateness import JudgeLateness, never_late
from graders.domain.repeats import Schedule
from graders.domain.rubric import Calibration
from graders.domain.training import Profile
from graders.errors import CalibrationMissingError, UnknownNameError
from graders.grading.criteria import CRITERIA
from graders.grading.run_spread import run_sd
from graders.pipeline.late_work import lateness_judge
from graders.records.run_store import RunStore
from graders.sandbox.executor import Executor
from graders.tasks import TASKS, Gan, TaskKind
from graders.tasks.base import Machine

THREADS = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitContext:
    """What one training run depends on besides the submission.

    Attributes:
        assignment: An assignment with one model, or a part of one with several.
        profile: Its data sizes, budget and limits.
        calibration: Its anchors.
        task: The kind of work.
        data: The prepared splits.
        feature_networks: Files of our feature networks by role; empty unless images are generated.
        executor: How student code is run.
        seed: Seed of the training run.
        device: `cpu` or `gpu`.
        run: Which of the course's seeds it is, from 0.
    """

    assignment: Assignment
    profile: Profile
    calibration: Calibration
    task: TaskKind
    data: PreparedData
    feature_networks: Mapping[str, Path]
    executor: Executor
    seed: int
    device: str
    run: int = 0

    @property
    def machine(self) -> Machine:
        """How its jobs shall compute."""
        return Machine(seed=self.seed, device=self.device, threads=THREADS)


Redraw = Callable[[UnitContext, int], UnitContext]


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingContext:
    """Everything a grade depends on besides the submission.

    Attributes:
        assignment: The assignment.
        profile: The profile to grade on.
        calibration: Its anchors.
        units: What is trained, by part name; the only unit of one model has the name ''.
        executor: How student code is run.
        run_store: Where evidence is kept.
        device: `cpu` or `gpu`.
        now: Clock, with time zone.
        schedule: How often a submission is trained.
        prior_sd: Standard deviation of a run's sum over calibration runs, in points; None where
            they do not tell it.
        redraw: Makes the unit of a later run from that of the first.
        judge_lateness: Tells how late a file came.
    """

    assignment: Assignment
    profile: Profile
    calibration: Calibration
    units: Mapping[str, UnitContext]
    executor: Executor
    run_store: RunStore
    device: str
    now: Callable[[], datetime]
    schedule: Schedule
    prior_sd: float | None
    redraw: Redraw
    judge_lateness: JudgeLateness = never_late

    def units_of_run(self, index: int) -> Mapping[str, UnitContext]:
        """Return the units with the seed of one run, and its data where data can be drawn anew."""
        if index == 0:
            return self.units
        return {part: self.redraw(unit, index) for part, unit in self.units.items()}


def load_assignment(workspace: Workspace, assignment_id: str) -> Assignment:
    """Read an assignment by id.

    Raises:
        UnknownNameError: There is none; suggests the nearest id.
        AssignmentFileError: Its file is wrong; carries every problem.
    """
    return read_assignment(assignment_folder(workspace.assignments, assignment_id))


def choose_profile(assignment: Assignment, name: str | None) -> Profile:
    """Return the profile called `name`, or the assignment's default.

    Raises:
        UnknownNameError: The assignment has no such profile.
    """
    chosen = name or assignment.default_profile
    if chosen not in assignment.profiles:
        raise UnknownNameError(f"profile of {assignment.id}", chosen, assignment.profiles)
    return assignment.profiles[chosen]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the demo, the self-check and the calibration use instead of the course's own.

    Attributes:
        secret: Instead of the course secret.
        calibration: Instead of the stored anchors.
        schedule: Instead of how often the assignment wants a submission trained.
    """

    secret: bytes | None = None
    calibration: Calibration | None = None
    schedule: Schedule | None = None


COURSE = Overrides()


def make_context(
    workspace: Workspace,
    assignment: Assignment,
    profile: Profile,
    *,
    executor: Executor,
    device: str,
    overrides: Overrides = COURSE,
) -> GradingContext:
    """Read calibration, secret and data for one assignment and profile.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
        AssignmentFileError: The course file does not hold what it must.
        DatasetError: The data is missing or unfit.
        RosterError: Extensions or a roster cannot be used.
    """
    anchors = overrides.calibration or _read_anchors(workspace, assignment, profile)
    key = overrides.secret or course_secret(workspace)
    schedule = overrides.schedule or assignment.schedule
    units = {
        unit.part: UnitContext(
            assignment=unit,
            profile=size,
            calibration=anchors.parts.get(unit.part, anchors),
            task=TASKS.get(unit.task),
            data=prepare_data(workspace, unit, size, secret=key),
            feature_networks=_feature_networks(workspace, unit, size),
            executor=executor,
            seed=derive_seed(key, unit.unit, "run", 0),
            device=device,
        )
        for unit, size in assignment.units(profile)
    }
    redraw = _redraw(workspace, key, schedule.num_folds)
    for fold in range(1, schedule.num_folds):
        # A fold that is too small must be told before anything is trained.
        for unit in units.values():
            redraw(unit, fold)
    return GradingContext(
        assignment=assignment,
        profile=profile,
        calibration=anchors,
        units=units,
        executor=executor,
        run_store=RunStore(workspace.runs),
        device=device,
        now=lambda: datetime.now(UTC),
        schedule=schedule,
        prior_sd=_prior_sd(workspace, assignment, profile, anchors),
        redraw=redraw,
        judge_lateness=(
            lateness_judge(workspace, assignment) if overrides.secret is None else never_late
        ),
    )


def _read_anchors(workspace: Workspace, assignment: Assignment, profile: Profile) -> Calibration:
    """Read the stored anchors and see that no row of the rubric lacks those it needs."""
    path = workspace.calibration(assignment.id)
    anchors = read_calibration(path, profile.name)
    for item in assignment.rubric.items:
        pieces = CRITERIA.get(item.criterion).pieces
        own = anchors.parts.get(item.part, anchors)
        lacks_curve = Calibration in pieces and own.accuracy_knots == NO_ANCHORS.accuracy_knots
        if lacks_curve or (GenerativeAnchors in pieces and own.generative is None):
            raise missing_calibration(path, profile.name)
    return anchors


def _redraw(workspace: Workspace, key: bytes, num_folds: int) -> Redraw:
    one_at_a_time = threading.Lock()

    def redraw(unit: UnitContext, index: int) -> UnitContext:
        seed = derive_seed(key, unit.assignment.unit, "run", index)
        with one_at_a_time:
            data = data_of_run(
                workspace, unit.assignment, unit.profile, key, index, num_folds=num_folds
            )
        return replace(unit, seed=seed, data=data, run=index)

    return redraw


def _prior_sd(
    workspace: Workspace, assignment: Assignment, profile: Profile, anchors: Calibration
) -> float | None:
    """What the calibration runs tell of the spread of a sum; nothing where anchors are not ours."""
    if anchors.sha256 == NO_ANCHORS.sha256:
        return None
    try:
        runs = stored_scores(workspace.calibration(assignment.id), assignment, profile)
    except CalibrationMissingError:
        return None
    return run_sd(assignment.rubric, anchors, runs)


def _feature_networks(
    workspace: Workspace, assignment: Assignment, profile: Profile
) -> Mapping[str, Path]:
    if not isinstance(TASKS.get(assignment.task), Gan):
        return {}
    return feature_network_files(
        workspace.assignments / assignment.id,
        workspace.reference / assignment.id,
        profile.dataset,
    )


def load_calibration_or_none(
    workspace: Workspace, assignment: Assignment, profile: Profile
) -> Calibration | None:
    """Return the stored anchors, or None where the profile was never calibrated."""
    try:
        return read_calibration(workspace.calibration(assignment.id), profile.name)
    except CalibrationMissingError:
        return None


__all__ = [
    "COURSE",
    "NO_ANCHORS",
    "THREADS",
    "GradingContext",
    "Overrides",
    "UnitContext",
    "choose_profile",
    "load_assignment",
    "load_calibration_or_none",
    "make_context",
]
