"""Options that several verbs share."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from typing import Any, TypeVar

import click

from graders.cli.gpu import take_device

F = TypeVar("F", bound=Callable[..., Any])


def language_option(function: F) -> F:
    """Add `--lang es|en`; `GRADER_LANG` sets the default."""
    return click.option(
        "--lang",
        "language",
        type=click.Choice(["es", "en"]),
        default=lambda: os.environ.get("GRADER_LANG", "es"),
        show_default="es or $GRADER_LANG",
        help="Language of what students read.",
    )(function)


def json_option(function: F) -> F:
    """Add `--json` for programs that read the output."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")(
        function
    )


def profile_option(function: F) -> F:
    """Add `--profile`."""
    return click.option(
        "--profile",
        metavar="NAME",
        default=None,
        help="embedded, cpu or full; the assignment's default when left out.",
    )(function)


def device_option(function: F) -> F:
    """Add `--device auto|cpu|gpu`."""
    return click.option(
        "--device",
        type=click.Choice(["auto", "cpu", "gpu"]),
        default="auto",
        show_default=True,
        callback=take_device,
        help="Where to train; auto takes a GPU when one works here.",
    )(function)


def jobs_option(function: F) -> F:
    """Add `--jobs N`."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=None,
        help="Trainings at the same time; one per core when left out.",
    )(function)


def grading_options(function: F) -> F:
    """Add what `grade` and `demo` share: jobs, runs, device, rerun, trust."""
    for option in (
        jobs_option,
        click.option(
            "--runs",
            "num_runs",
            type=click.Choice([1, 3, 5, 7, 9]),
            default=None,
            help="Trainings of each submission; what the assignment says when left out.",
        ),
        click.option("--rerun", is_flag=True, help="Train again even where evidence is stored."),
        click.option(
            "--trust-submissions",
            is_flag=True,
            is_eager=True,
            help="Run without a sandbox. Only if every file is your own.",
        ),
    ):
        function = option(function)
    return device_option(function)


def echo_json(value: object) -> None:
    """Print a value as indented JSON."""
    click.echo(json.dumps(value, indent=1, ensure_ascii=False, default=str))
