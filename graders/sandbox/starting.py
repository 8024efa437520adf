"""How a worker is started: as a process of its own, or by whoever else offers one."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO, Protocol

from graders.sandbox.process_tree import ProcessTree
from graders.sandbox.worker_handle import ProcessHandle, WorkerHandle


class WorkerProcess(Protocol):
    """What the supervisor needs of a process; `subprocess.Popen` has it."""

    @property
    def returncode(self) -> int | None:
        """Exit status, or minus the number of a signal; None while it runs."""

    def poll(self) -> int | None:
        """Look whether it has ended; returns `returncode`."""

    def wait(self) -> int:
        """Wait for its end; returns `returncode`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedWorker:
    """A worker that waits for its request.

    Attributes:
        process: The process.
        handle: How to measure and end it.
        request: Where the request is written.
        result: Where its results come out.
        log: Where what it prints comes out.
    """

    process: WorkerProcess
    handle: WorkerHandle
    request: IO[bytes]
    result: IO[bytes]
    log: IO[bytes]

    def close(self) -> None:
        """Close our ends of its pipes."""
        for pipe in (self.request, self.result, self.log):
            pipe.close()


def plain_handle(process: subprocess.Popen[bytes]) -> WorkerHandle:
    """Return a handle of a process and everything below it."""
    return ProcessHandle(ProcessTree(process.pid))


class Starter(Protocol):
    """Starts one worker."""

    def start(self) -> StartedWorker:
        """Start it.

        Raises:
            WorkerBrokenError: It cannot be started.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """A worker that is a process of its own.

    Attributes:
        arguments: Program and arguments; `{result_fd}` in one becomes the result pipe's descriptor.
        environment: The whole environment of the process.
        working_directory: Where it starts.
        pass_descriptors: Open descriptors it inherits besides the result pipe.
        result_on_stdout: Whether results come on standard output, where no other descriptor can be
            handed over; what is printed then comes on standard error.
        handle: How to measure and end what was started.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    working_directory: str
    pass_descriptors: tuple[int, ...] = ()
    result_on_stdout: bool = False
    handle: Callable[[subprocess.Popen[bytes]], WorkerHandle] = plain_handle

    def start(self) -> StartedWorker:
        """Start the process."""
        if self.result_on_stdout:
            process = self._popen(self.arguments, {}, (), stderr=subprocess.PIPE)
            return self._started(process, result=process.stdout, log=process.stderr)
        result_read, result_write = os.pipe()
        arguments = [part.replace("{result_fd}", str(result_write)) for part in self.arguments]
        process = self._popen(
            arguments,
            {"GRADER_RESULT_FD": str(result_write)},
            (result_write,),
            stderr=subprocess.STDOUT,
        )
        os.close(result_write)
        result = os.fdopen(result_read, "rb", buffering=0)
        return self._started(process, result=result, log=process.stdout)

    def _started(
        self, process: subprocess.Popen[bytes], *, result: IO[bytes] | None, log: IO[bytes] | None
    ) -> StartedWorker:
        if process.stdin is None or result is None or log is None:
            raise ValueError("a process without pipes")
        return StartedWorker(
            process=process,
            handle=self.handle(process),
            request=process.stdin,
            result=result,
            log=log,
        )

    def _popen(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        descriptors: tuple[int, ...],
        *,
        stderr: int,
    ) -> subprocess.Popen[bytes]:
        return subprocess.Popen(  # noqa: S603 - the arguments are ours
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            bufsize=0,
            env={**self.environment, **environment},
            cwd=self.working_directory,
            pass_fds=(*descriptors, *self.pass_descriptors),
        )
