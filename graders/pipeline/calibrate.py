"""Measures the known solutions through the ordinary path and fits the anchors to them.

Every run draws its data anew with a secret of its own, so the spread holds what another course
would see: initialisation, order and data.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from graders.course.anchor_table import runs_to_keep
from graders.course.calibration_journal import CalibrationJournal
from graders.course.calibration_writer import Fitted, known_runs, write_profile
from graders.course.fit_anchors import CalibrationRun, Solution, fit_anchors
from graders.course.fit_generative import fit_generative
from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores
from graders.domain.rubric import Calibration
from graders.domain.training import Profile
from graders.pipeline.check_anchors import machine_at_hand
from graders.pipeline.context import load_calibration_or_none
from graders.pipeline.solution_runs import CalibrationPlan, Run, solution_files, solution_runs
from graders.sandbox.executor import Executor
from graders.sandbox.temporary import own_prefix
from graders.tasks import TASKS, Gan


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
    assignment_id, profile_name = plan.assignment.id, plan.profile.name
    files = solution_files(plan.workspace, assignment_id)
    journal = CalibrationJournal(plan.workspace.calibration_journal(assignment_id, profile_name))
    stored = known_runs(plan.workspace.calibration(assignment_id), profile_name)
    machine = machine_at_hand(plan.device) if plan.fresh else None
    known = runs_to_keep(stored, journal.known(), machine)
    runs = []
    with tempfile.TemporaryDirectory(prefix=own_prefix("calibration")) as folder:
        for run in solution_runs(
            plan, executor, files, Path(folder), known=known, keep=journal.add
        ):
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
