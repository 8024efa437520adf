"""Runs the known solutions of an assignment with the seeds and the data of a calibration."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from graders.course.fit_anchors import Solution
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores
from graders.domain.submission import Submission
from graders.domain.training import Profile
from graders.errors import CourseError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.calibration_runs import measure_run
from graders.pipeline.context import NO_ANCHORS, Overrides, UnitContext, make_context
from graders.pipeline.fingerprint import run_key
from graders.records.run_store import RunStore
from graders.sandbox.executor import Executor

Run = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrationPlan:
    """What is measured.

    Attributes:
        workspace: The course; its calibration file is written.
        assignment: The assignment.
        profile: The profile.
        num_seeds: Runs per solution.
        device: `cpu` or `gpu`.
        jobs: Runs at the same time.
        fresh: Whether stored runs count only where this class of machine made them.
    """

    workspace: Workspace
    assignment: Assignment
    profile: Profile
    num_seeds: int
    device: str
    jobs: int = 1
    fresh: bool = False


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


def solution_runs(
    plan: CalibrationPlan,
    executor: Executor,
    files: Mapping[Solution, Path],
    folder: Path,
    *,
    known: Mapping[str, Run],
    keep: Callable[[Run], None],
) -> Iterator[Run]:
    """Measure every solution on each index's data, several at a time, in a fixed order.

    Args:
        plan: What is measured.
        executor: How the solutions are run.
        files: File of each solution.
        folder: An empty folder for what is generated.
        known: Runs by run key that need not be repeated.
        keep: Is given every new run as soon as it is measured.

    Raises:
        CourseError: A solution cannot be read or did not complete.
    """
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
                keep(found)
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
