"""Starts a worker process, listens to it, measures it from outside and stops it at a limit."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graders.domain.evidence import Usage
from graders.domain.training import Limits
from graders.domain.verdict import Stage
from graders.errors import WireFormatError
from graders.sandbox.executor import OnMessage, SandboxRun, StopReason
from graders.sandbox.inbox import plain_text
from graders.sandbox.process_tree import ProcessTree
from graders.wire.codec import FrameReader, NamedArray
from graders.wire.messages import AnyMessage, EpochReported, StageReached

MAX_ARRAY_BYTES = 512 * 2**20
MAX_TOTAL_BYTES = 1024 * 2**20
BUILD_WALL_PER_CPU_SECOND = 6
_LOG_TAIL_BYTES = 16 * 2**10
_POLL_SECONDS = 0.25
_MEASURE_SECONDS = 0.5
_LINE_OF_SOURCE = re.compile(rb'File "submission\.py", line (\d{1,7})\b')
_BUILDING = frozenset({Stage.LOADING, Stage.BUILDING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """How to start a worker.

    Attributes:
        arguments: Program and arguments.
        environment: The whole environment of the process.
        working_directory: Where it starts.
        pass_descriptors: Open descriptors it inherits besides the result pipe.
    """

    arguments: Sequence[str]
    environment: Mapping[str, str]
    working_directory: str
    pass_descriptors: tuple[int, ...] = ()


@dataclass(slots=True)
class _Watch:
    """What is known of the running worker."""

    started: float
    messages: list[AnyMessage] = field(default_factory=list)
    arrays: list[NamedArray] = field(default_factory=list)
    stage: Stage = Stage.STARTING
    build_started_wall: float = 0.0
    build_started_cpu: float = 0.0
    stopped: StopReason | None = None
    log: bytearray = field(default_factory=bytearray)
    log_bytes: int = 0
    line: int | None = None


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
        result_read, result_write = os.pipe()
        environment = {**self._command.environment, "GRADER_RESULT_FD": str(result_write)}
        arguments = [
            part.replace("{result_fd}", str(result_write)) for part in self._command.arguments
        ]
        process = subprocess.Popen(  # noqa: S603 - the arguments are ours
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=environment,
            cwd=self._command.working_directory,
            pass_fds=(result_write, *self._command.pass_descriptors),
        )
        os.close(result_write)
        watch = _Watch(started=time.monotonic())
        tree = ProcessTree(process.pid)
        try:
            self._send(process, request)
            self._listen(process, result_read, watch, tree)
        finally:
            tree.kill()
            process.wait()
            os.close(result_read)
            if process.stdout:
                process.stdout.close()
        return self._result(process.returncode, watch, tree)

    @staticmethod
    def _send(process: subprocess.Popen[bytes], request: bytes) -> None:
        if process.stdin is None:
            return
        # A worker that dies at once is told by its exit status, not by the broken pipe.
        with contextlib.suppress(BrokenPipeError):
            process.stdin.write(request)
        with contextlib.suppress(BrokenPipeError):
            process.stdin.close()

    def _listen(
        self, process: subprocess.Popen[bytes], result_read: int, watch: _Watch, tree: ProcessTree
    ) -> None:
        last_measured = 0.0
        with selectors.DefaultSelector() as selector:
            selector.register(result_read, selectors.EVENT_READ, "result")
            if process.stdout:
                selector.register(process.stdout.fileno(), selectors.EVENT_READ, "log")
            while selector.get_map() and watch.stopped is None:
                for key, _events in selector.select(_POLL_SECONDS):
                    data = os.read(key.fd, 2**18)
                    if not data:
                        selector.unregister(key.fd)
                    else:
                        self._take(data, key.data == "log", watch, tree)
                if time.monotonic() - last_measured > _MEASURE_SECONDS:
                    last_measured = time.monotonic()
                    tree.measure()
                    watch.stopped = watch.stopped or self._limit_met(watch, tree)
                if process.poll() is not None and not _has_data(selector):
                    break
        if watch.stopped not in (None, StopReason.MALFORMED):
            self._ask_for_line(process, watch, tree)

    def _take(self, data: bytes, is_log: bool, watch: _Watch, tree: ProcessTree) -> None:  # noqa: FBT001
        if is_log:
            watch.log_bytes += len(data)
            watch.log += data
            del watch.log[: max(0, len(watch.log) - _LOG_TAIL_BYTES)]
            return
        try:
            frames = self._reader.feed(data)
        except WireFormatError:
            watch.stopped = StopReason.MALFORMED
            return
        for frame in frames:
            if isinstance(frame, NamedArray):
                watch.arrays.append(frame)
                continue
            if isinstance(frame, EpochReported):
                self._on_message(frame)
                continue
            watch.messages.append(frame)
            if isinstance(frame, StageReached):
                _advance(watch, frame.stage, tree)
            self._on_message(frame)

    def _limit_met(self, watch: _Watch, tree: ProcessTree) -> StopReason | None:
        limits, now = self._limits, time.monotonic()
        building = watch.stage in _BUILDING
        build_wall = limits.build_cpu_seconds * BUILD_WALL_PER_CPU_SECOND
        checks = (
            (StopReason.MEMORY_MIB, tree.memory_mib > limits.memory_mib),
            (StopReason.OUTPUT_KIB, watch.log_bytes > limits.output_kib * 1024),
            (
                StopReason.BUILD_CPU_SECONDS,
                building and tree.cpu_seconds - watch.build_started_cpu > limits.build_cpu_seconds,
            ),
            (
                StopReason.BUILD_WALL_SECONDS,
                building and now - watch.build_started_wall > build_wall,
            ),
            (StopReason.CPU_SECONDS, tree.cpu_seconds > limits.cpu_seconds),
            (StopReason.WALL_SECONDS, now - watch.started > limits.wall_seconds),
        )
        return next((reason for reason, met in checks if met), None)

    @staticmethod
    def _ask_for_line(process: subprocess.Popen[bytes], watch: _Watch, tree: ProcessTree) -> None:
        # Only what comes after the signal is the interpreter's answer, not the student's print.
        answer = bytearray()
        tree.signal_youngest(signal.SIGUSR1)
        deadline = time.monotonic() + 1.0
        if process.stdout is None:
            return
        with selectors.DefaultSelector() as selector:
            selector.register(process.stdout.fileno(), selectors.EVENT_READ)
            while time.monotonic() < deadline and watch.line is None:
                for key, _events in selector.select(0.1):
                    data = os.read(key.fd, 2**16)
                    if not data:
                        return
                    answer += data
                    found = _LINE_OF_SOURCE.search(answer)
                    watch.line = int(found.group(1)) if found else None

    def _result(self, returncode: int, watch: _Watch, tree: ProcessTree) -> SandboxRun:
        # bubblewrap and shells report a child's signal as 128 + number.
        by_signal = (
            -returncode if returncode < 0 else returncode - 128 if returncode > 128 else None
        )
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
                cpu_seconds=round(tree.cpu_seconds, 2),
                peak_memory_mib=round(tree.peak_memory_mib, 1),
            ),
            log_tail=plain_text(bytes(watch.log).decode("utf-8", "replace"), 8_000),
        )


def _advance(watch: _Watch, name: str, tree: ProcessTree) -> None:
    """Move to a later stage; a worker cannot go back to look like a failure of ours."""
    if name not in set(Stage) or Stage(name).order <= watch.stage.order:
        return
    if Stage(name) in _BUILDING and watch.stage not in _BUILDING:
        tree.measure()
        watch.build_started_wall, watch.build_started_cpu = time.monotonic(), tree.cpu_seconds
    watch.stage = Stage(name)


def _has_data(selector: selectors.BaseSelector) -> bool:
    return bool(selector.get_map()) and bool(selector.select(0))
