"""Picks the executor that fits this machine, and refuses where none contains student code."""

from __future__ import annotations

import os
from typing import Final

from graders.errors import ExecutorUnavailableError, UnknownNameError
from graders.sandbox.bubblewrap import BubblewrapExecutor
from graders.sandbox.container import IMAGE_VARIABLE, ContainerExecutor
from graders.sandbox.executor import Executor
from graders.sandbox.local import LocalExecutor
from graders.sandbox.warm_bubblewrap import WarmBubblewrapExecutor

EXECUTORS: Final = ("bubblewrap", "bubblewrap-cold", "podman", "docker")
"""Executors that contain student code, the preferred one first."""

EXECUTOR_VARIABLE: Final = "GRADER_EXECUTOR"


def open_executor(name: str) -> Executor:
    """Return the executor called `name`, ready for use.

    Raises:
        UnknownNameError: There is no such executor.
        ExecutorUnavailableError: It does not work here; says what mends it.
    """
    if name not in EXECUTORS:
        raise UnknownNameError("executor", name, EXECUTORS)
    if name == "bubblewrap":
        return WarmBubblewrapExecutor()
    if name == "bubblewrap-cold":
        return BubblewrapExecutor()
    return ContainerExecutor(name, os.environ.get(IMAGE_VARIABLE, ""))


def choose_executor(*, trust_submissions: bool = False) -> Executor:
    """Return the executor that `GRADER_EXECUTOR` names, or the first that works.

    Without one, only explicit trust runs submissions, in no sandbox.

    Raises:
        UnknownNameError: The variable names no executor.
        ExecutorUnavailableError: No sandbox works and the submissions are not trusted.
    """
    if trust_submissions:
        return LocalExecutor()
    try:
        return _first_that_works()
    except ExecutorUnavailableError as error:
        raise ExecutorUnavailableError(
            f"{error.message} Other people's code is not run without one.",
            hint=f"{error.hint} (or pass --trust-submissions if every file is your own).",
        ) from None


def sandbox_if_there_is_one() -> Executor:
    """Return an executor that contains where there is one, else none: for one's own file only."""
    try:
        return _first_that_works()
    except ExecutorUnavailableError:
        return LocalExecutor()


def _first_that_works() -> Executor:
    named = os.environ.get(EXECUTOR_VARIABLE)
    if named:
        return open_executor(named)
    refusals = []
    for name in EXECUTORS:
        try:
            return open_executor(name)
        except ExecutorUnavailableError as error:
            refusals.append(error)
    # The remedy of the preferred one: it is the lightest to install.
    raise refusals[0]
