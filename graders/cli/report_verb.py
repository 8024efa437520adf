"""`report`: pages and tables of the current grades; trains nothing."""

from __future__ import annotations

import click

from graders.cli.options import language_option, profile_option


@click.command(
    "report", help="Write HTML pages, CSV and JSON of the current grades; trains nothing."
)
@click.argument("assignment_id", metavar="ID")
@click.option(
    "--anonymous",
    is_flag=True,
    help="Only pages under invented names, to show in class, in a folder of their own.",
)
@profile_option
@language_option
def command(assignment_id: str, profile: str | None, language: str, *, anonymous: bool) -> None:
    """Write the reports, refresh the index of the course, and say where both are."""
    from datetime import UTC, datetime

    from graders.cli.records import current_grades, require_grades
    from graders.cli.report_plan import report_plan
    from graders.course.workspace import default_workspace
    from graders.pipeline.anonymous import make_anonymous_reports
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.pipeline.make_reports import make_reports, refresh_index
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, name, grades)
    used = choose_profile(assignment, name)
    click.echo(f"{len(grades)} groups …", err=True)
    now = datetime.now(UTC)
    plan = report_plan(workspace, assignment, used, Language(language), now)
    if anonymous:
        click.echo(str(make_anonymous_reports(plan, list(grades.values()))))
        return
    page = make_reports(plan, list(grades.values()))
    click.echo(str(page))
    click.echo(str(refresh_index(workspace, Language(language), now)))
