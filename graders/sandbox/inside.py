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
_DRIVER_LIBRARY: Final = "libcuda.so.1"
# Where Kubernetes nodes and images made for them keep it.
_DRIVER_FOLDERS: Final = (Path("/usr/local/nvidia/lib64"), Path("/usr/local/nvidia/lib"))
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


def environment(threads: int = 1, *, gpu: bool = False) -> Mapping[str, str]:
    """The whole environment of a worker.

    Args:
        threads: Threads it computes with; numpy reads it when it is imported, before any request.
        gpu: Whether it may use one, whose driver may lie where the loader does not look.
    """
    folders = driver_folders() if gpu else ()
    driver = {"LD_LIBRARY_PATH": ":".join(folders)} if folders else {}
    return {
        **driver,
        "OPENBLAS_NUM_THREADS": str(threads), "OMP_NUM_THREADS": str(threads),
        "PATH": "/usr/bin", "HOME": "/scratch", "TMPDIR": "/scratch", "LANG": "C.UTF-8",
        "PYTHONPATH": "/grader", "PYTHONHASHSEED": "0", "PYTHONUNBUFFERED": "1",
        "KERAS_HOME": "/scratch/.keras", "MPLCONFIGDIR": "/scratch/.matplotlib",
    }  # fmt: skip


def system_folders() -> tuple[Path, ...]:
    """Folders of shared libraries that this machine has; some may be symbolic links."""
    return tuple(path for path in map(Path, _SYSTEM_FOLDERS) if path.is_symlink() or path.is_dir())


@cache
def driver_folders() -> tuple[str, ...]:
    """Folders of NVIDIA's driver library outside the system folders.

    Container images often have it in a folder of its own, which only the loader's cache or
    `LD_LIBRARY_PATH` names.
    """
    named = [Path(entry) for entry in os.environ.get("LD_LIBRARY_PATH", "").split(":") if entry]
    folders = [folder.resolve() for folder in (*named, *_DRIVER_FOLDERS)]
    system = [folder.resolve() for folder in system_folders()]
    return tuple(
        dict.fromkeys(
            str(folder)
            for folder in folders
            if (folder / _DRIVER_LIBRARY).exists()
            and not any(folder.is_relative_to(known) for known in system)
        )
    )


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
