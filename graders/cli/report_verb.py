"""`report`: pages and tables of the current grades; trains nothing."""

from __future__ import annotations

import click

from graders.cli.options import language_option, profile_option


@click.command(
    "report", help="Write HTML pages, CSV and JSON of the current grades; trains nothing."
)
@click.argument("assignment_id", metavar="ID")
@profile_option
@language_option
def command(assignment_id: str, profile: str | None, language: str) -> None:
    """Write the reports and say where the class page is."""
    from datetime import UTC, datetime

    from graders.cli.records import current_grades, require_grades
    from graders.course.prepared_data import prepare_data
    from graders.course.secret import read_or_create_secret
    from graders.course.workspace import default_workspace
    from graders.errors import DatasetError
    from graders.pipeline.context import choose_profile, load_assignment, load_calibration_or_none
    from graders.pipeline.make_reports import ReportPlan, make_reports
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, name, grades)
    used = choose_profile(assignment, name)
    click.echo(f"{len(grades)} groups …", err=True)
    try:
        secret = read_or_create_secret(workspace.private)
        data = prepare_data(workspace, assignment, used, secret=secret)
    except DatasetError as error:
        click.echo(f"grader: pages go without example images: {error}", err=True)
        data = None
    page = make_reports(
        ReportPlan(
            workspace=workspace,
            assignment=assignment,
            profile=used.name,
            data=data,
            anchors=load_calibration_or_none(workspace, assignment, used),
            language=Language(language),
            now=datetime.now(UTC),
        ),
        list(grades.values()),
    )
    click.echo(str(page))
