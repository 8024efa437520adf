"""Locks that end with the process that holds them, so that nothing has to be cleaned up."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from graders.records.storage_errors import storage_errors

try:
    import fcntl
except ImportError:  # Windows, where one process at a time has to do
    fcntl = None  # type: ignore[assignment]

_OFFSET_DIGITS: Final = 15


class LockedFile:
    """A new file that is appended to and stays locked while it is open.

    Args:
        path: Where; must not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("xb", buffering=0)
        if fcntl is not None:
            fcntl.flock(self._file, fcntl.LOCK_EX)

    def append(self, content: bytes) -> None:
        """Write at the end."""
        self._file.write(content)

    def close(self) -> None:
        """Close it, which unlocks it."""
        self._file.close()


def is_locked(path: Path) -> bool:
    """Whether somebody holds the file locked."""
    if fcntl is None:
        return False
    try:
        with path.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


class KeyLocks:
    """Lets one thread of one process at a time work on a key, among all that share a file.

    Theory of operation: a key is a byte of the file, far behind its end, and the kernel locks bytes
    for open file descriptions. Systems without such locks let everybody pass: then two processes
    may do the same work twice, and nothing else.

    Args:
        path: The shared file; it stays empty.

    Source:
        fcntl_locking(2), "Open file description locks".
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @contextlib.contextmanager
    def held(self, key: str) -> Iterator[None]:
        """Hold a key, a hexadecimal text, for the length of a block; waits until it is free."""
        if not hasattr(fcntl, "F_OFD_SETLKW"):
            yield
            return
        offset = int(key[:_OFFSET_DIGITS], 16)
        with storage_errors(self._path.parent):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            opened = self._path.open("ab")
        with opened as file:
            fcntl.fcntl(file, fcntl.F_OFD_SETLKW, _one_byte(fcntl.F_WRLCK, offset))
            try:
                yield
            finally:
                # A process that was forked meanwhile has the description open, too.
                fcntl.fcntl(file, fcntl.F_OFD_SETLK, _one_byte(fcntl.F_UNLCK, offset))


def _one_byte(kind: int, offset: int) -> bytes:
    """Return a `struct flock` for one byte; a description's lock names no process."""
    return struct.pack("@hhqqi", kind, os.SEEK_SET, offset, 1, 0)
