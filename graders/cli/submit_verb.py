"""`submit`: stores a file as received and prints the receipt."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.options import json_option, language_option


@click.command("submit", help="Hand in FILE for a group and print the receipt.")
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--assignment", "assignment_id", required=True, metavar="ID")
@click.option("--group", required=True, metavar="GROUP")
@language_option
@json_option
def command(file: Path, assignment_id: str, group: str, language: str, *, as_json: bool) -> None:
    """Store the file and show hash, time, and whether it is late."""
    import json
    from datetime import UTC, datetime

    from graders.course.workspace import default_workspace
    from graders.errors import CourseError
    from graders.intake.discovery import HandedIn
    from graders.intake.reading import read_submission
    from graders.intake.store import store_submission
    from graders.pipeline.context import load_assignment
    from graders.pipeline.late_work import deadline_of
    from graders.reports.course_text import receipt_text, unfit_text
    from graders.reports.messages.catalog import date_text
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    try:
        due = deadline_of(workspace, assignment, group)
    except CourseError:
        # A mistake of the teacher keeps nobody from handing in.
        due = assignment.due
    receipt = store_submission(
        file,
        workspace.submissions / assignment.id,
        group=group,
        now=datetime.now(UTC),
        due=due,
    )
    if as_json:
        click.echo(receipt.as_json(), nl=False)
        return
    shown = Language(language)
    facts = {**json.loads(receipt.as_json()), "when": date_text(receipt.received_at, shown)}
    click.echo(receipt_text(facts, shown))
    handed_in = HandedIn(group=group, path=receipt.stored_at, received_at=receipt.received_at)
    rule = assignment.submission.attempt
    unfit = unfit_text(read_submission(handed_in, assignment), shown, rule=rule)
    if unfit:
        click.echo(f"\n{unfit}")
