"""Puts a forked job behind walls of its own, before any student byte is read.

Theory of operation: the process enters new namespaces of every kind; what it then sees is the file
system of the sandbox it was forked in, with fresh scratch folders, a fresh `/proc` and the files of
its own job only. It gives up every capability for good. What it inherited can name no other job:
other processes have no number here, other jobs' files are covered, and the mount table cannot be
changed any more.

Source:
    user_namespaces(7), mount_namespaces(7), capabilities(7), prctl(2).
"""

from __future__ import annotations

import ctypes
import os
import signal
from pathlib import Path
from typing import Final

_NEW_NAMESPACES: Final = (
    0x1000_0000  # CLONE_NEWUSER
    | 0x0002_0000  # CLONE_NEWNS
    | 0x0200_0000  # CLONE_NEWCGROUP
    | 0x0400_0000  # CLONE_NEWUTS
    | 0x0800_0000  # CLONE_NEWIPC
    | 0x2000_0000  # CLONE_NEWPID
    | 0x4000_0000  # CLONE_NEWNET
)
_MS_RDONLY, _MS_NOSUID, _MS_NODEV, _MS_NOEXEC = 1, 2, 4, 8
_MS_REMOUNT, _MS_BIND, _MS_MOVE, _MS_REC, _MS_PRIVATE = 32, 4096, 8192, 16384, 1 << 18
_SAFE: Final = _MS_NOSUID | _MS_NODEV
_PR_SET_DUMPABLE, _PR_CAPBSET_DROP, _PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL = 4, 24, 47, 4
_PR_SET_CHILD_SUBREAPER: Final = 36
_CAPABILITY_VERSION_3: Final = 0x2008_0522
_NUM_CAPABILITIES: Final = 64
SHARED_JOBS: Final = "/jobs"
OWN_JOB: Final = "/job"
_ABOUT_THE_MACHINE: Final = ("cpuinfo", "meminfo", "stat")
_SCRATCH_FOLDERS: Final = ("/dev/shm", "/scratch")  # noqa: S108 - paths inside the sandbox

_libc = ctypes.CDLL(None, use_errno=True)


def enter_namespaces() -> None:
    """Move this process, and what it forks, into new namespaces; the user keeps its number.

    Raises:
        OSError: The kernel refuses.
    """
    user, group = os.getuid(), os.getgid()
    _check(_libc.unshare(_NEW_NAMESPACES), "unshare")
    own = Path("/proc/self")
    (own / "setgroups").write_text("deny")
    (own / "uid_map").write_text(f"{user} {user} 1")
    (own / "gid_map").write_text(f"{group} {group} 1")


def arrange_files(job: str, *, scratch_mib: int) -> None:
    """Show the files of one job; make the scratch folders anew.

    Must run in the first process of the new namespaces.

    Args:
        job: Name of the job's folder.
        scratch_mib: Size of each scratch folder.

    Raises:
        OSError: The kernel refuses.
    """
    _mount(None, "/", None, _MS_REC | _MS_PRIVATE)
    for folder in _SCRATCH_FOLDERS:
        _mount("tmpfs", folder, "tmpfs", _SAFE, f"size={scratch_mib}m,mode=0755")
    _mount(f"{SHARED_JOBS}/{job}", OWN_JOB, None, _MS_BIND)
    _mount("tmpfs", SHARED_JOBS, "tmpfs", _SAFE, "mode=0555")
    os.chdir("/scratch")


def hide_what_is_not_its_own() -> None:
    """Hide other jobs' files and every process outside of these namespaces.

    Must run in the process that does the job.

    Raises:
        OSError: The kernel refuses.
    """
    flags = _SAFE | _MS_NOEXEC | _MS_RDONLY
    try:
        _mount("proc", "/proc", "proc", flags)
    except PermissionError:
        # For root, bubblewrap covers a file of /proc, and the kernel then shows no other one.
        _take_own_entries()
        _mount(None, "/proc", None, flags | _MS_REMOUNT | _MS_BIND)
    _mount("tmpfs", SHARED_JOBS, "tmpfs", _SAFE | _MS_RDONLY, "size=4k,mode=0555")


def _take_own_entries() -> None:
    """Put this process's entry of `/proc`, and what tells of the machine, into an empty folder."""
    made = Path(SHARED_JOBS)
    own = made / str(os.getpid())
    own.mkdir()
    (made / "self").symlink_to(own.name)
    _mount("/proc/self", str(own), None, _MS_BIND)
    _mount(None, str(own), None, _SAFE | _MS_NOEXEC | _MS_RDONLY | _MS_REMOUNT | _MS_BIND)
    for name in _ABOUT_THE_MACHINE:
        (made / name).touch()
        _mount(f"/proc/{name}", str(made / name), None, _MS_BIND)
    _mount(SHARED_JOBS, "/proc", None, _MS_MOVE)


def drop_capabilities() -> None:
    """Give up every capability, now and for whatever is started later.

    Raises:
        OSError: The kernel refuses.
    """
    for capability in range(_NUM_CAPABILITIES):
        if _libc.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0) != 0:
            break  # beyond the last one that this kernel knows
    _check(_libc.prctl(_PR_CAP_AMBIENT, _PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0), "PR_CAP_AMBIENT")
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _check(_libc.capset(header, nothing), "capset")


def close_to_ptrace() -> None:
    """Keep other processes of this user from reading or changing this process's memory."""
    _check(_libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0), "PR_SET_DUMPABLE")


def open_to_measuring() -> None:
    """Let the grader see this process's memory again; a fork of a closed one is closed, too."""
    _check(_libc.prctl(_PR_SET_DUMPABLE, 1, 0, 0, 0), "PR_SET_DUMPABLE")


def become_subreaper() -> None:
    """Inherit the children of children that end.

    Raises:
        OSError: The kernel refuses.
    """
    _check(_libc.prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0), "PR_SET_CHILD_SUBREAPER")


def wait_as_first_process(worker: int) -> int:
    """Wait for the worker as process 1 does, and say how it ended as a shell would.

    Returns:
        Its exit status, or 128 and the number of the signal that ended it.
    """
    while True:
        pid, status = os.wait()
        if pid == worker:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _mount(
    source: str | None, target: str, kind: str | None, flags: int, options: str | None = None
) -> None:
    encoded = [text.encode() if text is not None else None for text in (source, target, kind)]
    result = _libc.mount(*encoded, ctypes.c_ulong(flags), options.encode() if options else None)
    _check(result, f"mount {target}")


def _check(result: int, what: str) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{what}: {os.strerror(number)}")


def ignore_terminal_signals() -> None:
    """Leave Ctrl-C to the grader, which ends its workers itself."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
