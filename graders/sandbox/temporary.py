"""Temporary files that bear the number of the grader they belong to, so that a dead one's go."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

_OWNED: Final = re.compile(r"grader-[a-z]+-(?P<pid>[1-9]\d*)-.+")


def own_prefix(kind: str) -> str:
    """Return how names of this process's temporary files of a kind begin, such as `job`."""
    return f"grader-{kind}-{os.getpid()}-"


def sweep() -> None:
    """Remove the temporary files of this user's graders that were killed before they could."""
    for entry in Path(tempfile.gettempdir()).glob("grader-*"):
        owned = _OWNED.fullmatch(entry.name)
        if owned and not Path("/proc", owned["pid"]).exists() and _is_ours(entry):
            _remove(entry)


def _is_ours(entry: Path) -> bool:
    with suppress(OSError):
        return entry.lstat().st_uid == os.getuid()
    return False


def _remove(entry: Path) -> None:
    if entry.is_dir() and not entry.is_symlink():
        shutil.rmtree(entry, ignore_errors=True)
    else:
        with suppress(OSError):
            entry.unlink()
