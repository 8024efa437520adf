"""CPU time, memory and scratch space of a worker and everything it started, seen from outside."""

from __future__ import annotations

import contextlib
import os
import signal
import time
from pathlib import Path
from typing import Final

import psutil

_PAGE_MIB: Final = os.sysconf("SC_PAGE_SIZE") / 2**20
_SCRATCH_FOLDERS: Final = ("scratch", "dev/shm")
# Proportional memory costs the kernel a walk over all pages, some 15 ms for a worker.
_WALK_SECONDS: Final = 5.0
_GROWTH: Final = 1.05


class ProcessTree:
    """The processes below one that we started.

    Args:
        pid: The process we started.
        counts_root: Whether it is measured itself; one that only waits, and shares all its memory
            with a process outside of the job, is not.

    Attributes:
        memory_mib: Proportional memory at the last measurement.
        peak_memory_mib: Largest proportional memory measured.
    """

    def __init__(self, pid: int, *, counts_root: bool = True) -> None:
        self._root = psutil.Process(pid)
        self._counts_root = counts_root
        self._cpu_by_pid: dict[int, float] = {}
        self._known: list[psutil.Process] = [self._root] if counts_root else []
        self._walked_at = 0.0
        self._walked_resident = 0.0
        self.memory_mib = 0.0
        self.peak_memory_mib = 0.0

    @property
    def cpu_seconds(self) -> float:
        """CPU time of all processes seen so far."""
        return sum(self._cpu_by_pid.values())

    def measure(self) -> None:
        """Read CPU time of every living process of the tree, and their memory where it grew.

        Proportional memory is read when resident memory has grown since, or some seconds passed.
        """
        members = self._members()
        self._known = members if self._counts_root else members[1:]
        for process in self._known:
            with contextlib.suppress(psutil.Error):
                times = process.cpu_times()
                self._cpu_by_pid[process.pid] = times.user + times.system
        resident = self._resident_mib()
        has_grown = resident > self._walked_resident * _GROWTH
        if has_grown or time.monotonic() - self._walked_at > _WALK_SECONDS:
            self._walk(resident)

    def glance(self, *, above_mib: float) -> None:
        """Read the memory of the known processes; exactly only where the cheap bound is exceeded.

        Resident memory counts shared pages in full, so it is never below proportional memory.
        """
        resident = self._resident_mib()
        if resident > above_mib:
            self._walk(resident)

    def scratch_files(self) -> int:
        """Files and folders in the worker's scratch folders; 0 where they cannot be seen."""
        for process in reversed(self._known):
            if _has_own_mounts(process.pid):
                root = Path("/proc", str(process.pid), "root")
                return sum(_num_files(root / name) for name in _SCRATCH_FOLDERS)
        return 0

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

    def _resident_mib(self) -> float:
        return sum(_resident_mib(process.pid) for process in self._known)

    def _walk(self, resident_mib: float) -> None:
        self._walked_at, self._walked_resident = time.monotonic(), resident_mib
        self.memory_mib = 0.0
        for process in self._known:
            with contextlib.suppress(psutil.Error):
                self.memory_mib += _proportional_mib(process)
        self.peak_memory_mib = max(self.peak_memory_mib, self.memory_mib)

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


def _resident_mib(pid: int) -> float:
    try:
        return int(Path("/proc", str(pid), "statm").read_text().split()[1]) * _PAGE_MIB
    except (OSError, ValueError, IndexError):
        return 0.0


def _has_own_mounts(pid: int) -> bool:
    try:
        return Path("/proc", str(pid), "ns/mnt").readlink() != Path("/proc/self/ns/mnt").readlink()
    except OSError:
        return False


def _num_files(folder: Path) -> int:
    """Used inodes of a file system in memory; 0 when the folder is none, or is not visible."""
    try:
        if not os.path.ismount(folder):
            return 0
        usage = os.statvfs(folder)
    except OSError:
        return 0
    return usage.f_files - usage.f_ffree
