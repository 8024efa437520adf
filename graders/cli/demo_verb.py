"""`demo`: grades the bundled example class on data made by code."""

from __future__ import annotations

import click

from graders.cli.options import grading_options, language_option

ASSIGNMENT = "cifar10_tuning"
PROFILE = "embedded"
# Published on purpose: everybody's demo shows the same grades. A course has a secret of its own.
SECRET = b"the demo has no secret"


@click.command(
    "demo", help="Grade the bundled example class on embedded data and write its reports."
)
@grading_options
@language_option
def command(language: str, **options: object) -> int:
    """Grade eight invented groups and say where the reports are."""
    from dataclasses import replace
    from datetime import UTC, datetime

    from graders.cli.grading import exit_code, grade_with_progress
    from graders.course.workspace import PROJECT, default_workspace
    from graders.pipeline.grade_class import ClassPlan
    from graders.pipeline.make_reports import ReportPlan, make_reports
    from graders.reports.messages.text import Language
    from graders.reports.terminal import grade_table

    ordinary = default_workspace()
    workspace = replace(ordinary, var=ordinary.var / "demo", submissions=PROJECT / "submissions")
    plan = ClassPlan(
        workspace=workspace,
        assignment_id=ASSIGNMENT,
        profile=PROFILE,
        secret=SECRET,
        **options,  # type: ignore[arg-type]
    )
    graded = grade_with_progress(plan, Language(language), quiet=False)
    grades = list(graded.grades.values())
    click.echo(grade_table(grades, Language(language)))
    context = graded.context
    page = make_reports(
        ReportPlan(
            workspace=workspace,
            assignment=context.assignment,
            profile=PROFILE,
            data=context.data,
            anchors=context.calibration,
            language=Language(language),
            now=datetime.now(UTC),
        ),
        grades,
    )
    click.echo(f"\n{page}")
    return exit_code(grades)
