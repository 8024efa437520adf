"""The default executor on Linux: jobs forked by warm workers, each behind walls of its own.

Theory of operation: a bubblewrap sandbox holds a process that has imported Keras and read nothing
of any job. A job is a fork of it in new namespaces, with the filters, limits and control group that
a sandbox of its own would have. That saves the import, 4 to 8 CPU seconds a job. Where the kernel
lets nobody make namespaces inside of a sandbox, and for jobs on a GPU, each job gets a sandbox of
its own instead.
"""

from __future__ import annotations

import atexit
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Final

from graders.sandbox.bubblewrap import BubblewrapExecutor, GroupedHandle
from graders.sandbox.control_group import ControlGroup, control_group
from graders.sandbox.executor import OnMessage, SandboxJob, SandboxRun
from graders.sandbox.inside import WARM_ARGUMENTS
from graders.sandbox.process_tree import ProcessTree
from graders.sandbox.requests import filled_request
from graders.sandbox.seccomp import stored_filter
from graders.sandbox.starting import StartedWorker
from graders.sandbox.supervisor import Supervisor
from graders.sandbox.zygote import CONTROL_VARIABLE, Zygote, ZygoteUnfitError
from graders.sandbox.zygote_pool import ZygotePool

_OWN_SCRATCH_MIB: Final = 16


class WarmBubblewrapExecutor:
    """Runs each job as a fork of a warm worker.

    Raises:
        ExecutorUnavailableError: bubblewrap is missing or the kernel refuses; says what mends it.
    """

    def __init__(self) -> None:
        self._cold = BubblewrapExecutor()
        self.zygotes = _zygotes_of_this_process()

    @property
    def isolation(self) -> str:
        """The name written into the record."""
        return self._cold.isolation

    @property
    def refusal(self) -> str:
        """Why jobs have sandboxes of their own on this machine; empty while warm workers serve."""
        return f"not used ({self.zygotes.refusal})" if self.zygotes.refusal else ""

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Run one job; see `Executor.run`."""
        if job.request.device == "gpu":
            return self._cold.run(job, on_message)
        with self.zygotes.lend(job.request.threads) as zygote:
            if zygote is not None:
                try:
                    return _run_warm(zygote, job, on_message)
                except ZygoteUnfitError as error:
                    self.zygotes.refuse(str(error))
        return self._cold.run(job, on_message)


@cache
def _zygotes_of_this_process() -> ZygotePool:
    """Return the pool that all executors of this process share; it is closed at exit."""
    pool = ZygotePool(partial(_spawn, BubblewrapExecutor()))
    atexit.register(pool.close)
    return pool


def _spawn(sandbox: BubblewrapExecutor, threads: int) -> Zygote:
    def arguments(jobs: Path, control: int) -> Sequence[str]:
        return [
            *sandbox.confinement(_OWN_SCRATCH_MIB, None, threads=threads, namespaces_inside=True),
            "--dir", "/job", "--ro-bind", str(jobs), "/jobs",
            "--remount-ro", "/dev", "--remount-ro", "/",
            "--setenv", CONTROL_VARIABLE, str(control),
            "--setenv", "GRADER_THREADS", str(threads),
            "--", sys.executable, *WARM_ARGUMENTS,
        ]  # fmt: skip

    return Zygote(arguments)


def _run_warm(zygote: Zygote, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
    with ExitStack() as stack:
        group = stack.enter_context(control_group(job.limits))
        files = {
            **job.files,
            "lockdown": stack.enter_context(stored_filter(allow_processes=False)),
            "first_filter": stack.enter_context(stored_filter(allow_processes=True)),
        }
        request = filled_request(job, {role: f"/job/{role}" for role in files})
        starter = _Fork(zygote=zygote, files=files, job=job, group=group)
        return Supervisor(starter, job.limits, on_message).run(request)


@dataclass(frozen=True, kw_only=True)
class _Fork:
    """Starts a job as a fork of a warm worker."""

    zygote: Zygote
    files: Mapping[str, Path]
    job: SandboxJob
    group: ControlGroup | None

    def start(self) -> StartedWorker:
        return self.zygote.start(
            self.files, scratch_mib=self.job.limits.scratch_mib, make_handle=self._handle
        )

    def _handle(self, pid: int) -> GroupedHandle:
        if self.group is not None:
            self.group.add(pid)
        return GroupedHandle(ProcessTree(pid, counts_root=False), self.group)
