"""`release`: writes the bundle that students get."""

from __future__ import annotations

from pathlib import Path

import click


@click.command(
    "release", help="Write what students get of an assignment as a zip file; nothing private."
)
@click.argument("assignment_id", metavar="ID")
@click.option(
    "--out",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.zip",
    default=None,
    help="Where to write; ./ID.zip when left out.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["es", "en", "both"]),
    default="both",
    show_default=True,
    help="Language of the handouts.",
)
def command(assignment_id: str, target: Path | None, language: str) -> None:
    """Check the public files, write the bundle, and list what is in it."""
    from graders.course.workspace import default_workspace
    from graders.errors import UsageError
    from graders.pipeline.release import make_release
    from graders.reports.messages.text import Language

    languages = list(Language) if language == "both" else [Language(language)]
    written = target or Path(f"{assignment_id}.zip")
    if written.suffix != ".zip":
        raise UsageError(f"{written} does not end in .zip; a release is a zip file.")
    release = make_release(default_workspace(), assignment_id, languages)
    written.parent.mkdir(parents=True, exist_ok=True)
    written.write_bytes(release.content)
    for name in release.names:
        click.echo(f"{assignment_id}/{name}")
    click.echo(f"{written}: {len(release.names)} files; nothing private is in them.")
