"""CPU time and memory of a worker and everything it started, as the parent sees them."""

from __future__ import annotations

import contextlib
import signal

import psutil


class ProcessTree:
    """The processes below one that we started.

    Args:
        pid: The process we started.

    Attributes:
        cpu_seconds: CPU time of all processes seen so far.
        memory_mib: Proportional memory at the last measurement.
        peak_memory_mib: Largest proportional memory measured.
    """

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)
        self._cpu_by_pid: dict[int, float] = {}
        self.memory_mib = 0.0
        self.peak_memory_mib = 0.0

    @property
    def cpu_seconds(self) -> float:
        """CPU time of all processes seen so far."""
        return sum(self._cpu_by_pid.values())

    def measure(self) -> None:
        """Read CPU time and memory of every living process of the tree."""
        total = 0.0
        for process in self._members():
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                self._cpu_by_pid[process.pid] = times.user + times.system
                total += _proportional_mib(process)
        self.memory_mib = total
        self.peak_memory_mib = max(self.peak_memory_mib, total)

    def signal_youngest(self, number: signal.Signals) -> None:
        """Send a signal to the process that was started last: the worker itself."""
        members = self._members()
        if members:
            with contextlib.suppress(psutil.Error):
                members[-1].send_signal(number)

    def kill(self) -> None:
        """Kill every living process of the tree."""
        for process in reversed(self._members()):
            with contextlib.suppress(psutil.Error):
                process.kill()

    def _members(self) -> list[psutil.Process]:
        with contextlib.suppress(psutil.Error):
            return [self._root, *self._root.children(recursive=True)]
        return []


def _proportional_mib(process: psutil.Process) -> float:
    """Proportional set size: pages shared with other workers count once among them."""
    try:
        return float(process.memory_full_info().pss) / 2**20
    except (psutil.AccessDenied, AttributeError):
        return float(process.memory_info().rss) / 2**20
