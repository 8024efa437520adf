"""`publish`: freezes what groups get, and checks what was frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option

if TYPE_CHECKING:
    from graders.course.workspace import Workspace
    from graders.domain.assignment import Assignment
    from graders.reports.messages.text import Language


@click.command(
    "publish",
    help="Freeze what groups get: a numbered folder with each group's page and a manifest, never "
    "overwritten. Nothing private is in it, or nothing is written.",
)
@click.argument("assignment_id", metavar="ID")
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    default=None,
    help="Where the numbered folders go; var/published/ID when left out.",
)
@click.option(
    "--all", "with_all", is_flag=True, help="Also grades that need a person or another run."
)
@click.option("--index", "with_index", is_flag=True, help="Also a class page, for the staff.")
@click.option(
    "--check", "only_check", is_flag=True, help="Only compare what was published with its hashes."
)
@profile_option
@language_option
@json_option
def command(  # noqa: PLR0913 - one entry an option
    assignment_id: str,
    target: Path | None,
    profile: str | None,
    language: str,
    *,
    with_all: bool,
    with_index: bool,
    only_check: bool,
    as_json: bool,
) -> int:
    """Publish or check; exit code 1 when a group is held back or a file is not what it was."""
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    folder = target or workspace.published / assignment.id
    if only_check:
        return _check(assignment.id, folder, Language(language), as_json=as_json)
    return _publish(
        workspace,
        assignment,
        _Asked(
            profile=profile,
            language=Language(language),
            folder=folder,
            with_all=with_all,
            with_index=with_index,
            as_json=as_json,
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    profile: str | None
    language: Language
    folder: Path
    with_all: bool
    with_index: bool
    as_json: bool


def _publish(workspace: Workspace, assignment: Assignment, asked: _Asked) -> int:
    from datetime import UTC, datetime

    from graders.cli.records import current_grades, require_grades
    from graders.cli.report_plan import report_plan
    from graders.pipeline.batch_status import batch_status
    from graders.pipeline.context import choose_profile
    from graders.pipeline.publish import PublishPlan, grades_and_head, publish
    from graders.reports.publish_view import publication_data, publication_text, stale_text

    name, any_grades = current_grades(workspace, assignment, asked.profile)
    require_grades(assignment, name, any_grades)
    used = choose_profile(assignment, name)
    grades, head = grades_and_head(workspace, assignment, name)
    stale = stale_text(batch_status(workspace, assignment, grades), asked.language)
    click.echo(stale or f"{len(grades)} groups …", err=True)
    found = publish(
        PublishPlan(
            report=report_plan(workspace, assignment, used, asked.language, datetime.now(UTC)),
            folder=asked.folder,
            with_all=asked.with_all,
            with_index=asked.with_index,
        ),
        grades,
        head,
    )
    if asked.as_json:
        echo_json(publication_data(found))
    else:
        click.echo(publication_text(found, asked.language))
    return 1 if found.held_back else 0


def _check(assignment_id: str, folder: Path, language: Language, *, as_json: bool) -> int:
    from graders.records.publications import check, publications
    from graders.reports.publish_view import check_data, check_text

    damaged = check(folder)
    count = len(publications(folder))
    if as_json:
        echo_json(check_data(count, damaged))
    else:
        click.echo(check_text(assignment_id, count, damaged, language))
    return 1 if damaged else 0
