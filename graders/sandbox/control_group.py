"""A control group of the kernel for each worker, where this user may make one.

Theory of operation: a watcher that looks several times a second can be outrun; a control group
cannot. It bounds memory (shared memory and scratch folders in memory included) and the number of
processes, counts what the kernel had to kill, and ends every process of the job at once. It is a
second line: the limit that a student meets and reads about is the watcher's. Where no group can be
made (an ordinary user without delegation), the watcher stands alone, and `doctor` says so.

Source:
    Linux kernel documentation, `admin-guide/cgroup-v2.rst` and `admin-guide/cgroup-v1/memory.rst`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from graders.domain.training import Limits

_ROOT: Final = Path("/sys/fs/cgroup")
_PREFIX: Final = "grader-"
_REMOVAL_SECONDS: Final = 5.0
# Room for the watcher to see first, because it can also tell the line: it looks ten times a second,
# and one thread touches a gigabyte or two of new memory in that second.
SLACK_MIB: Final = 512
_SLACK_PROCESSES: Final = 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Hierarchy:
    """Where groups can be made.

    Attributes:
        version: 1 or 2.
        folders: Parent folder by controller (`memory`, `pids`); equal in version 2.
    """

    version: int
    folders: Mapping[str, Path]


class ControlGroup:
    """One group; a context that ends everything in it and removes it.

    Args:
        hierarchy: Where to make it.
        limits: Limits of the job; twice `scratch_mib` is added to the memory, because two folders
            in memory of that size belong to the job.
    """

    def __init__(self, hierarchy: Hierarchy, limits: Limits) -> None:
        self._version = hierarchy.version
        name = f"{_PREFIX}{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self._folders = {
            controller: parent / name for controller, parent in hierarchy.folders.items()
        }
        memory = (limits.memory_mib + 2 * limits.scratch_mib + SLACK_MIB) * 2**20
        try:
            for folder in set(self._folders.values()):
                folder.mkdir()
            self._limit(memory, limits.num_processes + _SLACK_PROCESSES)
        except OSError:
            self._remove()
            raise

    def __enter__(self) -> ControlGroup:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.end()

    def joining(self) -> list[str]:
        """Arguments that put a command into the group before it starts."""
        files = [str(folder / "cgroup.procs") for folder in sorted(set(self._folders.values()))]
        writes = " && ".join(f'echo $$ > "${number}"' for number in range(1, len(files) + 1))
        script = f'{writes} && shift {len(files)} && exec "$@"'
        return ["/bin/sh", "-c", script, "sh", *files]

    def add(self, pid: int) -> None:
        """Put a process into the group; what it starts from now on is in it, too.

        Raises:
            OSError: It has ended.
        """
        for folder in set(self._folders.values()):
            (folder / "cgroup.procs").write_text(str(pid))

    @property
    def killed_for_memory(self) -> bool:
        """Whether the kernel killed a process of the group because its memory was used up."""
        if "memory" not in self._folders:
            return False
        file = "memory.events" if self._version == 2 else "memory.oom_control"
        return _counter(self._folders["memory"] / file, "oom_kill") > 0

    def end(self) -> None:
        """Kill what is left in the group and remove it."""
        deadline = time.monotonic() + _REMOVAL_SECONDS
        while not self._remove() and time.monotonic() < deadline:
            for pid in self._members():
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGKILL)
            time.sleep(0.01)

    def _limit(self, memory_bytes: int, num_processes: int) -> None:
        memory, pids = self._folders.get("memory"), self._folders.get("pids")
        if memory:
            name = "memory.max" if self._version == 2 else "memory.limit_in_bytes"
            (memory / name).write_text(str(memory_bytes))
            swap = "memory.swap.max" if self._version == 2 else "memory.memsw.limit_in_bytes"
            # A kernel without swap accounting has no such file.
            with contextlib.suppress(OSError):
                (memory / swap).write_text("0" if self._version == 2 else str(memory_bytes))
        if pids:
            (pids / "pids.max").write_text(str(num_processes))

    def _members(self) -> Iterator[int]:
        for folder in set(self._folders.values()):
            with contextlib.suppress(OSError, ValueError):
                yield from map(int, (folder / "cgroup.procs").read_text().split())

    def _remove(self) -> bool:
        for folder in set(self._folders.values()):
            with contextlib.suppress(OSError):
                folder.rmdir()
        return not any(folder.exists() for folder in self._folders.values())


@contextlib.contextmanager
def control_group(limits: Limits) -> Iterator[ControlGroup | None]:
    """Open a group for one job, or None where this user cannot make one."""
    hierarchy = find_hierarchy()
    if hierarchy is None:
        yield None
        return
    with ControlGroup(hierarchy, limits) as group:
        yield group


@cache
def find_hierarchy() -> Hierarchy | None:
    """Find where this user can make groups that limit memory, and clear what a dead grader left."""
    found = _version_2() or _version_1()
    if found is None:
        return None
    _sweep(found)
    try:
        with ControlGroup(found, _ANY_LIMITS):
            return found
    except OSError:
        return None


_ANY_LIMITS: Final = Limits(
    wall_seconds=1, cpu_seconds=1, build_cpu_seconds=1, memory_mib=64, scratch_mib=1,
    num_processes=8, output_kib=1,
)  # fmt: skip


def _version_2() -> Hierarchy | None:
    """The group this process is in, where it hands the memory controller to its children."""
    own = _own_paths().get("")
    folder = _ROOT / own.lstrip("/") if own is not None else None
    if folder is None or not (folder / "cgroup.subtree_control").is_file():
        return None
    # A group with processes in it cannot have children with limits; its parent may.
    for candidate in (folder, folder.parent):
        handed_down = _words(candidate / "cgroup.subtree_control")
        if "memory" in handed_down and os.access(candidate, os.W_OK):
            controllers = ("memory", "pids") if "pids" in handed_down else ("memory",)
            return Hierarchy(version=2, folders=dict.fromkeys(controllers, candidate))
    return None


def _version_1() -> Hierarchy | None:
    folders = {}
    for controllers, path in _own_paths().items():
        for controller in controllers.split(","):
            folder = _ROOT / controller / path.lstrip("/")
            if controller in {"memory", "pids"} and os.access(folder, os.W_OK):
                folders[controller] = folder
    return Hierarchy(version=1, folders=folders) if "memory" in folders else None


def _own_paths() -> dict[str, str]:
    """This process's groups: path by controllers, '' for version 2."""
    try:
        lines = Path("/proc/self/cgroup").read_text().splitlines()
    except OSError:
        return {}
    fields = (line.split(":", 2) for line in lines)
    return {controllers: path for _number, controllers, path in fields}


def _sweep(hierarchy: Hierarchy) -> None:
    """Remove empty groups whose grader is gone; it was killed before it could."""
    for folder in set(hierarchy.folders.values()):
        for group in folder.glob(f"{_PREFIX}[0-9]*-*"):
            pid = group.name.removeprefix(_PREFIX).split("-")[0]
            if not Path("/proc", pid).exists():
                with contextlib.suppress(OSError):
                    group.rmdir()


def _words(file: Path) -> set[str]:
    try:
        return set(file.read_text().split())
    except OSError:
        return set()


def _counter(file: Path, name: str) -> int:
    """A line `name number` of a file of the kernel; 0 when it is not there."""
    with contextlib.suppress(OSError, ValueError):
        for line in file.read_text().splitlines():
            key, _space, number = line.partition(" ")
            if key == name:
                return int(number)
    return 0
