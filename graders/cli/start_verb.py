"""`start`: writes what a student begins with."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.options import language_option


@click.command("start", help="Write an assignment's handout and starter into DIR (default: ./ID).")
@click.argument("assignment_id", metavar="ID")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@language_option
def command(assignment_id: str, folder: Path | None, language: str) -> None:
    """Write the public files, never overwriting work."""
    from graders.course.assignment_file import assignment_folder
    from graders.course.public_files import public_files
    from graders.course.workspace import default_workspace
    from graders.errors import UsageError
    from graders.pipeline.context import load_assignment
    from graders.reports.messages.text import Language

    workspace = default_workspace()
    source = assignment_folder(workspace.assignments, assignment_id)
    assignment = load_assignment(workspace, assignment_id)
    files = public_files(source, assignment, [Language(language)])
    target = folder or Path(assignment_id)
    taken = [file.name for file in files if (target / file.name).exists()]
    if taken:
        raise UsageError(
            f"{target} already holds {', '.join(taken)}; nothing was copied.",
            hint="Name another folder, or move those files away.",
        )
    for file in files:
        written = target / file.name
        written.parent.mkdir(parents=True, exist_ok=True)
        written.write_bytes(file.content)
        click.echo(str(written))
    said = {
        "es": "Siguiente paso: editar {file} y ejecutar  {command}",
        "en": "Next: edit {file} and run  {command}",
    }
    starter = target / "starter.py"
    check = f"python grader.py check {starter} --assignment {assignment_id}"
    click.echo(said[language].format(file=starter, command=check))
