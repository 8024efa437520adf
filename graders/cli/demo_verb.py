"""`demo`: grades the bundled example classes on data made by code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graders.cli.options import grading_options, language_option

if TYPE_CHECKING:
    from graders.domain.grade import Grade
    from graders.pipeline.grade_class import ClassPlan
    from graders.reports.messages.text import Language

PROFILE = "embedded"
# Published on purpose: everybody's demo shows the same grades. A course has a secret of its own.
SECRET = b"the demo has no secret"


@click.command(
    "demo", help="Grade the bundled example classes on embedded data and write their reports."
)
@grading_options
@language_option
def command(language: str, **options: object) -> int:
    """Grade the invented groups of every assignment and say where the reports are."""
    import time
    from dataclasses import replace
    from datetime import UTC, datetime

    from graders.cli.grading import exit_code
    from graders.course.workspace import bundled_workspace
    from graders.pipeline.grade_class import ClassPlan
    from graders.pipeline.make_reports import refresh_index
    from graders.reports.messages.catalog import text
    from graders.reports.messages.text import Language
    from graders.reports.progress_lines import duration

    bundled = bundled_workspace()
    workspace = replace(bundled, var=bundled.var / "demo")
    # One training of each file shows everything in a few minutes; a course takes several.
    options["num_runs"] = options["num_runs"] or 1
    words = Language(language)
    exit_codes, took = [], {}
    for assignment_id in _bundled():
        began = time.monotonic()
        plan = ClassPlan(
            workspace=workspace,
            assignment_id=assignment_id,
            profile=PROFILE,
            secret=SECRET,
            **options,  # type: ignore[arg-type]
        )
        exit_codes.append(exit_code(_grade_and_report(plan, words)))
        took[assignment_id] = duration(time.monotonic() - began)
    index = refresh_index(workspace, words, datetime.now(UTC))
    for assignment_id, seconds in took.items():
        click.echo(text("demo.took", words, {"assignment": assignment_id, "time": seconds}))
    click.echo("\n" + text("demo.index", words, {"path": str(index)}))
    return max(exit_codes, default=0)


def _grade_and_report(plan: ClassPlan, language: Language) -> list[Grade]:
    from datetime import UTC, datetime

    from graders.cli.grading import grade_with_progress
    from graders.pipeline.make_reports import ReportPlan, make_reports, units_of
    from graders.reports.terminal import grade_table

    graded = grade_with_progress(plan, language, as_json=False)
    grades, context = list(graded.grades), graded.context
    page = make_reports(
        ReportPlan(
            workspace=plan.workspace,
            assignment=context.assignment,
            profile=PROFILE,
            units=units_of(context),
            language=language,
            now=datetime.now(UTC),
        ),
        grades,
    )
    title = context.assignment.title[str(language)]
    click.echo(f"\n{title}\n\n{grade_table(grades, language, context.assignment)}\n\n{page}\n")
    return grades


def _bundled() -> tuple[str, ...]:
    """Assignments that ship with submissions, in the order they are taught."""
    from graders.course.assignment_file import find_assignments
    from graders.course.workspace import PROJECT
    from graders.intake.discovery import discover
    from graders.pipeline.make_reports import assignment_order

    found = [
        name
        for name in find_assignments(PROJECT / "assignments")
        if (PROJECT / "submissions" / name).is_dir() and discover(PROJECT / "submissions" / name)
    ]
    return tuple(sorted(found, key=assignment_order))
