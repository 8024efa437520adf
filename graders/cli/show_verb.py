"""`show`: one assignment's rubric, budget and deadline."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option, language_option


@click.command("show", help="Show an assignment's rubric, budget and deadline.")
@click.argument("assignment_id", metavar="ID")
@language_option
@json_option
def command(assignment_id: str, language: str, *, as_json: bool) -> None:
    """Print the assignment's facts and its rubric."""
    from dataclasses import asdict

    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment
    from graders.reports.course_text import assignment_text
    from graders.reports.messages.text import Language

    assignment = load_assignment(default_workspace(), assignment_id)
    if as_json:
        echo_json(asdict(assignment))
        return
    click.echo(assignment_text(assignment, Language(language)))
