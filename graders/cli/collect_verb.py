"""`collect`: imports what was handed in elsewhere."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.options import echo_json, json_option, language_option


@click.command("collect", help="Import what was handed in elsewhere: a folder or an archive.")
@click.argument("source", metavar="SOURCE", type=click.Path(path_type=Path))
@click.option("--assignment", "assignment_id", required=True, metavar="ID")
@click.option(
    "--from",
    "kind",
    type=click.Choice(["auto", "moodle", "canvas", "gradescope", "nbgrader", "folders"]),
    default="auto",
    show_default=True,
    help="Whose download it is.",
)
@click.option("--dry-run", is_flag=True, help="Show what would happen and write nothing.")
@language_option
@json_option
def command(
    source: Path, assignment_id: str, kind: str, language: str, *, dry_run: bool, as_json: bool
) -> int:
    """Import each entry that is clear, and say of each other one what to mend."""
    from datetime import UTC, datetime

    from graders.course.workspace import default_workspace
    from graders.domain.collected import Outcome, SourceKind
    from graders.pipeline.collect import CollectPlan, collect
    from graders.reports.collect_view import collected_data, collected_text
    from graders.reports.messages.text import Language

    collected = collect(
        CollectPlan(
            workspace=default_workspace(),
            assignment_id=assignment_id,
            source=source,
            kind=None if kind == "auto" else SourceKind(kind),
            dry_run=dry_run,
            now=datetime.now(UTC),
        )
    )
    if as_json:
        echo_json(collected_data(collected, Language(language)))
    else:
        click.echo(collected_text(collected, Language(language)))
    return int(collected.count(Outcome.PROBLEM) > 0)
