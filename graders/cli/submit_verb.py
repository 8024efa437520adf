"""`submit`: stores a file as received and prints the receipt."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.options import echo_json, json_option, language_option


@click.command("submit", help="Hand in FILE for a group and print the receipt.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--assignment", "assignment_id", required=True, metavar="ID")
@click.option("--group", required=True, metavar="GROUP")
@language_option
@json_option
def command(file: Path, assignment_id: str, group: str, language: str, *, as_json: bool) -> None:
    """Store the file and show hash, time, and whether it is late."""
    from datetime import UTC, datetime

    from graders.course.workspace import default_workspace
    from graders.intake.discovery import HandedIn
    from graders.intake.reading import read_submission
    from graders.intake.store import store_submission
    from graders.pipeline.context import load_assignment
    from graders.reports.messages.text import Language
    from graders.reports.terminal import problems_text, receipt_text

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    receipt = store_submission(
        file,
        workspace.submissions / assignment.id,
        group=group,
        now=datetime.now(UTC),
        due=assignment.due,
    )
    if as_json:
        echo_json(receipt.as_json() if hasattr(receipt, "as_json") else receipt)
        return
    click.echo(receipt_text(receipt_rows(receipt), Language(language)))
    submission = read_submission(
        HandedIn(group=group, path=receipt.stored_at, received_at=receipt.received_at), assignment
    )
    if submission.fatal_problems:
        click.echo(problems_text(submission, Language(language)))
