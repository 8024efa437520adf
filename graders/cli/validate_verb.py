"""`validate`: grades known submissions and holds the grader to its acceptance rules."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from graders.cli.options import device_option, jobs_option, profile_option

if TYPE_CHECKING:
    from collections.abc import Callable

    from graders.course.workspace import Workspace
    from graders.domain.validation import Variant, VariantRun
    from graders.pipeline.validate import ValidationJob


@click.command(
    "validate",
    help="Grade known submissions (planted faults, correct alternatives, tricks) and say whether "
    "the grader keeps its rules. Writes reference/ID/validation.json and a report beside it.",
)
@click.argument("assignment_ids", metavar="[ID]...", nargs=-1)
@profile_option
@click.option(
    "--seeds",
    "num_seeds",
    type=click.IntRange(min=1),
    default=5,
    show_default=True,
    help="Runs of each submission; those that were made before are not made again.",
)
@jobs_option
@click.option(
    "--stored", is_flag=True, help="Apply the rules to the stored runs; nothing is graded."
)
@device_option
def command(
    assignment_ids: tuple[str, ...],
    profile: str | None,
    num_seeds: int,
    jobs: int | None,
    device: str,
    *,
    stored: bool,
) -> None:
    """Print every run and what each rule says; the exit status is 1 when one does not hold."""
    from graders.course.validation_file import read_validation
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.pipeline.grade_class import default_jobs
    from graders.pipeline.validate import ValidationJob
    from graders.pipeline.validation_report import conclude_validation, measure_validation

    workspace = default_workspace()
    all_hold = True
    for assignment_id in assignment_ids or _with_a_plan(workspace):
        assignment = load_assignment(workspace, assignment_id)
        job = ValidationJob(
            workspace=workspace,
            assignment=assignment,
            profile=choose_profile(assignment, profile),
            plan=read_validation(workspace, assignment),
            num_seeds=num_seeds,
            device=device,
            jobs=jobs or default_jobs(device),
        )
        if not stored:
            from graders.sandbox.choose import choose_executor

            measure_validation(job, choose_executor(), _printer(job))
        validation, written = conclude_validation(job)
        for check in validation.checks:
            mark = "holds" if check.holds else "FAILS"
            click.echo(f"{check.rule:4} {mark}  {check.title}: {check.said}")
            for miss in check.misses:
                click.echo(f"            {miss}")
        click.echo(f"{written}")
        all_hold = all_hold and validation.holds
    if not all_hold:
        sys.exit(1)


def _with_a_plan(workspace: Workspace) -> list[str]:
    """Return the assignments that have known submissions; name the others."""
    from graders.course.assignment_file import find_assignments
    from graders.course.validation_file import FILE_NAME

    found = find_assignments(workspace.assignments)
    planned = [name for name in found if (workspace.reference / name / FILE_NAME).is_file()]
    for name in found:
        if name not in planned:
            click.echo(f"{name}: no known submissions, see docs/validation.md", err=True)
    return planned


def _printer(job: ValidationJob) -> Callable[[Variant, VariantRun], None]:
    done = 0

    def on_run(variant: Variant, run: VariantRun) -> None:
        nonlocal done
        done += 1
        ended = ", ".join(dict.fromkeys(run.verdicts.values())) or "not run"
        click.echo(
            f"{done:4} of {job.num_runs}  {variant.role.value:11} {variant.id:28} run {run.index}"
            f"  {run.total:6.2f} points  {run.cpu_seconds:4.0f} s CPU  {ended}"
        )

    return on_run
