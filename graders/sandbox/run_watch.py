"""What is known of a running worker, and which limit it has met."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Final

from graders.domain.training import Limits
from graders.domain.verdict import Stage
from graders.sandbox.executor import StopReason
from graders.sandbox.process_tree import ProcessTree
from graders.wire.codec import NamedArray
from graders.wire.messages import AnyMessage

BUILD_WALL_PER_CPU_SECOND: Final = 6
MAX_SCRATCH_FILES: Final = 20_000
_LOG_TAIL_BYTES: Final = 16 * 2**10
_BUILDING: Final = frozenset({Stage.LOADING, Stage.BUILDING})


@dataclass(slots=True)
class RunWatch:
    """What is known of a running worker.

    Attributes:
        started: Monotonic time at which it was started.
        stage: The last stage it reached.
        stopped: Why it is being stopped; None while it may go on.
        line: Line of the source it was at when it was stopped, if known.
    """

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

    @property
    def is_building(self) -> bool:
        """Whether the student's file is being loaded or its model built."""
        return self.stage in _BUILDING

    def add_log(self, data: bytes) -> None:
        """Count printed bytes and keep the end of them."""
        self.log_bytes += len(data)
        self.log += data
        del self.log[: max(0, len(self.log) - _LOG_TAIL_BYTES)]

    def advance(self, name: str, tree: ProcessTree | None) -> None:
        """Move to a later stage; a worker cannot go back to look like a failure of ours."""
        if name not in set(Stage) or Stage(name).order <= self.stage.order:
            return
        if Stage(name) in _BUILDING and not self.is_building:
            self.build_started_wall = time.monotonic()
            if tree:
                tree.measure()
                self.build_started_cpu = tree.cpu_seconds
        self.stage = Stage(name)


def limit_met(watch: RunWatch, limits: Limits, tree: ProcessTree | None) -> StopReason | None:
    """Return the limit that a worker has met, or None."""
    return (
        _output_met(watch, limits) or _met_by_tree(watch, limits, tree) or _wall_met(watch, limits)
    )


def _output_met(watch: RunWatch, limits: Limits) -> StopReason | None:
    return StopReason.OUTPUT_KIB if watch.log_bytes > limits.output_kib * 1024 else None


def _met_by_tree(watch: RunWatch, limits: Limits, tree: ProcessTree | None) -> StopReason | None:
    if tree is None:
        return None
    building_cpu = tree.cpu_seconds - watch.build_started_cpu
    checks = (
        (StopReason.MEMORY_MIB, tree.memory_mib > limits.memory_mib),
        (StopReason.SCRATCH_FILES, tree.scratch_files() > MAX_SCRATCH_FILES),
        (
            StopReason.BUILD_CPU_SECONDS,
            watch.is_building and building_cpu > limits.build_cpu_seconds,
        ),
        (StopReason.CPU_SECONDS, tree.cpu_seconds > limits.cpu_seconds),
    )
    return next((reason for reason, met in checks if met), None)


def _wall_met(watch: RunWatch, limits: Limits) -> StopReason | None:
    now = time.monotonic()
    build_wall = limits.build_cpu_seconds * BUILD_WALL_PER_CPU_SECOND
    if watch.is_building and now - watch.build_started_wall > build_wall:
        return StopReason.BUILD_WALL_SECONDS
    return StopReason.WALL_SECONDS if now - watch.started > limits.wall_seconds else None
