"""Says what the system says when something cannot be kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graders.errors import StorageError


@contextmanager
def storage_errors(place: Path) -> Iterator[None]:
    """Turn a full or read-only disk into one sentence.

    Args:
        place: What was to be written.

    Raises:
        StorageError: Something inside of the block could not be written.
    """
    try:
        yield
    except OSError as error:
        # numpy names no error: it says how much it could write.
        why = error.strerror or f"no room for a whole file ({error})"
        raise StorageError(
            f"{place} cannot be written: {why}.",
            hint="Free space on the disk; what was stored before is kept, and the same command "
            "goes on.",
        ) from error
