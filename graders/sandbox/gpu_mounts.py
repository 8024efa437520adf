"""What a sandbox shows of a GPU, and what CUDA needs of `/proc`.

Theory of operation: when CUDA starts it writes the names of its threads to
`/proc/self/task/*/comm`, and gives up with CUDA_ERROR_OPERATING_SYSTEM (304) where it cannot; seen
with driver 580 (docs/gpu.md). So `/proc` stays writable, and what is not a process of the sandbox
is mounted over it once more, read-only: the kernel's settings, its switches, its drivers. Process 1
is bubblewrap's own; nothing of it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graders.sandbox.inside import driver_folders

_PROC: Final = Path("/proc")
_PAGE: Final = "4096"


def device_mounts() -> Iterator[str]:
    """Arguments that show the device files of NVIDIA's driver and its library."""
    for device in sorted(Path("/dev").glob("nvidia*")):
        yield from ("--dev-bind-try", str(device), str(device))
    for folder in driver_folders():
        yield from ("--ro-bind", folder, folder)


def proc_mounts() -> Iterator[str]:
    """Arguments that leave nothing of `/proc` writable but a process's own folder."""
    for path in sorted(_PROC.iterdir()):
        if not path.name.isdecimal() and not path.is_symlink():
            yield from ("--ro-bind-try", str(path), str(path))
    yield from ("--perms", "0555", "--size", _PAGE, "--tmpfs", "/proc/1")
    yield from ("--remount-ro", "/proc/1")
