"""The anchors as every class of machine sees them: calibration runs, and checks made here."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

from graders.course.calibration_file import read_runs
from graders.course.calibration_journal import CalibrationJournal
from graders.course.fit_anchors import Solution
from graders.course.workspace import Workspace
from graders.domain.anchor_shift import FEWEST_RUNS, AnchorShift, Standing, standing_of
from graders.domain.machine import MACHINE_CLASS, MachineClass

Run = Mapping[str, Any]
CHECKED_SOLUTIONS: Final = (Solution.REFERENCE, Solution.STARTER)
"""Upper and lower end of every curve."""

_ID_LENGTH: Final = 12
_LEAST_SD: Final = {"hidden_accuracy": 0.005, "ln_kid": 0.05}


def anchor_journal(
    workspace: Workspace, assignment_id: str, profile: str, machine: MachineClass
) -> CalibrationJournal:
    """Return where the runs that check the present anchors on a class of machine are kept.

    Another calibration has another journal: its solutions or its data may be others.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
    """
    keys = "\n".join(str(run["run_key"]) for run in _table(workspace, assignment_id, profile))
    table = hashlib.sha256(keys.encode()).hexdigest()[:_ID_LENGTH]
    return CalibrationJournal(workspace.anchor_checks(assignment_id, profile, machine.id, table))


def standing(
    workspace: Workspace, assignment_id: str, profile: str, machine: MachineClass
) -> Standing:
    """Return what is known of a class of machine for one assignment and profile.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
    """
    table = _table(workspace, assignment_id, profile)
    if _enough([run for run in table if _is_made_on(machine, run)], _kinds(table)):
        return Standing.MEASURED
    return standing_of(shifts(workspace, assignment_id, profile, machine))


def shifts(
    workspace: Workspace, assignment_id: str, profile: str, machine: MachineClass
) -> tuple[AnchorShift, ...]:
    """Compare the runs that were made here with those of the calibration.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
    """
    table = _table(workspace, assignment_id, profile)
    here = list(anchor_journal(workspace, assignment_id, profile, machine).known().values())
    found = []
    for solution, part in _kinds(table):
        measure = (
            "hidden_accuracy" if _values(table, solution, part, "hidden_accuracy") else ("ln_kid")
        )
        own = _values(here, solution, part, measure)
        if own:
            found.append(
                AnchorShift(
                    solution=solution,
                    part=part,
                    measure=measure,
                    table=_values(table, solution, part, measure),
                    here=own,
                    least_sd=_LEAST_SD[measure],
                )
            )
    return tuple(found) if len(found) == len(_kinds(table)) else ()


def runs_to_keep(
    stored: Mapping[str, Run], journal: Mapping[str, Run], machine: MachineClass | None
) -> Mapping[str, Run]:
    """Return the runs by key that a calibration need not repeat.

    Args:
        stored: Runs of the calibration file.
        journal: Runs measured on this machine, perhaps for a calibration that was interrupted.
        machine: Class of machine that must have made them; None for any.
    """
    if machine is None:
        return {**journal, **stored}
    # Keys are the same on every machine, so a stored run of another one must not hide ours.
    return made_here(stored, machine) | made_here(journal, machine)


def made_here(runs: Mapping[str, Run], machine: MachineClass) -> dict[str, Run]:
    """Return the runs that a class of machine made; those that do not tell are left out."""
    return {key: run for key, run in runs.items() if _is_made_on(machine, run)}


def _is_made_on(machine: MachineClass, run: Run) -> bool:
    return bool(run.get("environment", {}).get(MACHINE_CLASS) == machine.id)


def _table(workspace: Workspace, assignment_id: str, profile: str) -> list[Run]:
    runs = read_runs(workspace.calibration(assignment_id), profile)
    return [run.model_dump() for run in runs if run.solution in CHECKED_SOLUTIONS]


def _kinds(runs: Sequence[Run]) -> list[tuple[str, str]]:
    return list(dict.fromkeys((str(run["solution"]), run.get("part", "")) for run in runs))


def _values(runs: Sequence[Run], solution: str, part: str, measure: str) -> list[float]:
    own = [run for run in runs if run["solution"] == solution and run.get("part", "") == part]
    if measure == "hidden_accuracy":
        found = [run.get("hidden_accuracy") for run in own]
        return [value for value in found if value is not None]
    kids = [run.get("measures", {}).get("kid", 0.0) for run in own]
    return [math.log(kid) for kid in kids if kid > 0.0]


def _enough(runs: Sequence[Run], kinds: Sequence[tuple[str, str]]) -> bool:
    """Whether each solution of each part was run often enough."""
    return all(
        sum(run["solution"] == solution and run.get("part", "") == part for run in runs)
        >= FEWEST_RUNS
        for solution, part in kinds
    )
