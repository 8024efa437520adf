"""`check`: the student's self-check."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.options import echo_json, json_option, language_option


@click.command(
    "check", help="Check FILE: does it load, build, train for one short epoch, fit the budget?"
)
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--assignment",
    "assignment_id",
    metavar="ID",
    default=None,
    help="The assignment; needed only when there are several.",
)
@language_option
@json_option
def command(file: Path, assignment_id: str | None, language: str, *, as_json: bool) -> int:
    """Say what can be told before grading; exit code 1 when the file cannot be graded."""
    from graders.course.workspace import default_workspace
    from graders.domain.events import BatchEvent, StageChanged
    from graders.domain.verdict import Stage, Verdict
    from graders.pipeline.context import load_assignment
    from graders.pipeline.self_check import check_file
    from graders.reports.json_record import grade_to_json
    from graders.reports.messages.catalog import stage_text
    from graders.reports.messages.text import Language
    from graders.reports.self_check import self_check_text

    workspace = default_workspace()
    assignment = load_assignment(
        workspace, assignment_id or _only_assignment(workspace.assignments)
    )
    seen: set[Stage] = set()

    def show(event: BatchEvent) -> None:
        stage = event.stage if isinstance(event, StageChanged) else None
        if stage and stage not in seen and not as_json:
            seen.add(stage)
            click.echo(f"… {stage_text(stage, Language(language))}", err=True)

    if not as_json:
        click.echo(f"… {file}", err=True)
    checked = check_file(workspace, assignment, file, show)
    if as_json:
        echo_json(grade_to_json(checked.grade))
    else:
        click.echo(self_check_text(checked.grade, checked.budgets, Language(language), assignment))
    evidence = checked.grade.evidence
    return int(evidence is None or evidence.verdict is not Verdict.COMPLETED)


def _only_assignment(folder: Path) -> str:
    from graders.course.assignment_file import find_assignments
    from graders.errors import UsageError

    names = find_assignments(folder)
    if len(names) != 1:
        raise UsageError(
            "Which assignment?", hint=f"Add --assignment with one of: {', '.join(names)}."
        )
    return names[0]
