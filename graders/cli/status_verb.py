"""`status`: what is graded, pending, changed or needs a rerun."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option


@click.command("status", help="Show where every group stands; all assignments when ID is left out.")
@click.argument("assignment_id", metavar="[ID]", required=False)
@profile_option
@click.option(
    "--follow", is_flag=True, help="Show the batch that runs in another terminal until it ends."
)
@language_option
@json_option
def command(
    assignment_id: str | None, profile: str | None, language: str, *, follow: bool, as_json: bool
) -> int:
    """Compare what was handed in with what is graded."""
    if follow:
        return _follow(assignment_id, profile, language)
    from graders.cli.records import current_grades
    from graders.course.assignment_file import find_assignments
    from graders.course.workspace import default_workspace
    from graders.pipeline.batch_status import batch_status
    from graders.pipeline.context import load_assignment
    from graders.reports.messages.text import Language
    from graders.reports.terminal import status_table

    workspace = default_workspace()
    names = [assignment_id] if assignment_id else list(find_assignments(workspace.assignments))
    shown = {}
    for name in names:
        assignment = load_assignment(workspace, name)
        used, grades = current_grades(workspace, assignment, profile)
        rows = batch_status(workspace, assignment, grades)
        shown[name] = [
            {
                "group": row.group,
                "profile": used,
                "state": str(row.state),
                "received_at": row.received_at,
                "points": row.grade.points if row.grade else None,
                "flags": [flag.code for flag in row.grade.flags] if row.grade else [],
            }
            for row in rows
        ]
        if not as_json:
            click.echo(f"{assignment.title[language]} ({name}, {used})")
            click.echo(status_table(rows, Language(language)))
    if as_json:
        echo_json(shown)
    return 0


def _follow(assignment_id: str | None, profile: str | None, language: str) -> int:
    """Show a running batch; exit code 1 when none runs or it is killed."""
    from graders.cli.following import follow
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import choose_profile, load_assignment
    from graders.reports.messages.text import Language

    if assignment_id is None:
        raise click.UsageError("--follow needs the ID of an assignment.")
    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    chosen = choose_profile(assignment, profile)
    return follow(workspace, assignment_id, chosen.name, Language(language))
