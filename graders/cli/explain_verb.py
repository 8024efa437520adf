"""`explain`: one grade, line by line, from its record."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option


@click.command("explain", help="Explain a group's grade line by line, from the record.")
@click.argument("assignment_id", metavar="ID")
@click.argument("group", metavar="GROUP")
@profile_option
@click.option("--demo", is_flag=True, help="Look in the demo's gradebook.")
@language_option
@json_option
def command(
    assignment_id: str, group: str, profile: str | None, language: str, *, demo: bool, as_json: bool
) -> None:
    """Print every criterion with what was measured, what was needed, and what to try."""
    from dataclasses import replace

    from graders.cli.records import current_grades, require_grades
    from graders.course.workspace import bundled_workspace, default_workspace
    from graders.errors import UnknownNameError
    from graders.pipeline.context import load_assignment
    from graders.reports.base import GroupReport
    from graders.reports.json_record import grade_to_json
    from graders.reports.messages.text import Language
    from graders.reports.review_view import review_text
    from graders.reports.terminal import explain_text

    workspace = default_workspace()
    if demo:
        workspace = replace(bundled_workspace(), var=workspace.var / "demo")
    assignment = load_assignment(workspace, assignment_id)
    used, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, used, grades)
    if group not in grades:
        raise UnknownNameError("graded group", group, grades)
    if as_json:
        echo_json(grade_to_json(grades[group]))
        return
    report = GroupReport(assignment=assignment, grade=grades[group], language=Language(language))
    click.echo(explain_text(report))
    flags = review_text(report.grade, report.language, assignment)
    if flags:
        click.echo(f"\n{flags}")
