"""`override`: sets a grade by hand, with a reason, and takes it back."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option


@click.command(
    "override",
    help="Set the points of a group's grade by hand, or take that back with --withdraw. What was "
    "computed stays in the record, and the decision stays when the file is graded again.",
)
@click.argument("assignment_id", metavar="ID")
@click.argument("group", metavar="GROUP")
@click.argument("points", metavar="[POINTS]", required=False)
@click.option("--withdraw", is_flag=True, help="Let what was computed count again.")
@click.option("--reason", required=True, help="Why; the group reads it.")
@click.option(
    "--by", default=None, metavar="NAME", help="Who decided; the user of this computer by default."
)
@profile_option
@language_option
@json_option
def command(  # noqa: PLR0913, PLR0917 - one entry an option
    assignment_id: str,
    group: str,
    points: str | None,
    reason: str,
    by: str | None,
    profile: str | None,
    language: str,
    *,
    withdraw: bool,
    as_json: bool,
) -> None:
    """Write the decision and show the grade's history."""
    import getpass
    from datetime import UTC, datetime

    from graders.cli.records import current_grades, require_grades
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment
    from graders.pipeline.override import Decision, override
    from graders.records.gradebook import open_gradebook
    from graders.reports.json_record import grade_to_json
    from graders.reports.messages.text import Language
    from graders.reports.override_view import history_table

    if withdraw == (points is not None):
        raise click.UsageError("give either POINTS or --withdraw.")
    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, name, grades)
    decision = Decision(
        assignment=assignment.id,
        profile=name,
        group=group,
        points=points,
        reason=reason,
        by=by if by is not None else getpass.getuser(),
        now=datetime.now(UTC),
    )
    with open_gradebook(workspace.gradebook) as gradebook:
        grade = override(decision, gradebook)
        history = gradebook.history(assignment.id, group)
    if as_json:
        echo_json(grade_to_json(grade))
        return
    click.echo(history_table([one for one in history if one.profile == name], Language(language)))
    click.echo(f"\npython grader.py report {assignment_id}")
