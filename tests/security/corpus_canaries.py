"""Canaries: what an attack would change or carry off, looked at from outside the sandbox."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import hashlib
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

CANARIES: Final = {
    "leak": "no secret appears in anything that the run handed back",
    "listener": "nobody connected to a port or socket of this machine",
    "marker": "no file outside the sandbox was made or changed",
    "kernel": "no setting of the machine's kernel was changed",
    "process": "no process outlived its run",
    "mount": "no mount and no control group was left behind",
    "temporary": "no temporary folder was left behind",
    "data": "data set files are the same bits as before",
    "gain": "the trick brought no accuracy, or a person is told of it",
    "report": "the grade can be shown, and nothing of the attack acts in the page",
    "text": "no control character got into the record",
}
_PR_SET_CHILD_SUBREAPER: Final = 36
_GRACE_SECONDS: Final = 3.0
_IDLE_SECONDS: Final = 0.2
_SHORTEST: Final = 8
_WARM_PROGRAM: Final = "graders.worker.warm"
_WARM_PROCESSES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Breach:
    """A canary that fired.

    Attributes:
        canary: Its name, a key of `CANARIES`.
        detail: What was seen.
    """

    canary: str
    detail: str


def disguises(secret: bytes) -> tuple[bytes, ...]:
    """Return the secret as it is, and as an attacker may have written it down."""
    # Of base64, only the characters that do not depend on what stands before and after.
    padded = [base64.b64encode(b"\0" * n + secret)[4 if n else 0 : -4] for n in range(3)]
    wide = secret.decode("latin-1").encode("utf-16-le")
    forms = (secret, secret[::-1], secret.hex().encode(), wide, *padded)
    return tuple(form for form in forms if len(form) >= _SHORTEST or form is secret)


def leaks(data: bytes, secrets: Mapping[str, bytes], where: str) -> list[Breach]:
    """Return one breach for each secret that appears in `data` under any disguise."""
    return [
        Breach(canary="leak", detail=f"{name} in {where}")
        for name, secret in secrets.items()
        if any(form in data for form in disguises(secret))
    ]


def odd_characters(text: str, where: str) -> list[Breach]:
    """Return a breach if control, format or surrogate characters stand in a text."""
    found = {c for c in text if c not in "\n\t" and unicodedata.category(c) in {"Cc", "Cf", "Cs"}}
    return [Breach(canary="text", detail=f"{sorted(found)!a} in {where}")] if found else []


def snapshot(root: Path, *, leave_out: Iterable[str] = (), depth: int = 99) -> dict[str, str]:
    """Return kind, size, time and inode of what is below `root`, by path.

    Args:
        root: A folder.
        leave_out: Paths below it, relative, that are not looked at.
        depth: Levels of folders to go down.
    """
    skipped = {str(root / part) for part in leave_out}
    found: dict[str, str] = {}
    for path in _walk(root, depth):
        if any(path == part or path.startswith(f"{part}/") for part in skipped):
            continue
        with contextlib.suppress(OSError):
            status = os.lstat(path)
            is_folder = stat.S_ISDIR(status.st_mode)
            state = "" if is_folder else f"{status.st_size} {status.st_mtime_ns} "
            found[path] = f"{state}{status.st_mode:o} {status.st_ino}"
    return found


def _walk(root: Path, depth: int) -> Iterator[str]:
    stack = [(str(root), depth)]
    while stack:
        folder, levels = stack.pop()
        with contextlib.suppress(OSError), os.scandir(folder) as entries:
            for entry in entries:
                if entry.name not in _NOT_SEARCHED:
                    yield entry.path
                    if levels > 1 and entry.is_dir(follow_symlinks=False):
                        stack.append((entry.path, levels - 1))


_NOT_SEARCHED: Final = {".git", ".venv", ".mypy_cache", ".ruff_cache", ".pytest_cache"}


def changes(
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    canary: str = "marker",
    is_shared: bool = False,
) -> list[Breach]:
    """Return a breach for each path that came, went or changed.

    Args:
        before: From `snapshot`.
        after: The same later.
        canary: The canary that fires.
        is_shared: Whether others may add files meanwhile, as to an environment of packages; then
            of new files only those count that Python runs when it starts.
    """
    differing = [path for path in sorted({*before, *after}) if before.get(path) != after.get(path)]
    return [
        Breach(canary=canary, detail=f"{path}: {before.get(path)} -> {after.get(path)}")
        for path in differing
        if not is_shared or path in before or _RUNS_AT_START.search(path)
    ]


_RUNS_AT_START: Final = re.compile(r"\.pth$|/(site|user)customize\b")


def planted(places: Mapping[Path, int], mark: str) -> list[Breach]:
    """Return a breach for each path whose name bears the mark, whoever else writes there.

    Args:
        places: Folders to search, and how many levels down.
        mark: What every attack puts into the names it makes.
    """
    return [
        Breach(canary="marker", detail=path)
        for place, depth in places.items()
        for path in _walk(place, depth)
        if mark in Path(path).name
    ]


def written(root: Path, mark: str, *, since: float) -> list[Breach]:
    """Return a breach for each source file below `root` that now holds the mark."""
    found = []
    for path in _walk(root, 6):
        # Somebody else may remove a file while we look.
        with contextlib.suppress(OSError):
            is_new = path.endswith((".py", ".yaml", ".json")) and os.lstat(path).st_mtime >= since
            if is_new and mark.encode() in Path(path).read_bytes():
                found.append(Breach(canary="marker", detail=path))
    return found


def hashes(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `root`, by path."""
    files = sorted(path for path in root.rglob("*") if path.is_file())
    return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@contextlib.contextmanager
def adopting_orphans() -> Iterator[None]:
    """Make processes that lose their parent children of this one, so that none escapes notice."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    try:
        yield
    finally:
        libc.prctl(_PR_SET_CHILD_SUBREAPER, 0, 0, 0, 0)


def offspring() -> set[int]:
    """Return the living processes below this one."""
    with contextlib.suppress(psutil.Error):
        children = psutil.Process().children(recursive=True)
        return {child.pid for child in children if child.status() != psutil.STATUS_ZOMBIE}
    return set()


def _resting_warm_workers() -> set[int]:
    """Return the processes of warm workers that wait: a sandbox's two and the worker, no job."""
    found: set[int] = set()
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            sandbox = [child, *child.children(recursive=True)]
            if len(sandbox) == _WARM_PROCESSES and _WARM_PROGRAM in child.cmdline():
                found |= {process.pid for process in sandbox}
    return found


def survivors(before: set[int]) -> list[Breach]:
    """Return a breach for each process that is still there after a moment, and end it."""
    deadline = time.monotonic() + _GRACE_SECONDS
    while offspring() - before - _resting_warm_workers() and time.monotonic() < deadline:
        time.sleep(_IDLE_SECONDS)
    found = []
    for pid in offspring() - before - _resting_warm_workers():
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            words = [*process.cmdline(), *(f"{k}={v}" for k, v in process.environ().items())]
            found.append(Breach(canary="process", detail=f"{pid}: {' '.join(words)[:2000]}"))
            process.kill()
            process.wait(_GRACE_SECONDS)
    return found


def mounts() -> set[str]:
    """Return the mount points of this process, and its control groups for workers.

    Mounts of containers are left out: whoever runs one on this machine has nothing to do with us.
    """
    lines = Path("/proc/self/mountinfo").read_text("utf-8").splitlines()
    points = {line.split(" ")[4] for line in lines}
    groups = {str(group) for group in Path("/sys/fs/cgroup").glob(f"**/grader-{os.getpid()}-*")}
    return groups | {point for point in points if "/containers" not in point}


def kernel_settings() -> dict[str, str]:
    """Return settings of the kernel that hold for the whole machine, by path."""
    names = ("printk_ratelimit", "core_pattern", "modprobe", "hostname")
    paths = [
        *(Path("/proc/sys/kernel", name) for name in names),
        Path("/proc/sys/vm/stat_interval"),
    ]
    return {str(path): path.read_text("utf-8").strip() for path in paths if path.is_file()}


def left_behind(canary: str, before: set[str], after: set[str]) -> list[Breach]:
    """Return a breach for each name that is there now and was not before."""
    return [Breach(canary=canary, detail=name) for name in sorted(after - before)]
