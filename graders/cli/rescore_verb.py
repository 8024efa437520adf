"""`rescore`: the rubric and anchors of today, applied to stored evidence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option

if TYPE_CHECKING:
    from graders.course.workspace import Workspace
    from graders.domain.assignment import Assignment
    from graders.domain.grade import Grade
    from graders.pipeline.rescore import Rescored


@click.command(
    "rescore",
    help="Judge the stored evidence with the rubric of today: nothing is trained. Shows old and "
    "new first; --apply writes, --undo takes the last rescoring back.",
)
@click.argument("assignment_id", metavar="ID")
@profile_option
@click.option("--apply", "action", flag_value="apply", default=None, help="Write the new grades.")
@click.option(
    "--undo", "action", flag_value="undo", help="Write again what the last rescoring replaced."
)
@language_option
@json_option
def command(
    assignment_id: str, profile: str | None, action: str | None, language: str, *, as_json: bool
) -> None:
    """Print what changes for each group; write it only when asked."""
    from graders.cli.records import current_grades, require_grades
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment
    from graders.pipeline.rescore import apply_rescored, undo_rescore
    from graders.records.gradebook import open_gradebook
    from graders.reports.messages.text import Language
    from graders.reports.rescore_view import rescore_json, rescore_table

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    require_grades(assignment, name, grades)
    written = 0
    with open_gradebook(workspace.gradebook) as gradebook:
        if action == "undo":
            found = undo_rescore(grades, assignment.id, gradebook)
            written = len(found)
        else:
            found = _judged_again(workspace, assignment, name, grades)
            written = apply_rescored(found, gradebook) if action == "apply" else 0
    if as_json:
        echo_json(rescore_json(found, written=written))
        return
    click.echo(rescore_table(found, assignment, Language(language)))
    click.echo(f"\n{_told(action, written, f'{assignment_id} --profile {name}')}")


def _judged_again(
    workspace: Workspace, assignment: Assignment, profile: str, grades: Mapping[str, Grade]
) -> tuple[Rescored, ...]:
    from graders.pipeline.context import choose_profile, make_context
    from graders.pipeline.rescore import rescore
    from graders.sandbox.nothing_runs import NothingRuns

    chosen = choose_profile(assignment, profile)
    context = make_context(workspace, assignment, chosen, executor=NothingRuns(), device="cpu")
    return rescore(grades, context)


def _told(action: str | None, written: int, which: str) -> str:
    if action == "undo":
        return f"{written} grades written again as they were before the last rescoring."
    if action == "apply":
        return f"{written} grades written. Take it back: python grader.py rescore {which} --undo"
    return f"Nothing was written. Write it: python grader.py rescore {which} --apply"
