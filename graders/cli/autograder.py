"""Checks one submission within Gradescope; `run_autograder` of the exported zip file starts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from graders.cli.options import language_option

_SUFFIXES = (".py", ".ipynb")
_SHOWN = 10


@click.command("autograder")
@click.argument("assignment_id", metavar="ID")
@click.option("--submission", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--results", type=click.Path(path_type=Path, dir_okay=False), required=True)
@language_option
def command(assignment_id: str, submission: Path, results: Path, language: str) -> None:
    """Write `results.json`: what can be told before grading, and no points."""
    from graders.reports.exports.gradescope import as_json

    results.parent.mkdir(parents=True, exist_ok=True)
    results.write_bytes(as_json(_results(assignment_id, submission, language)))


def _results(assignment_id: str, submission: Path, language: str) -> dict[str, Any]:
    from graders.course.workspace import default_workspace
    from graders.pipeline.context import load_assignment
    from graders.pipeline.self_check import check_file
    from graders.reports.exports.gradescope import check_results, plain_results
    from graders.reports.messages.catalog import text
    from graders.reports.messages.text import Language
    from graders.reports.self_check import self_check_text

    spoken = Language(language)
    files = _candidates(submission)
    if len(files) != 1:
        names = ", ".join(path.name for path in files[:_SHOWN]) or "—"
        return plain_results(text("export.autograder.one_file", spoken, {"files": names}))
    workspace = default_workspace()
    assignment = load_assignment(workspace, assignment_id)
    checked = check_file(workspace, assignment, files[0], lambda _event: None)
    said = self_check_text(checked.grade, checked.budgets, spoken, assignment)
    head = text("export.autograder.head", spoken)
    return check_results(checked.grade, assignment, f"{head}\n\n{said}", spoken)


def _candidates(folder: Path) -> list[Path]:
    """Return the files that may be the submission; links and hidden files are none."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file()
        and not path.is_symlink()
        and not path.name.startswith(".")
        and path.suffix.lower() in _SUFFIXES
    )


if __name__ == "__main__":
    command()
