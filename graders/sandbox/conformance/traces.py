"""What a job may leave on a machine: processes, mounts, control groups, temporary files."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from graders.sandbox.control_group import find_hierarchy
from graders.sandbox.temporary import own_prefix

_PATIENCE_SECONDS = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Traces:
    """Names of what is on the machine now."""

    mounts: frozenset[str]
    groups: frozenset[str]
    files: frozenset[str]

    @classmethod
    def now(cls) -> Traces:
        """Look at this process's mounts, this grader's control groups and its temporary files."""
        mounts = Path("/proc/self/mountinfo").read_text().splitlines()
        return cls(
            mounts=frozenset(line.split()[4] for line in mounts),
            groups=frozenset(_groups()),
            files=frozenset(path.name for path in Path(tempfile.gettempdir()).iterdir()),
        )


def left_behind(before: Traces, mark: str) -> Sequence[str]:
    """Return what a job left: anything new, and processes that bear its mark.

    Args:
        before: What was there before the job.
        mark: The name that the job's worker gave itself.
    """
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while (found := _new(before, mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return found


def marked_processes(mark: str) -> Iterator[int]:
    """Return the processes on this machine, in whatever namespace, that bear a mark."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if (folder / "comm").read_text().strip() == mark:
                yield int(folder.name)


def _new(before: Traces, mark: str) -> list[str]:
    after = Traces.now()
    own = f"-{os.getpid()}-"
    return [
        *(f"process {pid} is alive" for pid in marked_processes(mark)),
        *(f"mount {name} is left" for name in after.mounts - before.mounts),
        *(f"control group {name} is left" for name in after.groups - before.groups if own in name),
        *(
            f"file {name} is left"
            for name in after.files - before.files
            if name.startswith(own_prefix("job"))
        ),
    ]


def _groups() -> Iterator[str]:
    hierarchy = find_hierarchy()
    for folder in set(hierarchy.folders.values()) if hierarchy else ():
        yield from (group.name for group in folder.glob("grader-*"))
