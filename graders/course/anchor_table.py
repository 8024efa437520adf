"""The anchors as every class of machine sees them: calibration runs, and checks made here."""

from __future__ import annotations

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

_LEAST_SD: Final = {"hidden_accuracy": 0.005, "ln_kid": 0.05}


def anchor_journal(
    workspace: Workspace, assignment_id: str, profile: str, machine: MachineClass
) -> CalibrationJournal:
    """Return where the runs that check the anchors on a class of machine are kept."""
    return CalibrationJournal(workspace.anchor_checks(assignment_id, profile, machine.id))


def standing(
    workspace: Workspace, assignment_id: str, profile: str, machine: MachineClass
) -> Standing:
    """Return what is known of a class of machine for one assignment and profile.

    Raises:
        CalibrationMissingError: The profile was never calibrated.
    """
    table = _table(workspace, assignment_id, profile)
    home = made_here({str(place): run for place, run in enumerate(table)}, machine)
    if _enough(list(home.values())):
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


def made_here(runs: Mapping[str, Run], machine: MachineClass) -> dict[str, Run]:
    """Return the runs that a class of machine made; those that do not tell are left out."""
    return {
        key: run
        for key, run in runs.items()
        if run.get("environment", {}).get(MACHINE_CLASS) == machine.id
    }


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


def _enough(runs: Sequence[Run]) -> bool:
    counts = [
        sum(run["solution"] == solution and run.get("part", "") == part for run in runs)
        for solution, part in _kinds(runs)
    ]
    both = {solution for solution, _part in _kinds(runs)} == set(CHECKED_SOLUTIONS)
    return both and min(counts) >= FEWEST_RUNS
