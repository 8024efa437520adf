"""`doctor`: what works on this machine, what does not, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graders.cli.gpu import examine_gpu
from graders.cli.options import echo_json, json_option

if TYPE_CHECKING:
    from graders.wire.jobs import Device


@click.command("doctor", help="Tell what works on this machine, what does not, and how to mend it.")
@click.option(
    "--sandbox",
    "only_sandbox",
    is_flag=True,
    help="Try to break out of the sandbox in over thirty ways (half a minute).",
)
@click.option(
    "--gpu",
    "only_gpu",
    is_flag=True,
    help="Train on the GPU in the sandbox, twice (a minute); with --sandbox, "
    "try to break out of that sandbox.",
)
@click.option(
    "--executor", help="bubblewrap, bubblewrap-cold, podman or docker; else the one in use."
)
@json_option
def command(*, only_sandbox: bool, only_gpu: bool, executor: str | None, as_json: bool) -> int:
    """Print one line per examined thing; exit code 1 when something is broken."""
    if only_gpu and not only_sandbox:
        return examine_gpu(executor, as_json=as_json)
    if only_sandbox or executor:
        return _try_sandbox(executor, "gpu" if only_gpu else "cpu", as_json=as_json)
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


def _try_sandbox(executor: str | None, device: Device, *, as_json: bool) -> int:
    """Run the conformance suite, a line per check as it ends."""
    from dataclasses import asdict

    from graders.sandbox.choose import choose_executor, open_executor
    from graders.sandbox.conformance.suite import CHECKS, run_suite
    from graders.sandbox.warm_bubblewrap import WarmBubblewrapExecutor

    chosen = open_executor(executor) if executor else choose_executor()
    results = []
    for number, result in enumerate(run_suite(chosen, device), start=1):
        results.append(result)
        if as_json:
            continue
        mark = "BROKEN " if result.problems else "ok     "
        click.echo(f"{mark}{number:>3}/{len(CHECKS)}  {result.group:10} {result.name}")
        for problem in result.problems:
            click.echo(f"         → {problem}")
    broken = sum(bool(result.problems) for result in results)
    if as_json:
        echo_json([asdict(result) for result in results])
    else:
        click.echo(f"{chosen.isolation}: {len(results) - broken} of {len(results)} checks passed")
        if isinstance(chosen, WarmBubblewrapExecutor):
            click.echo(f"warm workers: {chosen.refusal or 'in use'}")
    return int(broken > 0)
