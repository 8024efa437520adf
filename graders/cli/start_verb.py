"""`start`: copies what a student begins with."""

from __future__ import annotations

from pathlib import Path

import click

from graders.cli.options import language_option

_GIVEN = ("handout.{language}.md", "starter.py", "starter.ipynb")


@click.command("start", help="Copy an assignment's handout and starter into DIR (default: ./ID).")
@click.argument("assignment_id", metavar="ID")
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@language_option
def command(assignment_id: str, folder: Path | None, language: str) -> None:
    """Copy the public files, never overwriting work."""
    import shutil

    from graders.course.assignment_file import assignment_folder
    from graders.course.workspace import default_workspace
    from graders.errors import UsageError

    source = assignment_folder(default_workspace().assignments, assignment_id)
    target = folder or Path(assignment_id)
    names = [name.format(language=language) for name in _GIVEN]
    taken = [name for name in names if (target / name).exists()]
    if taken:
        raise UsageError(
            f"{target} already holds {', '.join(taken)}; nothing was copied.",
            hint="Name another folder, or move those files away.",
        )
    target.mkdir(parents=True, exist_ok=True)
    for name in names:
        shutil.copyfile(source / name, target / name)
        click.echo(f"{target / name}")
    said = {
        "es": "Siguiente paso: editar {file} y ejecutar  python grader.py check {file}",
        "en": "Next: edit {file} and run  python grader.py check {file}",
    }
    click.echo(said[language].format(file=target / "starter.py"))
