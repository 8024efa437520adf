"""`appeal`: looks at a grade again with more trainings."""

from __future__ import annotations

import click

from graders.cli.options import (
    device_option,
    echo_json,
    jobs_option,
    json_option,
    language_option,
    profile_option,
)


@click.command(
    "appeal",
    help="Train a group's file again with further seeds, and judge all trainings together. The "
    "grade stays or rises, never falls; the record says when, why and what came out.",
)
@click.argument("assignment_id", metavar="ID")
@click.argument("group", metavar="GROUP")
@click.option("--reason", required=True, help="Why, for the record.")
@profile_option
@jobs_option
@device_option
@language_option
@json_option
def command(  # noqa: PLR0913, PLR0917 - one entry an option
    assignment_id: str,
    group: str,
    reason: str,
    profile: str | None,
    jobs: int | None,
    device: str,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Write the grade that stays or rises, and explain it."""
    from rich.console import Console

    from graders.cli.records import current_grades
    from graders.course.workspace import default_workspace
    from graders.pipeline.appeal import AppealPlan, appeal
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.pipeline.grade_class import default_jobs
    from graders.records.gradebook import open_gradebook
    from graders.reports.json_record import grade_to_json
    from graders.reports.messages.text import Language
    from graders.reports.progress import LiveProgress
    from graders.reports.repeats_view import repeats_view
    from graders.reports.terminal import grade_table
    from graders.sandbox.choose import choose_executor

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, _grades = current_grades(workspace, assignment, profile)
    plan = AppealPlan(
        workspace=workspace,
        assignment=assignment,
        profile=choose_profile(assignment, name),
        group=group,
        reason=reason,
        jobs=jobs or default_jobs(device),
        device=device,
    )
    shown = Language(language)
    with (
        open_gradebook(workspace.gradebook) as gradebook,
        LiveProgress(Console(stderr=True, quiet=as_json), shown) as progress,
    ):
        grade = appeal(plan, choose_executor(), gradebook, progress)
    if as_json:
        echo_json(grade_to_json(grade))
        return
    click.echo(grade_table([grade], shown, assignment))
    for note in repeats_view(grade, shown, assignment).notes:
        click.echo(note)
