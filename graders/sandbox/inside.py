"""What a worker finds inside a sandbox, whichever kind it is: folders, interpreter, environment."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

WORKER_PARTS: Final = ("__init__.py", "errors.py", "domain", "wire", "worker")
WORKER_ARGUMENTS: Final = ("-s", "-B", "-m", "graders.worker")
WARM_ARGUMENTS: Final = ("-s", "-B", "-m", "graders.worker.warm")
LINKER_CACHE: Final = Path("/etc/ld.so.cache")
_SYSTEM_FOLDERS: Final = (
    "/usr/lib",
    "/usr/lib32",
    "/usr/lib64",
    "/usr/libx32",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
)


def environment(threads: int = 1) -> Mapping[str, str]:
    """The whole environment of a worker.

    Args:
        threads: Threads it computes with; numpy reads it when it is imported, before any request.
    """
    return {
        "OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads),
        "PATH": "/usr/bin", "HOME": "/scratch", "TMPDIR": "/scratch", "LANG": "C.UTF-8",
        "PYTHONPATH": "/grader", "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1",
        "KERAS_HOME": "/scratch/.keras", "MPLCONFIGDIR": "/scratch/.matplotlib",
    }  # fmt: skip


def system_folders() -> tuple[Path, ...]:
    """Folders of shared libraries that this machine has; some may be symbolic links."""
    return tuple(path for path in map(Path, _SYSTEM_FOLDERS) if path.is_symlink() or path.is_dir())


def grader_parts() -> Mapping[str, str]:
    """Path inside by path on the host of those parts of the grader that a worker may read."""
    package = Path(__file__).resolve().parent.parent
    return {str(package / part): f"/grader/graders/{part}" for part in WORKER_PARTS}


@cache
def interpreter_paths() -> tuple[str, ...]:
    """Paths that the interpreter and its packages live at, in binding order."""
    base = Path(sys.base_prefix)
    if base in (Path("/usr"), Path("/usr/local")):
        found = [base / "lib"] if base != Path("/usr") else []
        found += _link_chain(Path(sys.executable))
    else:
        found = [base]
    if sys.prefix != sys.base_prefix:
        found.append(Path(sys.prefix))
    return tuple(dict.fromkeys(str(path) for path in found if path.exists()))


def _link_chain(path: Path) -> list[Path]:
    """Every link from the environment's `python` to the real file, outside the environment."""
    chain = []
    while path.is_symlink():
        path = Path(os.path.normpath(path.parent / path.readlink()))
        chain.append(path)
    return chain
