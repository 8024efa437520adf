"""`anchors`: do the known solutions reach on this machine what the score curves were fitted to?"""

from __future__ import annotations

from collections.abc import Sequence

import click

from graders.cli.options import (
    device_option,
    echo_json,
    jobs_option,
    json_option,
    profile_option,
)
from graders.domain.anchor_shift import FEWEST_RUNS, AnchorShift


@click.command(
    "anchors",
    help="Run reference and starter here, with the calibration's seeds, and compare. Grades of a "
    "machine on which they reach something else are refused.",
)
@click.argument("assignment_id", metavar="ID")
@profile_option
@click.option(
    "--seeds",
    "num_seeds",
    type=click.IntRange(min=FEWEST_RUNS),
    default=FEWEST_RUNS,
    show_default=True,
    help="Runs per solution.",
)
@click.option("--stored", is_flag=True, help="Compare the runs made before; nothing is trained.")
@jobs_option
@device_option
@json_option
def command(  # noqa: PLR0913 - one entry an option
    assignment_id: str,
    profile: str | None,
    num_seeds: int,
    jobs: int | None,
    device: str,
    *,
    stored: bool,
    as_json: bool,
) -> int:
    """Print the comparison; exit code 1 when an anchor has moved or nothing was compared."""
    from graders.cli.calibrate_verb import print_run
    from graders.course.anchor_table import shifts, standing
    from graders.course.workspace import default_workspace
    from graders.domain.anchor_shift import Standing
    from graders.pipeline.check_anchors import check_anchors, machine_at_hand
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.pipeline.grade_class import default_jobs
    from graders.pipeline.solution_runs import CalibrationPlan
    from graders.sandbox.choose import choose_executor

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    chosen = choose_profile(assignment, profile)
    where = (workspace, assignment.id, chosen.name, machine_at_hand(device))
    if not stored and standing(*where) is not Standing.MEASURED:
        plan = CalibrationPlan(
            workspace=workspace,
            assignment=assignment,
            profile=chosen,
            num_seeds=num_seeds,
            device=device,
            jobs=jobs or default_jobs(device),
        )
        check_anchors(plan, choose_executor(), lambda run: print_run(run, err=True))
    found, known = shifts(*where), standing(*where)
    if as_json:
        echo_json({"machine": where[-1].id, "standing": known, "anchors": _rows(found)})
    else:
        click.echo(f"{where[-1].said}: {_SAID[known]}")
        if found:
            click.echo(_table(found))
    return int(known in {Standing.MOVED, Standing.UNCHECKED})


_SAID = {
    "measured": "the anchors were measured on this class of machine.",
    "checked": "the known solutions reach here what they reached in the calibration.",
    "unchecked": "no five runs of reference and starter are known from this class of machine.",
    "moved": "the known solutions do NOT reach here what they reached in the calibration.",
}


def _rows(found: Sequence[AnchorShift]) -> list[dict[str, object]]:
    return [
        {
            "solution": shift.solution,
            "part": shift.part,
            "measure": shift.measure,
            "calibration": _mean(shift.table),
            "here": _mean(shift.here),
            "difference": round(shift.difference, 5),
            "limit": round(shift.limit, 5),
            "moved": shift.has_moved,
        }
        for shift in found
    ]


def _table(found: Sequence[AnchorShift]) -> str:
    from tabulate import tabulate

    return tabulate(_rows(found), headers="keys", floatfmt=".4f")


def _mean(values: Sequence[float]) -> float:
    from statistics import fmean

    return round(fmean(values), 5)
