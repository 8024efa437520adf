"""Gives up what a worker never needs, before any student byte is read.

Theory of operation: resource limits are set hard, so student code cannot raise them. Then the
process promises never to gain privileges and installs the second seccomp program, which the
parent compiled and placed beside the job: no new processes, no `exec`. The first program was
installed by the sandbox itself, because `exec` of the interpreter had to be possible.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys
from pathlib import Path

from graders.wire.jobs import JobLimits

_PR_SET_NO_NEW_PRIVS = 38
_SECCOMP_SET_MODE_FILTER = 1
_SECCOMP_FILTER_FLAG_TSYNC = 1
_SYS_SECCOMP = {"x86_64": 317, "aarch64": 277}


class _SockFprog(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def lock_down(limits: JobLimits, *, seccomp_program: Path | None) -> None:
    """Set hard limits and, where a program is given, the process-wide system call filter.

    Raises:
        OSError: The kernel refuses; the run must not go on.
    """
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    # SIGXCPU arrives first, so the parent can tell the limit from any other kill.
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 5))
    file_bytes = limits.file_mib * 2**20
    resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
    resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
    if seccomp_program is not None:
        # Counts every thread of the user; inside the sandbox's user namespace only its own.
        resource.setrlimit(resource.RLIMIT_NPROC, (limits.num_processes, limits.num_processes))
        install_filter(seccomp_program.read_bytes())


def install_filter(program: bytes) -> None:
    """Promise never to gain privileges and refuse system calls from now on.

    Args:
        program: A compiled seccomp filter.

    Raises:
        OSError: The kernel refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "PR_SET_NO_NEW_PRIVS")
    buffer = ctypes.create_string_buffer(program, len(program))
    descriptor = _SockFprog(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    number = _SYS_SECCOMP[os.uname().machine]
    flags = ctypes.c_ulong(_SECCOMP_FILTER_FLAG_TSYNC)
    result = libc.syscall(
        ctypes.c_long(number),
        ctypes.c_ulong(_SECCOMP_SET_MODE_FILTER),
        flags,
        ctypes.byref(descriptor),
    )
    if result != 0:
        raise OSError(ctypes.get_errno(), "seccomp")


def take_result_pipe() -> int:
    """Return a private descriptor of the result pipe, keeping it from child processes.

    Raises:
        KeyError: The parent did not name the pipe.
    """
    descriptor = int(os.environ.pop("GRADER_RESULT_FD"))
    if descriptor == sys.stdout.fileno():
        # No other descriptor could be handed over: prints go where errors go.
        descriptor = os.dup(descriptor)
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    os.set_inheritable(descriptor, False)  # noqa: FBT003 - positional-only in the library
    return descriptor
