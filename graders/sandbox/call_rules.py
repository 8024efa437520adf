"""Which system calls a worker is refused, as data that every form of a filter is made from.

Theory of operation: everything is allowed but what stands here, and a refused call answers with an
errno instead of killing, so that libraries fall back. The *outer* rules hold from the first
instruction of the sandbox; the *inner* ones also forbid new processes and are installed by the
worker itself before it reads any student byte. TensorFlow trains and predicts under both.

Some inner rules make exit statuses honest. Nobody inside may send SIGKILL or have the kernel send
it, so a worker that died of it was killed from outside; and nobody may exit with a status of 128 or
more, so such a status is a signal that the sandbox passes on.

Source:
    seccomp(2); SECURITY.md, "System calls".
"""

from __future__ import annotations

import errno
import signal
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Comparison(Enum):
    """How an argument is compared; the values are those of the OCI runtime specification."""

    EQUAL = "SCMP_CMP_EQ"
    NOT_EQUAL = "SCMP_CMP_NE"
    GREATER = "SCMP_CMP_GT"
    MASKED_EQUAL = "SCMP_CMP_MASKED_EQ"


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition on one argument of a call.

    Attributes:
        index: Position of the argument, from 0.
        comparison: How it is compared.
        value: With what.
        mask: Bits that count, for `MASKED_EQUAL`.
    """

    index: int
    comparison: Comparison
    value: int
    mask: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A call that is refused.

    Attributes:
        call: Its name; one that an architecture does not have needs no rule there.
        errno: What it answers.
        condition: When; None for always.
    """

    call: str
    errno: int = errno.EPERM
    condition: Condition | None = None


_LOW_32_BITS: Final = 0xFFFF_FFFF
_CLONE_THREAD: Final = 0x0001_0000
_CLONE_NEW_NAMESPACES: Final = 0x7E02_0080
_TIOCSTI: Final = 0x5412
_TIOCLINUX: Final = 0x541C
_NUM_FAMILIES: Final = 46
_SIGNAL_STATUS: Final = 0x80
_F_SETSIG: Final = 10
_ALWAYS_REFUSED: Final = (
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
# Names of calls that a container engine needs between installing the filter and our program.
_ENGINE_NEEDS: Final = frozenset(
    {"mount", "umount2", "pivot_root", "chroot", "unshare", "setns", "sethostname", "memfd_create"}
)
_FORKS: Final = ("fork", "vfork")
_EXECS: Final = ("execve", "execveat")
# Calls that send a signal, and which argument is its number.
_SENDING: Final = (
    ("kill", 1), ("tkill", 1), ("tgkill", 2), ("rt_sigqueueinfo", 1), ("rt_tgsigqueueinfo", 2),
    ("pidfd_send_signal", 1),
)  # fmt: skip


def outer_rules() -> Sequence[Rule]:
    """Rules that hold from the start of the sandbox; processes may still be started."""
    return (*_common(), *_no_namespaces())


def inner_rules() -> Sequence[Rule]:
    """Rules that the worker puts on itself: no new processes, honest exit statuses."""
    return (*_common(), *_no_processes(), *_honest_statuses())


def container_rules() -> Sequence[Rule]:
    """Outer rules without those that the engine itself runs into when it starts a container."""
    return tuple(rule for rule in outer_rules() if rule.call not in _ENGINE_NEEDS)


def _common() -> tuple[Rule, ...]:
    families = (family for family in range(_NUM_FAMILIES) if family != socket.AF_UNIX)
    sockets = tuple(
        Rule(call=call, condition=_equal(0, family))
        for family in families
        for call in ("socket", "socketpair")
    )
    unknown_families = Rule(
        call="socket",
        condition=Condition(index=0, comparison=Comparison.GREATER, value=_NUM_FAMILIES - 1),
    )
    terminal = tuple(
        Rule(call="ioctl", condition=_low_bits(1, request)) for request in (_TIOCSTI, _TIOCLINUX)
    )
    # Without clone3 a library falls back to clone, whose flags can be judged.
    no_clone3 = Rule(call="clone3", errno=errno.ENOSYS)
    always = tuple(Rule(call=call) for call in _ALWAYS_REFUSED)
    return (*always, no_clone3, *sockets, unknown_families, *terminal)


def _no_namespaces() -> tuple[Rule, ...]:
    flags = (1 << bit for bit in range(32))
    return tuple(
        Rule(call="clone", condition=_masked(0, flag, flag))
        for flag in flags
        if flag & _CLONE_NEW_NAMESPACES
    )


def _no_processes() -> tuple[Rule, ...]:
    # The answer of a kernel at the limit of processes: Python says so in its own words.
    not_a_thread = Rule(call="clone", errno=errno.EAGAIN, condition=_masked(0, _CLONE_THREAD, 0))
    forks = tuple(Rule(call=call, errno=errno.EAGAIN) for call in _FORKS)
    return (*forks, *(Rule(call=call) for call in _EXECS), not_a_thread)


def _honest_statuses() -> tuple[Rule, ...]:
    kills = tuple(
        Rule(call=call, condition=_low_bits(index, signal.SIGKILL)) for call, index in _SENDING
    )
    # A pipe or a file may be told to send a signal, too.
    by_file = Rule(call="fcntl", condition=_low_bits(1, _F_SETSIG))
    new_limit = Condition(index=2, comparison=Comparison.NOT_EQUAL, value=0)
    # A lower hard limit of CPU time, and a timer, would make the kernel send it.
    by_kernel = (
        Rule(call="timer_create"),
        Rule(call="setrlimit"),
        Rule(call="prlimit64", condition=new_limit),
    )
    exits = tuple(
        Rule(call=call, condition=_masked(0, _SIGNAL_STATUS, _SIGNAL_STATUS))
        for call in ("exit", "exit_group")
    )
    return (*kills, by_file, *by_kernel, *exits)


def _equal(index: int, value: int) -> Condition:
    return Condition(index=index, comparison=Comparison.EQUAL, value=value)


def _low_bits(index: int, value: int) -> Condition:
    return _masked(index, _LOW_32_BITS, value)


def _masked(index: int, mask: int, value: int) -> Condition:
    return Condition(index=index, comparison=Comparison.MASKED_EQUAL, value=value, mask=mask)
