"""Starts a worker process, listens to it, measures it from outside and stops it at a limit."""

from __future__ import annotations

import contextlib
import os
import re
import selectors
import time

from graders.domain.evidence import Usage
from graders.domain.training import Limits
from graders.errors import WireFormatError
from graders.sandbox.executor import OnMessage, SandboxRun, StopReason
from graders.sandbox.inbox import plain_text
from graders.sandbox.run_watch import RunWatch, limit_met
from graders.sandbox.starting import StartedWorker, Starter
from graders.sandbox.worker_handle import WorkerHandle
from graders.wire.codec import FrameReader, NamedArray
from graders.wire.messages import AnyMessage, EpochReported, StageReached

MAX_ARRAY_BYTES = 512 * 2**20
MAX_TOTAL_BYTES = 1024 * 2**20
_POLL_SECONDS = 0.1
_MEASURE_SECONDS = 0.5
_LINE_SECONDS = 1.0
_LINE_OF_SOURCE = re.compile(rb'File "submission\.py", line (\d{1,7})\b')


class Supervisor:
    """Runs one worker to its end.

    Args:
        starter: Starts it.
        limits: What stops it.
        on_message: Called with every message as it arrives.
    """

    def __init__(self, starter: Starter, limits: Limits, on_message: OnMessage) -> None:
        self._starter = starter
        self._limits = limits
        self._on_message = on_message
        self._reader = FrameReader(max_array_bytes=MAX_ARRAY_BYTES, max_total_bytes=MAX_TOTAL_BYTES)

    def run(self, request: bytes) -> SandboxRun:
        """Start the worker, send it `request`, and follow it until it has ended."""
        worker = self._starter.start()
        watch = RunWatch(started=time.monotonic())
        try:
            _send(worker, request)
            self._listen(worker, watch)
        finally:
            # Who started it may be gone as well, and then `wait` raises.
            with contextlib.closing(worker):
                killed_for_memory = worker.handle.end()
                worker.process.wait()
        if killed_for_memory and watch.stopped is None:
            watch.stopped = StopReason.MEMORY_MIB
        return _result(worker, watch)

    def _listen(self, worker: StartedWorker, watch: RunWatch) -> None:
        last_measured = 0.0
        with selectors.DefaultSelector() as selector:
            selector.register(worker.result.fileno(), selectors.EVENT_READ, "result")
            selector.register(worker.log.fileno(), selectors.EVENT_READ, "log")
            while selector.get_map() and watch.stopped is None:
                for key, _events in selector.select(_POLL_SECONDS):
                    data = os.read(key.fd, 2**18)
                    if not data:
                        selector.unregister(key.fd)
                    elif key.data == "log":
                        watch.add_log(data)
                    else:
                        self._take(data, watch, worker.handle)
                self._glance(watch, worker.handle, exactly=_is_due(last_measured))
                last_measured = time.monotonic() if _is_due(last_measured) else last_measured
                if worker.process.poll() is not None and not _has_data(selector):
                    break
        if watch.stopped not in (None, StopReason.MALFORMED):
            _ask_for_line(worker, watch)

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


def _send(worker: StartedWorker, request: bytes) -> None:
    # A worker that dies at once is told by its exit status, not by the broken pipe.
    with contextlib.suppress(BrokenPipeError):
        worker.request.write(request)
    with contextlib.suppress(BrokenPipeError):
        worker.request.close()


def _is_due(last_measured: float) -> bool:
    return time.monotonic() - last_measured > _MEASURE_SECONDS


def _has_data(selector: selectors.BaseSelector) -> bool:
    return bool(selector.get_map()) and bool(selector.select(0))


def _ask_for_line(worker: StartedWorker, watch: RunWatch) -> None:
    # Only what comes after the signal is the interpreter's answer, not the student's print.
    answer = bytearray()
    worker.handle.ask_for_line()
    deadline = time.monotonic() + _LINE_SECONDS
    with selectors.DefaultSelector() as selector:
        selector.register(worker.log.fileno(), selectors.EVENT_READ)
        while time.monotonic() < deadline and watch.line is None:
            for key, _events in selector.select(0.1):
                data = os.read(key.fd, 2**16)
                if not data:
                    return
                answer += data
                found = _LINE_OF_SOURCE.search(answer)
                watch.line = int(found.group(1)) if found else None


def _result(worker: StartedWorker, watch: RunWatch) -> SandboxRun:
    returncode, tree = worker.process.wait(), worker.handle.tree
    # bubblewrap, shells and engines report a child's signal as 128 + number.
    by_signal = -returncode if returncode < 0 else returncode - 128 if returncode > 128 else None
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
