"""`report`: pages and tables of the current grades; trains nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graders.cli.options import language_option, profile_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graders.course.workspace import Workspace
    from graders.domain.assignment import Assignment
    from graders.domain.training import Profile
    from graders.pipeline.make_reports import UnitData


@click.command(
    "report", help="Write HTML pages, CSV and JSON of the current grades; trains nothing."
)
@click.argument("assignment_id", metavar="ID")
@profile_option
@language_option
def command(assignment_id: str, profile: str | None, language: str) -> None:
    """Write the reports, refresh the index of the course, and say where both are."""
    from datetime import UTC, datetime

    from graders.cli.records import current_grades, require_grades
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.pipeline.make_reports import ReportPlan, make_reports, refresh_index
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, name, grades)
    used = choose_profile(assignment, name)
    click.echo(f"{len(grades)} groups …", err=True)
    now = datetime.now(UTC)
    page = make_reports(
        ReportPlan(
            workspace=workspace,
            assignment=assignment,
            profile=used.name,
            units=_units(workspace, assignment, used),
            language=Language(language),
            now=now,
        ),
        list(grades.values()),
    )
    click.echo(str(page))
    click.echo(str(refresh_index(workspace, Language(language), now)))


def _units(
    workspace: Workspace, assignment: Assignment, profile: Profile
) -> Mapping[str, UnitData]:
    """Data and anchors of each model; pages of one whose data is missing go without examples."""
    from functools import partial

    from graders.course.course_file import course_secret
    from graders.course.prepared_data import data_of_run, prepare_data
    from graders.errors import DatasetError
    from graders.pipeline.context import load_calibration_or_none
    from graders.pipeline.make_reports import UnitData

    anchors = load_calibration_or_none(workspace, assignment, profile)
    secret = course_secret(workspace)
    units = {}
    for unit, size in assignment.units(profile):
        try:
            data = prepare_data(workspace, unit, size, secret=secret)
        except DatasetError as error:
            click.echo(f"grader: pages go without examples: {error}", err=True)
            data = None
        own = anchors.parts.get(unit.part, anchors) if anchors else None
        units[unit.part] = UnitData(
            data=data,
            anchors=own,
            of_run=partial(
                data_of_run, workspace, unit, size, secret, num_folds=assignment.schedule.num_folds
            ),
        )
    return units
