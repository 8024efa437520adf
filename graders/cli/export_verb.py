"""`export`: writes grades in the formats of other systems."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.options import echo_json, json_option, language_option, profile_option

if TYPE_CHECKING:
    from graders.domain.assignment import Assignment
    from graders.domain.grade import Grade
    from graders.intake.roster import Roster
    from graders.reports.exports.base import Exported
    from graders.reports.messages.text import Language

_RUNNER_VARIABLES = ("CLASSROOM", "ASSIGNMENT", "SUBMISSION_TAG", "USERNAME", "COMMIT_URL",
                     "RELEASE_URL", "REVIEW_URL")  # fmt: skip


@click.command("export", help="Write the current grades for another system; trains nothing.")
@click.argument("assignment_id", metavar="ID")
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Choice(
        [
            "moodle",
            "canvas",
            "gradescope",
            "gradescope-autograder",
            "classroom50",
            "github",
            "junit",
            "csv",
            "json",
        ]
    ),
    help="The format.",
)
@click.option(
    "--into",
    "source",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE",
    help="The file that was downloaded from Moodle or Canvas; a copy of it is filled.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=None,
    metavar="FILE|DIR",
    help="Where to write; - is standard output. Nothing that exists is overwritten.",
)
@click.option("--column", default=None, metavar="HEADER", help="The column of points in FILE.")
@click.option("--feedback", is_flag=True, help="Also fill Moodle's feedback comments.")
@click.option("--group", "groups", multiple=True, metavar="G", help="Only this group.")
@click.option("--dry-run", is_flag=True, help="Show what would be written and write nothing.")
@profile_option
@language_option
@json_option
def command(  # noqa: PLR0913, PLR0917 - one entry an option
    assignment_id: str,
    target: str,
    source: Path | None,
    out: Path | None,
    column: str | None,
    groups: tuple[str, ...],
    profile: str | None,
    language: str,
    *,
    feedback: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Write the files and say who got what; exit code 1 when somebody got nothing."""
    import os

    from graders.cli.records import current_grades, require_grades
    from graders.course.workspace import default_workspace
    from graders.intake.roster import read_people, roster_file
    from graders.pipeline.context import load_assignment
    from graders.pipeline.export import export
    from graders.pipeline.export_plan import ExportPlan
    from graders.reports.exports.base import ExportTarget
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    name, grades = current_grades(workspace, assignment, profile)
    if target != ExportTarget.GRADESCOPE_AUTOGRADER:
        require_grades(assignment, name, grades)
    roster = read_people(roster_file(workspace.submissions / assignment.id))
    exported = export(
        ExportPlan(
            workspace=workspace,
            assignment=assignment,
            profile=name,
            grades=_chosen(assignment, grades, roster, groups),
            roster=roster,
            target=ExportTarget(target),
            language=Language(language),
            source=source,
            out=out,
            column=column,
            with_comments=feedback,
            only_groups=groups,
            dry_run=dry_run,
            environment={key: os.environ[key] for key in _RUNNER_VARIABLES if key in os.environ},
        )
    )
    _show(exported, Language(language), as_json=as_json)
    return int(any(row.outcome.needs_a_look for row in exported.rows))


def _show(exported: Exported, language: Language, *, as_json: bool) -> None:
    from graders.reports.exports.view import exported_data, exported_text

    if exported.document is not None and as_json:
        raise click.UsageError("--json needs --out with a file; standard output is taken.")
    if exported.document is not None:
        click.echo(exported.document, nl=False)
        click.echo(exported_text(exported, language), err=True)
    elif as_json:
        echo_json(exported_data(exported, language))
    else:
        click.echo(exported_text(exported, language))


def _chosen(
    assignment: Assignment, grades: dict[str, Grade], roster: Roster, groups: tuple[str, ...]
) -> dict[str, Grade]:
    """Return the grades of the groups that were named, or all.

    Raises:
        UnknownNameError: A group is neither in the roster nor graded.
    """
    from graders.errors import UnknownNameError

    for group in groups:
        if group not in grades and group not in roster.groups:
            raise UnknownNameError(f"group of {assignment.id}", group, {*grades, *roster.groups})
    return {group: grade for group, grade in grades.items() if not groups or group in groups}
