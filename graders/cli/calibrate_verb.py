"""`calibrate`: measures the known solutions and fits the score curves to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from graders.cli.options import device_option, profile_option


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
@device_option
def command(assignment_id: str, profile: str | None, num_seeds: int, device: str) -> None:
    """Write `reference/ID/calibration.json` and print every run."""
    from graders.course.workspace import default_workspace
    from graders.pipeline.calibrate import CalibrationPlan, calibrate
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.sandbox.choose import choose_executor

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    plan = CalibrationPlan(
        workspace=workspace,
        assignment=assignment,
        profile=choose_profile(assignment, profile),
        num_seeds=num_seeds,
        device=device,
    )
    anchors = calibrate(plan, choose_executor(), _print_run)
    click.echo(f"{workspace.calibration(assignment.id)}: {anchors}")


def _print_run(run: Mapping[str, Any]) -> None:
    click.echo(
        f"{run['solution']:12} seed {run['seed']:>10}  hidden {run['hidden_accuracy']:.4f}  "
        f"train {run['train_accuracy']:.4f}  gap {run['gap']:+.4f}  epochs {run['epochs']:>3}  "
        f"{run['cpu_seconds']:.0f} s CPU"
    )
