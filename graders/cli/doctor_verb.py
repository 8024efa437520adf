"""`doctor`: what works on this machine, what does not, and how to mend it."""

from __future__ import annotations

import click

from graders.cli.options import echo_json, json_option


@click.command("doctor", help="Tell what works on this machine, what does not, and how to mend it.")
@json_option
def command(*, as_json: bool) -> int:
    """Print one line per examined thing; exit code 1 when something is broken."""
    from dataclasses import asdict

    from graders.course.workspace import default_workspace
    from graders.pipeline.doctor import Health, examine

    found = examine(default_workspace())
    if as_json:
        echo_json([asdict(diagnosis) for diagnosis in found])
    else:
        marks = {Health.WORKS: "ok     ", Health.LIMITED: "limited", Health.BROKEN: "BROKEN "}
        for diagnosis in found:
            click.echo(f"{marks[diagnosis.health]}  {diagnosis.name}: {diagnosis.found}")
            if diagnosis.remedy:
                click.echo(f"         → {diagnosis.remedy}")
    return int(any(diagnosis.health is Health.BROKEN for diagnosis in found))
