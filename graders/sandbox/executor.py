"""What an executor is asked for and what it gives back; it never says what a run is worth."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from graders.domain.evidence import Usage
from graders.domain.training import Limits
from graders.domain.verdict import Stage
from graders.wire.codec import NamedArray
from graders.wire.jobs import AnyJob
from graders.wire.messages import AnyMessage

OnMessage = Callable[[AnyMessage], None]


class StopReason(StrEnum):
    """Why the parent stopped a run."""

    WALL_SECONDS = "wall_seconds"
    BUILD_WALL_SECONDS = "build_wall_seconds"
    CPU_SECONDS = "cpu_seconds"
    BUILD_CPU_SECONDS = "build_cpu_seconds"
    MEMORY_MIB = "memory_mib"
    OUTPUT_KIB = "output_kib"
    SCRATCH_FILES = "scratch_files"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxJob:
    """One job for a worker.

    Attributes:
        request: What to do; its `files` and `limits` are filled in by the executor.
        files: Host files by role; the executor shows them to the worker read-only.
        limits: What stops a runaway.
    """

    request: AnyJob
    files: Mapping[str, Path]
    limits: Limits


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxRun:
    """What the parent saw of a worker.

    Attributes:
        messages: Everything it said, in order.
        arrays: Everything it sent, in order.
        exit_code: Exit status; None when it ended by a signal.
        exit_signal: Signal number; None when it exited.
        stopped: Why the parent stopped it; None when it ended by itself.
        stopped_at_line: Line of the source it was at when it was stopped, if known.
        stage: The last stage it reached.
        usage: Resources as the parent measured them.
        log_tail: The end of what it printed, without control characters.
    """

    messages: tuple[AnyMessage, ...]
    arrays: tuple[NamedArray, ...]
    exit_code: int | None
    exit_signal: int | None
    stopped: StopReason | None
    stopped_at_line: int | None
    stage: Stage
    usage: Usage
    log_tail: str


class Executor(Protocol):
    """Runs a worker; the ways differ in how far they contain it."""

    @property
    def isolation(self) -> str:
        """How the worker was contained, as written into the record."""

    def run(self, job: SandboxJob, on_message: OnMessage) -> SandboxRun:
        """Run one job to its end.

        Raises:
            WorkerBrokenError: The worker could not be started.
        """
