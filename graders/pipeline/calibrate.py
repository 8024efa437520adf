"""Measures the known solutions through the ordinary path and fits the anchors to them.

Every run draws its data anew with a secret of its own, so the spread holds what another course
would see: initialisation, order and data.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from graders.course.calibration_journal import CalibrationJournal
from graders.course.calibration_writer import Fitted, known_runs, write_profile
from graders.course.fit_anchors import CalibrationRun, Solution, fit_anchors
from graders.course.fit_generative import fit_generative
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores
from graders.domain.rubric import Calibration
from graders.domain.submission import Submission
from graders.domain.training import Profile
from graders.errors import CourseError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.calibration_runs import measure_run
from graders.pipeline.context import (
    NO_ANCHORS,
    Overrides,
    UnitContext,
    load_calibration_or_none,
    make_context,
)
from graders.pipeline.fingerprint import run_key
from graders.records.run_store import RunStore
from graders.sandbox.executor import Executor
from graders.tasks import TASKS, Gan

Run = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationPlan:
    """What is measured.

    Attributes:
        workspace: The course; its calibration file is written.
        assignment: The assignment.
        profile: The profile.
        num_seeds: Runs per solution.
        device: `auto`, `cpu` or `gpu`.
        jobs: Runs at the same time.
    """

    workspace: Workspace
    assignment: Assignment
    profile: Profile
    num_seeds: int
    device: str
    jobs: int = 1


def solution_files(workspace: Workspace, assignment_id: str) -> Mapping[Solution, Path]:
    """Return the files whose runs fix the anchors.

    Raises:
        CourseError: Starter or reference is missing; the other two only refine the curves.
    """
    reference = workspace.reference / assignment_id
    files = {
        Solution.REFERENCE: reference / "solution.py",
        Solution.GOOD_ENOUGH: reference / "good_enough.py",
        Solution.STARTER: workspace.assignments / assignment_id / "starter.py",
        Solution.OVERFIT: reference / "mutants" / "overfit.py",
    }
    needed = (Solution.REFERENCE, Solution.STARTER)
    missing = [str(files[name]) for name in needed if not files[name].is_file()]
    if missing:
        raise CourseError(f"Calibration needs {', '.join(missing)}.")
    return {name: path for name, path in files.items() if path.is_file()}


def calibrate(
    plan: CalibrationPlan, executor: Executor, on_run: Callable[[Run], None]
) -> Calibration | None:
    """Run every solution with `num_seeds` seeds and write the profile's anchors and runs.

    A run that is in the calibration file or in the course's journal under the same key (code, data,
    plan, seed, versions) is not repeated: a changed solution costs its own runs only, and neither
    an interruption nor a refused fit costs any.

    Raises:
        CourseError: A solution failed, or the solutions are not in the order they must be.
    """
    files = solution_files(plan.workspace, plan.assignment.id)
    runs = []
    with tempfile.TemporaryDirectory(prefix="grader-calibration-") as folder:
        for run in _runs(plan, executor, files, Path(folder)):
            on_run(run)
            runs.append(run)
    write_profile(
        plan.workspace.calibration(plan.assignment.id),
        plan.assignment.id,
        plan.profile,
        fitted=fit_runs(plan.assignment, plan.profile, runs),
        runs=runs,
        measured_at=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    return load_calibration_or_none(plan.workspace, plan.assignment, plan.profile)


def fit_runs(assignment: Assignment, profile: Profile, runs: Sequence[Run]) -> Fitted:
    """Fit what the assignment's models need to the runs of the known solutions.

    Raises:
        CourseError: The solutions are not in the order they must be.
    """
    fitted = Fitted()
    for unit, _size in assignment.units(profile):
        task = TASKS.get(unit.task)
        own = [run for run in runs if run.get("part", "") == unit.part]
        if isinstance(task, Gan):
            generative = fit_generative(
                _measures(own, Solution.REFERENCE),
                _measures(own, Solution.GOOD_ENOUGH),
                _measures(own, Solution.STARTER),
            )
            fitted = replace(fitted, generative=generative)
        elif ClassificationScores in task.pieces:
            anchors = fit_anchors([_calibration_run(run) for run in own])
            if unit.part:
                fitted = replace(fitted, parts={**fitted.parts, unit.part: anchors})
            else:
                fitted = replace(fitted, anchors=anchors)
    return fitted


def _measures(runs: Sequence[Run], solution: Solution) -> list[Mapping[str, float]]:
    return [run["measures"] for run in runs if run["solution"] == solution]


def _calibration_run(run: Run) -> CalibrationRun:
    return CalibrationRun(
        solution=Solution(run["solution"]),
        seed=run["seed"],
        hidden_accuracy=run["hidden_accuracy"],
        gap=run["gap"],
    )


def _runs(
    plan: CalibrationPlan,
    executor: Executor,
    files: Mapping[Solution, Path],
    folder: Path,
) -> Iterator[Run]:
    """Measure every solution on each index's data, several at a time, in a fixed order."""
    assignment_id, profile_name = plan.assignment.id, plan.profile.name
    journal = CalibrationJournal(plan.workspace.calibration_journal(assignment_id, profile_name))
    known = journal.known() | known_runs(plan.workspace.calibration(assignment_id), profile_name)
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

        def measured(
            job: tuple[Solution, Submission, UnitContext], store: RunStore = context.run_store
        ) -> Run:
            solution, submission, unit = job
            found = known.get(run_key(submission, unit))
            if found is None:
                found = measure_run(solution, submission, unit, store)
                journal.add(found)
            # Equal files have equal keys, whatever they are called.
            return {**found, "solution": str(solution)}

        jobs = [
            (solution, _read(path, context.now(), plan.assignment), unit)
            for solution, path in files.items()
            for unit in context.units.values()
            if solution is not Solution.OVERFIT or ClassificationScores in unit.task.pieces
        ]
        with ThreadPoolExecutor(max_workers=plan.jobs) as pool:
            yield from pool.map(measured, jobs)
        shutil.rmtree(workspace.var)


def _read(path: Path, now: datetime, assignment: Assignment) -> Submission:
    handed_in = HandedIn(group=path.stem, path=path, received_at=now)
    submission = read_submission(handed_in, assignment)
    if submission.fatal_problems:
        codes = ", ".join(problem.code for problem in submission.fatal_problems)
        raise CourseError(f"{path} cannot be run: {codes}.")
    return submission
