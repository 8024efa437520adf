"""Picks the executor that fits this machine, and refuses where none contains student code."""

from __future__ import annotations

from graders.errors import ExecutorUnavailableError
from graders.sandbox.bubblewrap import BubblewrapExecutor
from graders.sandbox.executor import Executor
from graders.sandbox.local import LocalExecutor


def choose_executor(*, trust_submissions: bool = False) -> Executor:
    """Return bubblewrap where it works; without it, only on explicit trust, no sandbox.

    Raises:
        ExecutorUnavailableError: No sandbox works and the submissions are not trusted.
    """
    if trust_submissions:
        return LocalExecutor()
    try:
        return BubblewrapExecutor()
    except ExecutorUnavailableError as error:
        raise ExecutorUnavailableError(
            f"{error.message} Other people's code is not run without one.",
            hint=f"{error.hint} (or pass --trust-submissions if every file is your own).",
        ) from None


def sandbox_if_there_is_one() -> Executor:
    """Return bubblewrap where it works, else no sandbox: for a student's own file only."""
    try:
        return BubblewrapExecutor()
    except ExecutorUnavailableError:
        return LocalExecutor()
