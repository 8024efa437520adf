"""`history`: every grade a group was ever given."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option


@click.command(
    "history", help="Show every grade a group was given: when, how, by whom and why; newest last."
)
@click.argument("assignment_id", metavar="ID")
@click.argument("group", metavar="GROUP")
@profile_option
@language_option
@json_option
def command(
    assignment_id: str, group: str, profile: str | None, language: str, *, as_json: bool
) -> None:
    """Print the group's line in the gradebook through time."""
    from graders.cli.records import current_grades, require_grades
    from graders.course.workspace import default_workspace
    from graders.errors import UnknownNameError
    from graders.pipeline.context import load_assignment
    from graders.records.gradebook import open_gradebook
    from graders.reports.messages.text import Language
    from graders.reports.override_view import history_json, history_table

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, name, grades)
    if group not in grades:
        raise UnknownNameError("graded group", group, grades)
    with open_gradebook(workspace.gradebook) as gradebook:
        history = [one for one in gradebook.history(assignment.id, group) if one.profile == name]
    if as_json:
        echo_json(history_json(history))
        return
    click.echo(history_table(history, Language(language)))
