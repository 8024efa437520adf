"""`similarity`: which submissions are suspiciously alike."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from graders.cli.options import echo_json, json_option, language_option

if TYPE_CHECKING:
    from graders.course.workspace import Workspace
    from graders.domain.assignment import Assignment
    from graders.domain.similarity import SimilarityFindings
    from graders.pipeline.find_similar import SimilarityPlan
    from graders.reports.messages.text import Language

NEEDS_A_LOOK = 1


@click.command(
    "similarity",
    help="Find submissions that are suspiciously alike, or like a private solution: a reason to "
    "look, not proof. Nothing is run.",
)
@click.argument("assignment_id", metavar="ID")
@click.option(
    "--group",
    "groups",
    multiple=True,
    metavar="GROUP",
    help="Only pairs with this group; may be repeated.",
)
@click.option(
    "--threshold",
    type=click.FloatRange(0.0, 1.0, min_open=True),
    default=0.6,
    show_default=True,
    help="Share of a file's own code, from 0 to 1, from which on a pair is shown.",
)
@click.option(
    "--with",
    "others",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="FOLDER",
    help="Compare also with an earlier term's submissions, or with solutions found elsewhere: one "
    "file or folder each; may be repeated.",
)
@click.option(
    "--export",
    type=(click.Choice(["dolos", "jplag"]), click.Path(path_type=Path, file_okay=False)),
    metavar="dolos|jplag DIR",
    default=None,
    help="Write the files as another tool reads them, into a folder that does not exist yet.",
)
@language_option
@json_option
def command(  # noqa: PLR0913 - one parameter for each option
    assignment_id: str,
    groups: tuple[str, ...],
    threshold: float,
    others: tuple[Path, ...],
    export: tuple[str, Path] | None,
    language: str,
    *,
    as_json: bool,
) -> int:
    """Compare, write the pages, print the pairs; exit code 1 when there is a pair to look at."""
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment
    from graders.pipeline.find_similar import SimilarityPlan, find_similar
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    plan = SimilarityPlan(
        workspace=workspace,
        assignment_id=assignment.id,
        threshold=threshold,
        groups=groups,
        others=others,
        max_code_bytes=assignment.submission.max_file_kib * 1024,
    )
    if export:
        _export(plan, *export)
    findings = find_similar(plan)
    page = _write_pages(workspace, assignment, findings, Language(language))
    _show(findings, page, Language(language), as_json=as_json)
    return NEEDS_A_LOOK if findings.clusters else 0


def _write_pages(
    workspace: Workspace, assignment: Assignment, findings: SimilarityFindings, language: Language
) -> Path:
    from datetime import UTC, datetime

    from graders.pipeline.write_similarity import write_similarity
    from graders.reports.similarity_view import SimilarityReport

    report = SimilarityReport(
        assignment=assignment,
        findings=findings,
        language=language,
        generated_at=datetime.now(UTC),
    )
    return write_similarity(workspace, report)


def _export(plan: SimilarityPlan, tool: str, folder: Path) -> None:
    from graders.pipeline.export_similarity import export_dolos, export_jplag

    write = export_dolos if tool == "dolos" else export_jplag
    count = write(plan, folder)
    click.echo(f"{folder}: {count} files for {tool}", err=True)


def _show(findings: SimilarityFindings, page: Path, language: Language, *, as_json: bool) -> None:
    from graders.reports.messages import catalog
    from graders.reports.similarity_view import apart_text, similarity_json, similarity_table

    if as_json:
        echo_json(similarity_json(findings, str(page)))
        return
    click.echo(similarity_table(findings, language))
    apart = apart_text(findings, language)
    if apart:
        click.echo(f"\n{apart}")
    click.echo(f"\n{catalog.text('similarity.said', language, {'page': str(page)})}")
