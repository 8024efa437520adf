"""`grade`: grades what is new or changed."""

from __future__ import annotations

import click

from graders.cli.options import (
    grading_options,
    json_option,
    language_option,
    profile_option,
)


@click.command("grade", help="Grade the groups of an assignment; goes on where it was interrupted.")
@click.argument("assignment_id", metavar="ID")
@click.option(
    "--group", "groups", multiple=True, metavar="GROUP", help="Only this group; may be repeated."
)
@profile_option
@grading_options
@language_option
@json_option
def command(assignment_id: str, language: str, *, as_json: bool, **options: object) -> int:
    """Grade, show live progress, print the table; exit code 5 when the grader failed for one."""
    from graders.cli.grading import (
        exit_code,
        grade_with_progress,
        note_mixed_machines,
        note_unchecked_machine,
    )
    from graders.course.workspace import default_workspace
    from graders.pipeline.grade_class import ClassPlan
    from graders.reports.messages.text import Language
    from graders.reports.terminal import grade_table

    plan = ClassPlan(workspace=default_workspace(), assignment_id=assignment_id, **options)  # type: ignore[arg-type]
    graded = grade_with_progress(plan, Language(language), as_json=as_json)
    if not as_json:
        click.echo(grade_table(graded.grades, Language(language), graded.context.assignment))
        click.echo(
            f"\npython grader.py explain {assignment_id} GROUP"
            f"   ·   python grader.py report {assignment_id}"
        )
    note_unchecked_machine(plan, graded.standing)
    note_mixed_machines(plan, graded.grades)
    return exit_code(graded.grades)
