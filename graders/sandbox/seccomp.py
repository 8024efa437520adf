"""System call filters for the worker.

Theory of operation: a filter answers with an errno instead of killing, so libraries fall back.
The outer program is installed by bubblewrap before the interpreter starts; the inner one, which
also forbids new processes, by the worker itself before it reads any student byte. TensorFlow
trains and predicts under both, because threads are enough for it.

Source:
    seccomp(2); docs/security.md, "System calls".
"""

from __future__ import annotations

import errno
import socket
import tempfile
from typing import IO, Any, TypeAlias

from graders.errors import ExecutorUnavailableError

try:
    import pyseccomp
except (ImportError, RuntimeError, OSError):  # no libseccomp on this machine
    pyseccomp = None

# pyseccomp has no annotations.
Filter: TypeAlias = Any

_FORBIDDEN = (
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_getfd", "pidfd_open",
    "keyctl", "add_key", "request_key", "bpf", "perf_event_open", "userfaultfd",
    "io_uring_setup", "io_uring_enter", "io_uring_register",
    "mount", "umount2", "pivot_root", "chroot", "move_mount", "open_tree", "fsopen", "fsconfig",
    "fsmount", "fspick", "mount_setattr", "unshare", "setns",
    "init_module", "finit_module", "delete_module", "kexec_load", "kexec_file_load", "reboot",
    "swapon", "swapoff", "acct", "quotactl", "syslog", "nfsservctl", "iopl", "ioperm",
    "settimeofday", "clock_settime", "clock_adjtime", "adjtimex", "sethostname", "setdomainname",
    "open_by_handle_at", "name_to_handle_at", "fanotify_init",
    "mbind", "migrate_pages", "move_pages", "set_mempolicy",
    "semget", "semop", "semtimedop", "semctl", "shmget", "shmat", "shmdt", "shmctl",
    "msgget", "msgsnd", "msgrcv", "msgctl", "mq_open", "mq_unlink", "mq_timedsend",
    "mq_timedreceive", "mq_notify", "mq_getsetattr", "memfd_create", "memfd_secret",
)  # fmt: skip
_NEW_PROCESSES = ("fork", "vfork", "execve", "execveat")
_CLONE_THREAD = 0x00010000
_CLONE_NEW_NAMESPACES = 0x7E020080
_TIOCSTI = 0x5412
_TIOCLINUX = 0x541C


def write_filter(*, allow_processes: bool) -> IO[bytes]:
    """Return an open temporary file that holds the compiled filter, positioned at its start.

    Raises:
        ExecutorUnavailableError: libseccomp is missing.
    """
    if pyseccomp is None:
        raise ExecutorUnavailableError(
            "No sandbox: the library libseccomp is missing.",
            hint="Run: sudo apt-get install libseccomp2",
        )
    program = pyseccomp.SyscallFilter(defaction=pyseccomp.ALLOW)
    refuse = pyseccomp.ERRNO(errno.EPERM)
    for name in _FORBIDDEN:
        _refuse(program, refuse, name)
    _refuse(program, pyseccomp.ERRNO(errno.ENOSYS), "clone3")
    _refuse_sockets(program, refuse)
    _refuse_terminal_injection(program, refuse)
    if allow_processes:
        _refuse_namespaces(program, refuse)
    else:
        for name in _NEW_PROCESSES:
            _refuse(program, refuse, name)
        _refuse(program, refuse, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, _CLONE_THREAD, 0))
    # The caller owns the file: bubblewrap reads it through its descriptor.
    file = tempfile.TemporaryFile()  # noqa: SIM115
    program.export_bpf(file)
    file.seek(0)
    return file


def _refuse(program: Filter, action: Filter, name: str, *conditions: Filter) -> None:
    # Names that this architecture does not have need no rule.
    try:
        program.add_rule(action, name, *conditions)
    except (RuntimeError, ValueError, OSError):
        return


def _refuse_sockets(program: Filter, action: Filter) -> None:
    for family in range(46):
        if family != socket.AF_UNIX:
            _refuse(program, action, "socket", pyseccomp.Arg(0, pyseccomp.EQ, family))
            _refuse(program, action, "socketpair", pyseccomp.Arg(0, pyseccomp.EQ, family))
    _refuse(program, action, "socket", pyseccomp.Arg(0, pyseccomp.GT, 45))


def _refuse_terminal_injection(program: Filter, action: Filter) -> None:
    for request in (_TIOCSTI, _TIOCLINUX):
        condition = pyseccomp.Arg(1, pyseccomp.MASKED_EQ, 0xFFFFFFFF, request)
        _refuse(program, action, "ioctl", condition)


def _refuse_namespaces(program: Filter, action: Filter) -> None:
    for bit in range(32):
        flag = 1 << bit
        if flag & _CLONE_NEW_NAMESPACES:
            _refuse(program, action, "clone", pyseccomp.Arg(0, pyseccomp.MASKED_EQ, flag, flag))
