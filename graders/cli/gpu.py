"""What the command line says of GPUs: which device a verb takes, and how one does here."""

from __future__ import annotations

import click


def take_device(context: click.Context, _option: click.Parameter, requested: str) -> str:
    """Turn `auto` into the device that works here; the GPU is tried where there is one.

    Raises:
        DeviceUnavailableError: A GPU was asked for and cannot be used.
    """
    if requested == "cpu":
        return requested
    from graders.sandbox.choose import sandbox_if_there_is_one
    from graders.sandbox.gpu import gpu_devices, settle_device
    from graders.sandbox.local import LocalExecutor

    if requested == "auto" and not gpu_devices():
        return "cpu"
    if gpu_devices():
        click.echo(f"grader: trying {gpu_devices()[0]} in the sandbox …", err=True)
    trusts = context.params.get("trust_submissions", False)
    device, why = settle_device(requested, LocalExecutor() if trusts else sandbox_if_there_is_one())
    if why:
        click.echo(
            f"grader: note: training on the CPU, because {why}. "
            "To examine the GPU: python grader.py doctor --gpu",
            err=True,
        )
    return device


def examine_gpu(executor_name: str | None, *, as_json: bool) -> int:
    """Train a small network on the GPU twice, in the sandbox, and tell how it went."""
    from dataclasses import asdict

    from graders.cli.options import echo_json
    from graders.sandbox.choose import choose_executor, open_executor
    from graders.sandbox.gpu import gpu_devices, try_gpu

    executor = open_executor(executor_name) if executor_name else choose_executor()
    devices = gpu_devices()
    if not devices:
        click.echo("limited  gpu: no NVIDIA device (/dev/nvidia0); trainings run on the CPU")
        return 1
    click.echo(f"trying {', '.join(devices)} in the sandbox ({executor.isolation}) …", err=True)
    finding = try_gpu(executor, trains=True)
    if as_json:
        echo_json({"devices": devices, "isolation": executor.isolation, **asdict(finding)})
        return int(not (finding.usable and finding.repeats))
    click.echo(f"ok       devices: {', '.join(devices)}")
    if not finding.usable:
        why = finding.problem or f"{finding.backend} sees no GPU"
        click.echo(f"BROKEN   gpu in the sandbox: {why}")
        click.echo("         → see docs/gpu.md; until then trainings run on the CPU")
        return 1
    click.echo(f"ok       gpu in the sandbox: {finding.backend} sees {', '.join(finding.gpus)}")
    times = " and ".join(f"{seconds} s" for seconds in finding.seconds)
    if finding.repeats:
        click.echo(f"ok       repeatability: two trainings ({times}) gave equal weights")
        return 0
    click.echo(f"limited  repeatability: two trainings ({times}) gave different weights")
    click.echo("         → equal files may get unequal points here; grade on the CPU")
    return 1
