"""`list`: the assignments."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option, language_option


@click.command("list", help="List the assignments.")
@language_option
@json_option
def command(language: str, *, as_json: bool) -> None:
    """Print one line per assignment."""
    from tabulate import tabulate

    from graders.course.assignment_file import find_assignments
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment

    workspace = default_workspace()
    found = [load_assignment(workspace, name) for name in find_assignments(workspace.assignments)]
    rows = [
        {
            "id": assignment.id,
            "title": assignment.title[language],
            "profiles": ", ".join(assignment.profiles),
            "due": assignment.due.isoformat() if assignment.due else None,
        }
        for assignment in found
    ]
    if as_json:
        echo_json(rows)
        return
    click.echo(tabulate(rows, headers="keys", missingval="-"))
