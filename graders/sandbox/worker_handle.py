"""How a parent measures, asks and ends a worker; a process and a container differ here only."""

from __future__ import annotations

import signal
from typing import Protocol

from graders.sandbox.process_tree import ProcessTree


class WorkerHandle(Protocol):
    """A running worker as the supervisor sees it."""

    @property
    def tree(self) -> ProcessTree | None:
        """Its processes; None where this machine does not show them (yet)."""

    def ask_for_line(self) -> None:
        """Make the interpreter print where it is."""

    def end(self) -> bool:
        """Kill everything that is left of it; returns whether the kernel killed it for memory."""


class ProcessHandle:
    """A worker below a process that we started.

    Args:
        tree: The process and everything below it.
    """

    def __init__(self, tree: ProcessTree) -> None:
        self._tree = tree

    @property
    def tree(self) -> ProcessTree | None:
        """The process and everything below it."""
        return self._tree

    def ask_for_line(self) -> None:
        """Signal the youngest process, which is the worker."""
        self._tree.signal_youngest(signal.SIGUSR1)

    def end(self) -> bool:
        """Kill the whole tree; a process cannot tell who else may have killed it."""
        self._tree.kill()
        return False
