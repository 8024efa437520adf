"""What verbs that write pages make them from: data and anchors of each model."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

import click

from graders.course.course_file import course_secret
from graders.course.prepared_data import data_of_run, prepare_data
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.training import Profile
from graders.errors import DatasetError
from graders.pipeline.context import load_calibration_or_none
from graders.pipeline.make_reports import ReportPlan, UnitData
from graders.reports.messages.text import Language


def report_plan(
    workspace: Workspace,
    assignment: Assignment,
    profile: Profile,
    language: Language,
    now: datetime,
) -> ReportPlan:
    """Return what the pages of a class are made from.

    Raises:
        AssignmentFileError: The course file does not hold what it must.
    """
    return ReportPlan(
        workspace=workspace,
        assignment=assignment,
        profile=profile.name,
        units=_units(workspace, assignment, profile),
        language=language,
        now=now,
    )


def _units(
    workspace: Workspace, assignment: Assignment, profile: Profile
) -> Mapping[str, UnitData]:
    """Data and anchors of each model; pages of one whose data is missing go without examples."""
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
