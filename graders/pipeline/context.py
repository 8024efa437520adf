"""What grading needs besides a submission, put together once per batch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graders.course.assignment_file import assignment_folder, read_assignment
from graders.course.calibration_file import read_calibration
from graders.course.prepared_data import PreparedData, prepare_data
from graders.course.secret import derive_seed, read_or_create_secret
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.rubric import Calibration
from graders.domain.training import Profile
from graders.errors import CalibrationMissingError, UnknownNameError
from graders.records.run_store import RunStore
from graders.sandbox.executor import Executor
from graders.tasks import TASKS, TaskKind

THREADS = 1
NO_ANCHORS = Calibration(
    profile="",
    accuracy_knots=((0.0, 0.0), (1.0, 1.0)),
    gap_full_credit=0.0,
    gap_no_credit=1.0,
    sha256="",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class GradingContext:
    """Everything a grade depends on besides the submission.

    Attributes:
        assignment: The assignment.
        profile: The profile to grade on.
        calibration: Its anchors.
        task: The kind of work.
        data: The prepared splits.
        executor: How student code is run.
        run_store: Where evidence is kept.
        seed: Seed of the training run.
        device: `cpu` or `gpu`.
        now: Clock, with time zone.
    """

    assignment: Assignment
    profile: Profile
    calibration: Calibration
    task: TaskKind
    data: PreparedData
    executor: Executor
    run_store: RunStore
    seed: int
    device: str
    now: Callable[[], datetime]


def load_assignment(workspace: Workspace, assignment_id: str) -> Assignment:
    """Read an assignment by id.

    Raises:
        UnknownNameError: There is none; suggests the nearest id.
        AssignmentFileError: Its file is wrong; carries every problem.
    """
    return read_assignment(
        assignment_folder(workspace.assignments, assignment_id), tasks=tuple(TASKS)
    )


def choose_profile(assignment: Assignment, name: str | None) -> Profile:
    """Return the profile called `name`, or the assignment's default.

    Raises:
        UnknownNameError: The assignment has no such profile.
    """
    chosen = name or assignment.default_profile
    if chosen not in assignment.profiles:
        raise UnknownNameError(f"profile of {assignment.id}", chosen, assignment.profiles)
    return assignment.profiles[chosen]


def choose_device(requested: str) -> str:
    """Resolve `auto` to `gpu` where an NVIDIA device is present, else `cpu`."""
    if requested != "auto":
        return requested
    return "gpu" if any(Path("/dev").glob("nvidia[0-9]*")) else "cpu"


@dataclass(frozen=True, slots=True, kw_only=True)
class Overrides:
    """What the demo, the self-check and the calibration use instead of the course's own.

    Attributes:
        secret: Instead of the course secret.
        calibration: Instead of the stored anchors.
    """

    secret: bytes | None = None
    calibration: Calibration | None = None


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
        DatasetError: The data is missing or unfit.
    """
    anchors = overrides.calibration or read_calibration(
        workspace.calibration(assignment.id), profile.name
    )
    key = overrides.secret or read_or_create_secret(workspace.private)
    return GradingContext(
        assignment=assignment,
        profile=profile,
        calibration=anchors,
        task=TASKS.get(assignment.task),
        data=prepare_data(workspace, assignment, profile, secret=key),
        executor=executor,
        run_store=RunStore(workspace.runs),
        seed=derive_seed(key, assignment.id, "run", 0),
        device=choose_device(device),
        now=lambda: datetime.now(UTC),
    )


def load_calibration_or_none(
    workspace: Workspace, assignment: Assignment, profile: Profile
) -> Calibration | None:
    """Return the stored anchors, or None where the profile was never calibrated."""
    try:
        return read_calibration(workspace.calibration(assignment.id), profile.name)
    except CalibrationMissingError:
        return None
