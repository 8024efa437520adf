"""Starts a worker process, listens to it, measures it from outside and stops it at a limit."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from graders.domain.evidence import Usage
from graders.domain.training import Limits
from graders.errors import WireFormatError
from graders.sandbox.executor import OnMessage, SandboxRun, StopReason
from graders.sandbox.inbox import plain_text
from graders.sandbox.run_watch import RunWatch, limit_met
from graders.sandbox.worker_handle import ProcessHandle, WorkerHandle
from graders.wire.codec import FrameReader, NamedArray
from graders.wire.messages import AnyMessage, EpochReported, StageReached

MAX_ARRAY_BYTES = 512 * 2**20
MAX_TOTAL_BYTES = 1024 * 2**20
_POLL_SECONDS = 0.1
_MEASURE_SECONDS = 0.5
_LINE_SECONDS = 1.0
_LINE_OF_SOURCE = re.compile(rb'File "submission\.py", line (\d{1,7})\b')


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """How to start a worker.

    Attributes:
        arguments: Program and arguments.
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
    handle: Callable[[subprocess.Popen[bytes]], WorkerHandle] = ProcessHandle


class Supervisor:
    """Runs one worker to its end.

    Args:
        command: How to start it; `{result_fd}` in an argument becomes the pipe's descriptor.
        limits: What stops it.
        on_message: Called with every message as it arrives.
    """

    def __init__(self, command: Command, limits: Limits, on_message: OnMessage) -> None:
        self._command = command
        self._limits = limits
        self._on_message = on_message
        self._reader = FrameReader(max_array_bytes=MAX_ARRAY_BYTES, max_total_bytes=MAX_TOTAL_BYTES)

    def run(self, request: bytes) -> SandboxRun:
        """Start the worker, send it `request`, and follow it until it has ended."""
        process, result = self._start()
        watch = RunWatch(started=time.monotonic())
        handle = self._command.handle(process)
        killed_for_memory = False
        try:
            _send(process, request)
            self._listen(process, result, watch, handle)
        finally:
            killed_for_memory = handle.end()
            process.wait()
            result.close()
            if process.stdout:
                process.stdout.close()
            if process.stderr:
                process.stderr.close()
        if killed_for_memory and watch.stopped is None:
            watch.stopped = StopReason.MEMORY_MIB
        return _result(process.returncode, watch, handle)

    def _start(self) -> tuple[subprocess.Popen[bytes], IO[bytes]]:
        """Start the process; the second value is where its results come out."""
        if self._command.result_on_stdout:
            process = self._popen(self._command.arguments, {}, (), stderr=subprocess.PIPE)
            if process.stdout is None:
                raise ValueError("a process without standard output")
            return process, process.stdout
        result_read, result_write = os.pipe()
        arguments = [
            part.replace("{result_fd}", str(result_write)) for part in self._command.arguments
        ]
        process = self._popen(
            arguments,
            {"GRADER_RESULT_FD": str(result_write)},
            (result_write,),
            stderr=subprocess.STDOUT,
        )
        os.close(result_write)
        return process, os.fdopen(result_read, "rb", buffering=0)

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
            env={**self._command.environment, **environment},
            cwd=self._command.working_directory,
            pass_fds=(*descriptors, *self._command.pass_descriptors),
        )

    def _listen(
        self,
        process: subprocess.Popen[bytes],
        result: IO[bytes],
        watch: RunWatch,
        handle: WorkerHandle,
    ) -> None:
        last_measured = 0.0
        log = _log_of(process)
        with selectors.DefaultSelector() as selector:
            selector.register(result.fileno(), selectors.EVENT_READ, "result")
            if log:
                selector.register(log.fileno(), selectors.EVENT_READ, "log")
            while selector.get_map() and watch.stopped is None:
                for key, _events in selector.select(_POLL_SECONDS):
                    data = os.read(key.fd, 2**18)
                    if not data:
                        selector.unregister(key.fd)
                    elif key.data == "log":
                        watch.add_log(data)
                    else:
                        self._take(data, watch, handle)
                self._glance(watch, handle, exactly=_is_due(last_measured))
                last_measured = time.monotonic() if _is_due(last_measured) else last_measured
                if process.poll() is not None and not _has_data(selector):
                    break
        if watch.stopped not in (None, StopReason.MALFORMED):
            _ask_for_line(log, watch, handle)

    def _glance(self, watch: RunWatch, handle: WorkerHandle, *, exactly: bool) -> None:
        tree = handle.tree
        if tree and exactly:
            tree.measure()
        elif tree:
            tree.glance(above_mib=self._limits.memory_mib)
        watch.stopped = watch.stopped or limit_met(watch, self._limits, tree)

    def _take(self, data: bytes, watch: RunWatch, handle: WorkerHandle) -> None:
        try:
            for frame in self._reader.feed(data):
                self._hear(frame, watch, handle)
        except WireFormatError:
            watch.stopped = StopReason.MALFORMED

    def _hear(self, frame: AnyMessage | NamedArray, watch: RunWatch, handle: WorkerHandle) -> None:
        if isinstance(frame, NamedArray):
            watch.arrays.append(frame)
            return
        if not isinstance(frame, EpochReported):
            watch.messages.append(frame)
        if isinstance(frame, StageReached):
            watch.advance(frame.stage, handle.tree)
        self._on_message(frame)


def _send(process: subprocess.Popen[bytes], request: bytes) -> None:
    if process.stdin is None:
        return
    # A worker that dies at once is told by its exit status, not by the broken pipe.
    with contextlib.suppress(BrokenPipeError):
        process.stdin.write(request)
    with contextlib.suppress(BrokenPipeError):
        process.stdin.close()


def _log_of(process: subprocess.Popen[bytes]) -> IO[bytes] | None:
    """Where what is printed comes out: standard error where standard output carries results."""
    return process.stderr or process.stdout


def _is_due(last_measured: float) -> bool:
    return time.monotonic() - last_measured > _MEASURE_SECONDS


def _has_data(selector: selectors.BaseSelector) -> bool:
    return bool(selector.get_map()) and bool(selector.select(0))


def _ask_for_line(log: IO[bytes] | None, watch: RunWatch, handle: WorkerHandle) -> None:
    # Only what comes after the signal is the interpreter's answer, not the student's print.
    answer = bytearray()
    handle.ask_for_line()
    deadline = time.monotonic() + _LINE_SECONDS
    if log is None:
        return
    with selectors.DefaultSelector() as selector:
        selector.register(log.fileno(), selectors.EVENT_READ)
        while time.monotonic() < deadline and watch.line is None:
            for key, _events in selector.select(0.1):
                data = os.read(key.fd, 2**16)
                if not data:
                    return
                answer += data
                found = _LINE_OF_SOURCE.search(answer)
                watch.line = int(found.group(1)) if found else None


def _result(returncode: int, watch: RunWatch, handle: WorkerHandle) -> SandboxRun:
    # bubblewrap, shells and engines report a child's signal as 128 + number.
    by_signal = -returncode if returncode < 0 else returncode - 128 if returncode > 128 else None
    tree = handle.tree
    return SandboxRun(
        messages=tuple(watch.messages),
        arrays=tuple(watch.arrays),
        exit_code=returncode if by_signal is None else None,
        exit_signal=by_signal,
        stopped=watch.stopped,
        stopped_at_line=watch.line,
        stage=watch.stage,
        usage=Usage(
            wall_seconds=round(time.monotonic() - watch.started, 2),
            cpu_seconds=round(tree.cpu_seconds if tree else 0.0, 2),
            peak_memory_mib=round(tree.peak_memory_mib if tree else 0.0, 1),
        ),
        log_tail=plain_text(bytes(watch.log).decode("utf-8", "replace"), 8_000),
    )
