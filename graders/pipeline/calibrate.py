"""Measures the known solutions through the ordinary path and fits the anchors to them.

Every run draws its data anew with a secret of its own, so the spread holds what another course
would see: initialisation, order and data.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graders.course.calibration_writer import known_runs, write_profile
from graders.course.fit_anchors import CalibrationRun, Solution, fit_anchors
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.rubric import Calibration
from graders.domain.submission import Submission
from graders.domain.training import Profile
from graders.errors import CourseError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import (
    NO_ANCHORS,
    GradingContext,
    Overrides,
    load_calibration_or_none,
    make_context,
)
from graders.pipeline.fingerprint import run_key
from graders.pipeline.grade_submission import grade_submission
from graders.sandbox.executor import Executor


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationPlan:
    """What is measured.

    Attributes:
        workspace: The course; its calibration file is written.
        assignment: The assignment.
        profile: The profile.
        num_seeds: Runs per solution.
        device: `auto`, `cpu` or `gpu`.
    """

    workspace: Workspace
    assignment: Assignment
    profile: Profile
    num_seeds: int
    device: str


def solution_files(workspace: Workspace, assignment_id: str) -> Mapping[Solution, Path]:
    """Return the files whose runs fix the anchors.

    Raises:
        CourseError: One of them is missing.
    """
    reference = workspace.reference / assignment_id
    files = {
        Solution.REFERENCE: reference / "solution.py",
        Solution.GOOD_ENOUGH: reference / "good_enough.py",
        Solution.STARTER: workspace.assignments / assignment_id / "starter.py",
        Solution.OVERFIT: reference / "mutants" / "overfit.py",
    }
    missing = [str(path) for path in files.values() if not path.is_file()]
    if missing:
        raise CourseError(f"Calibration needs {', '.join(missing)}.")
    return files


def calibrate(
    plan: CalibrationPlan, executor: Executor, on_run: Callable[[Mapping[str, Any]], None]
) -> Calibration | None:
    """Run every solution with `num_seeds` seeds and write the profile's anchors and runs.

    A run that is in the calibration file under the same key (code, data, plan, seed, versions) is
    not repeated, so a changed solution costs its own runs only.

    Raises:
        CourseError: A solution failed, or the solutions are not in the order they must be.
    """
    files = solution_files(plan.workspace, plan.assignment.id)
    known = known_runs(plan.workspace.calibration(plan.assignment.id), plan.profile.name)
    runs = []
    with tempfile.TemporaryDirectory(prefix="grader-calibration-") as folder:
        for run in _runs(plan, executor, files, known, Path(folder)):
            on_run(run)
            runs.append(run)
    anchors = fit_anchors(
        [
            CalibrationRun(
                solution=Solution(run["solution"]),
                seed=run["seed"],
                hidden_accuracy=run["hidden_accuracy"],
                gap=run["gap"],
            )
            for run in runs
        ]
    )
    write_profile(
        plan.workspace.calibration(plan.assignment.id),
        plan.assignment.id,
        plan.profile,
        anchors=anchors,
        runs=runs,
        measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return load_calibration_or_none(plan.workspace, plan.assignment, plan.profile)


def _runs(
    plan: CalibrationPlan,
    executor: Executor,
    files: Mapping[Solution, Path],
    known: Mapping[str, dict[str, Any]],
    folder: Path,
) -> Iterator[dict[str, Any]]:
    for index in range(plan.num_seeds):
        # Imported data is shared; everything drawn from it belongs to this index only.
        workspace = replace(plan.workspace, var=folder / str(index))
        workspace.var.mkdir()
        if plan.workspace.data.exists():
            workspace.data.symlink_to(plan.workspace.data.resolve())
        context = make_context(
            workspace,
            plan.assignment,
            plan.profile,
            executor=executor,
            device=plan.device,
            overrides=Overrides(secret=f"calibration {index}".encode(), calibration=NO_ANCHORS),
        )
        for solution, path in files.items():
            handed_in = HandedIn(group=str(solution), path=path, received_at=context.now())
            submission = read_submission(handed_in, context.assignment)
            key = run_key(submission, context)
            yield known.get(key) or _measure(solution, submission, context)
        shutil.rmtree(workspace.var)


def _measure(solution: Solution, submission: Submission, context: GradingContext) -> dict[str, Any]:
    grade = grade_submission(submission, context, lambda _event: None).grade
    evidence, run = grade.evidence, grade.run
    if evidence is None or run is None or evidence.scores is None or evidence.history is None:
        failure = evidence.failure if evidence else None
        said = f"{failure.verdict} {failure.kind} {failure.message}" if failure else grade.cause
        raise CourseError(f"{submission.file_name} could not be measured: {said}")
    scores = evidence.scores
    return {
        "solution": str(solution),
        "seed": context.seed,
        "hidden_accuracy": round(scores.hidden_accuracy, 4),
        "train_accuracy": round(scores.train_accuracy, 4),
        "gap": round(scores.gap, 4),
        "epochs": evidence.history.epochs_run,
        "cpu_seconds": round(run.usage.cpu_seconds, 1),
        "environment": dict(run.environment),
        "run_key": grade.fingerprint.run_key,
    }
