"""The grader's end of a warm worker: starts one, sends it jobs, throws it away when it looks wrong.

Theory of operation: a warm worker is a sandboxed process that has imported Keras and run nothing;
`graders.worker.warm` is its other end. Files of a job are put into a folder that the sandbox shows
read-only. The number of a job's first process comes from the kernel, with the message in which that
process says that it was started; nothing inside is believed about it.
"""

from __future__ import annotations

import os
import secrets
import select
import shutil
import socket
import struct
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Final

from pydantic import ValidationError

from graders.errors import WorkerBrokenError
from graders.sandbox.starting import StartedWorker
from graders.sandbox.temporary import own_prefix
from graders.sandbox.worker_handle import WorkerHandle
from graders.wire.warm import MAX_BYTES, REPLY, Ended, Ready, Started, Unfit, WarmOrder, WarmReply

READY_SECONDS: Final = 180.0
_STARTED_SECONDS: Final = 30.0
_ENDED_SECONDS: Final = 30.0
_CREDENTIALS: Final = struct.Struct("3i")
CONTROL_VARIABLE: Final = "GRADER_CONTROL_FD"
# What the folder of a warm worker holds, as its name says in the temporary folder.
JOBS_FOLDER: Final = "jobs"

MakeHandle = Callable[[int], WorkerHandle]
# Told the folder of job files and the control descriptor, it says how to start the process.
MakeArguments = Callable[[Path, int], Sequence[str]]


class ZygoteUnfitError(Exception):
    """A warm worker cannot serve; the job it was meant for has not begun."""


class Zygote:
    """One warm worker.

    Must be made in a thread that outlives it: the sandbox dies with the thread that started it.

    Args:
        make_arguments: How the process is started.

    Attributes:
        is_fit: Whether it may be given another job.
    """

    def __init__(self, make_arguments: MakeArguments) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix=own_prefix(JOBS_FOLDER)))
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the process
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setsockopt(socket.SOL_SOCKET, socket.SO_PASSCRED, 1)
        self._control = ours
        self.is_fit = True
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 - the arguments are ours
                make_arguments(self._folder, theirs.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=self._log,
                stderr=self._log,
                env={},
                cwd="/",
                pass_fds=(theirs.fileno(),),
            )

    def wait_until_ready(self) -> None:
        """Wait until everything is imported.

        Raises:
            ZygoteUnfitError: It does not come up, or says that it is unfit; it is closed then.
        """
        try:
            self._expect(Ready, READY_SECONDS)
        except BaseException:
            self.close()
            raise

    def start(
        self, files: Mapping[str, Path], *, scratch_mib: int, make_handle: MakeHandle
    ) -> StartedWorker:
        """Fork one job that waits for its request.

        Args:
            files: Host files by role, seen inside as `/job/<role>`.
            scratch_mib: Size of each of its scratch folders.
            make_handle: Makes the handle of the job's first process from its number.

        Raises:
            ZygoteUnfitError: The job could not be started.
        """
        job = secrets.token_hex(8)
        _place(self._folder / job, files)
        pipes = [os.pipe() for _ in range(3)]
        (request_read, request_write), (result_read, result_write), (log_read, log_write) = pipes
        theirs = [request_read, result_write, log_write]
        order = WarmOrder(job=job, scratch_mib=scratch_mib).model_dump_json().encode()
        try:
            socket.send_fds(self._control, [order], theirs)
            pid = self._expect(Started, _STARTED_SECONDS)
            handle = make_handle(pid)
        except BaseException as error:
            self.is_fit = False
            for descriptor in (request_write, result_read, log_read):
                os.close(descriptor)
            if isinstance(error, OSError):
                raise ZygoteUnfitError(str(error)) from None
            raise
        finally:
            for descriptor in theirs:
                os.close(descriptor)
        return StartedWorker(
            process=ForkedProcess(self, self._folder / job),
            handle=handle,
            request=_opened(request_write, "wb"),
            result=_opened(result_read, "rb"),
            log=_opened(log_read, "rb"),
        )

    def ended(self, *, seconds: float) -> int | None:
        """Return how the job ended, or None if it did not within `seconds`.

        Raises:
            WorkerBrokenError: The warm worker is gone or says something else.
        """
        try:
            reply, _pid = self._receive(seconds)
        except ZygoteUnfitError as error:
            raise WorkerBrokenError(f"the warm worker failed: {error}") from None
        if reply is None:
            return None
        if not isinstance(reply, Ended):
            self.is_fit = False
            raise WorkerBrokenError(f"the warm worker answered out of turn: {reply.kind}")
        return reply.returncode

    def close(self) -> None:
        """End it and everything in its sandbox."""
        self.is_fit = False
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._log.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _expect(self, kind: type[Ready] | type[Started], seconds: float) -> int:
        reply, pid = self._receive(seconds)
        if not isinstance(reply, kind) or pid <= 0:
            said = reply.kind if reply else "nothing in time"
            self.is_fit = False
            raise ZygoteUnfitError(f"expected {kind.__name__.lower()}, got {said}")
        return pid

    def _receive(self, seconds: float) -> tuple[WarmReply | None, int]:
        """Return the next reply, or None in time, and the number of who sent it."""
        if not select.select([self._control], [], [], seconds)[0]:
            return None, 0
        try:
            data, extra, _flags, _address = self._control.recvmsg(
                MAX_BYTES, socket.CMSG_SPACE(_CREDENTIALS.size)
            )
            reply = REPLY.validate_json(data)
        except (OSError, ValidationError):
            reply = Unfit(reason=self._last_words())
        if isinstance(reply, Unfit):
            self.is_fit = False
            raise ZygoteUnfitError(reply.reason)
        pids = [
            _CREDENTIALS.unpack(content)[0]
            for level, kind, content in extra
            if (level, kind) == (socket.SOL_SOCKET, socket.SCM_CREDENTIALS)
        ]
        return reply, pids[0] if pids else 0

    def _last_words(self) -> str:
        self._log.seek(0)
        said = self._log.read().decode("utf-8", "replace").strip()
        return said[-180:] or "it ended without a word"


class ForkedProcess:
    """A job of a warm worker, as `subprocess.Popen` would show it.

    Args:
        zygote: Whose job it is.
        folder: Its files, removed at its end.

    Attributes:
        returncode: Exit status, or minus the number of a signal; None while it runs.
    """

    def __init__(self, zygote: Zygote, folder: Path) -> None:
        self._zygote = zygote
        self._folder = folder
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Look whether it has ended; returns `returncode`."""
        return self._look(0.0)

    def wait(self) -> int:
        """Wait for its end.

        Raises:
            WorkerBrokenError: It was ended, but the warm worker does not say so.
        """
        code = self._look(_ENDED_SECONDS)
        shutil.rmtree(self._folder, ignore_errors=True)
        if code is None:
            self._zygote.is_fit = False
            raise WorkerBrokenError("the warm worker does not say how a job ended")
        return code

    def _look(self, seconds: float) -> int | None:
        if self.returncode is None:
            self.returncode = self._zygote.ended(seconds=seconds)
        return self.returncode


def _place(folder: Path, files: Mapping[str, Path]) -> None:
    """Put files where the sandbox shows them; a link, unlike a copy, shares the pages in memory."""
    folder.mkdir()
    for role, path in files.items():
        target = folder / role
        target.parent.mkdir(parents=True, exist_ok=True)
        source = path.resolve()
        if source.is_dir():
            shutil.copytree(source, target, copy_function=_link_or_copy)
        else:
            _link_or_copy(source, target)


def _link_or_copy(source: str | Path, target: str | Path) -> None:
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def _opened(descriptor: int, mode: str) -> IO[bytes]:
    return os.fdopen(descriptor, mode, buffering=0)


__all__ = ["CONTROL_VARIABLE", "ForkedProcess", "Zygote", "ZygoteUnfitError"]
