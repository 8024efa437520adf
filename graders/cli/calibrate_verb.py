"""`calibrate`: measures the known solutions and fits the score curves to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from graders.cli.options import device_option, jobs_option, profile_option


@click.command(
    "calibrate",
    help="Run starter, good-enough, overfit and reference solutions and fit the anchors.",
)
@click.argument("assignment_id", metavar="ID")
@profile_option
@click.option(
    "--seeds",
    "num_seeds",
    type=click.IntRange(min=2),
    default=5,
    show_default=True,
    help="Runs per solution, each with data drawn anew.",
)
@jobs_option
@click.option(
    "--stored", is_flag=True, help="Write the report of the stored runs again; nothing is trained."
)
@click.option(
    "--fresh",
    is_flag=True,
    help="Train every run on this class of machine; without it, stored runs of other machines "
    "are kept.",
)
@device_option
def command(  # noqa: PLR0913 - one entry an option
    assignment_id: str,
    profile: str | None,
    num_seeds: int,
    jobs: int | None,
    device: str,
    *,
    stored: bool,
    fresh: bool,
) -> None:
    """Write `reference/ID/calibration.json` with its report, and print every run."""
    from graders.course.workspace import default_workspace
    from graders.pipeline.calibrate import calibrate
    from graders.pipeline.calibration_report import write_calibration_report
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.pipeline.grade_class import default_jobs
    from graders.pipeline.solution_runs import CalibrationPlan
    from graders.sandbox.choose import choose_executor

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    if stored:
        chosen = choose_profile(assignment, profile)
        click.echo(f"{write_calibration_report(workspace, assignment, chosen)}")
        return
    plan = CalibrationPlan(
        workspace=workspace,
        assignment=assignment,
        profile=choose_profile(assignment, profile),
        num_seeds=num_seeds,
        device=device,
        jobs=jobs or default_jobs(device),
        fresh=fresh,
    )
    anchors = calibrate(plan, choose_executor(), print_run)
    click.echo(f"{workspace.calibration(assignment.id)}: {anchors}")
    click.echo(f"{write_calibration_report(workspace, assignment, plan.profile)}")


def print_run(run: Mapping[str, Any], *, err: bool = False) -> None:
    """Print what a run measured, a line of its own."""
    accuracies = (
        f"hidden {run['hidden_accuracy']:.4f}  train {run['train_accuracy']:.4f}  "
        f"gap {run['gap']:+.4f}  "
        if "hidden_accuracy" in run
        else ""
    )
    measures = "  ".join(f"{name} {value:g}" for name, value in run.get("measures", {}).items())
    click.echo(
        f"{run.get('part', ''):10}{run['solution']:12} seed {run['seed']:>10}  {accuracies}"
        f"epochs or steps {run['epochs']:>4}  {run['cpu_seconds']:.0f} s CPU  {measures}",
        err=err,
    )
