"""Checks on this machine that the known solutions reach what they reached in the calibration."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from graders.course.anchor_table import CHECKED_SOLUTIONS, anchor_journal, shifts, standing
from graders.course.workspace import Workspace
from graders.domain.anchor_shift import AnchorShift, Standing
from graders.domain.machine import MachineClass
from graders.errors import MachineMovedError
from graders.pipeline.context import THREADS
from graders.pipeline.solution_runs import CalibrationPlan, Run, solution_files, solution_runs
from graders.sandbox.executor import Executor
from graders.sandbox.machine_class import this_machine
from graders.sandbox.temporary import own_prefix


def machine_at_hand(device: str) -> MachineClass:
    """Return the class of this machine for `cpu` or `gpu`."""
    return this_machine(device, THREADS)


def check_anchors(
    plan: CalibrationPlan, executor: Executor, on_run: Callable[[Run], None]
) -> tuple[AnchorShift, ...]:
    """Run reference and starter with the calibration's seeds and data, and compare.

    Runs are kept in the generated folder by class of machine; an interrupted check goes on.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
        CourseError: A solution did not complete.
    """
    machine = machine_at_hand(plan.device)
    where = (plan.workspace, plan.assignment.id, plan.profile.name, machine)
    journal = anchor_journal(*where)
    files = solution_files(plan.workspace, plan.assignment.id)
    checked = {solution: files[solution] for solution in CHECKED_SOLUTIONS}
    with tempfile.TemporaryDirectory(prefix=own_prefix("anchors")) as folder:
        for run in solution_runs(
            plan, executor, checked, Path(folder), known=journal.known(), keep=journal.add
        ):
            on_run(run)
    return shifts(*where)


def require_anchors_that_hold(
    workspace: Workspace, assignment_id: str, profile: str, device: str
) -> Standing:
    """Return what is known of this machine's class.

    Raises:
        MachineMovedError: The known solutions reach something else here.
    """
    machine = machine_at_hand(device)
    found = standing(workspace, assignment_id, profile, machine)
    if found is Standing.MOVED:
        raise MachineMovedError(
            f"On this machine ({machine.said}) the known solutions of {assignment_id!r} do not"
            f" reach what they reached where its anchors were measured (profile {profile!r}).",
            hint=f"See `python grader.py anchors {assignment_id} --profile {profile} --stored`;"
            " grade on a machine of the former class, or measure the anchors anew here with"
            f" `python grader.py calibrate {assignment_id} --profile {profile} --fresh`.",
        )
    return found
