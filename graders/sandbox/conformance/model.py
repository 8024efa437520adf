"""What a check of an executor is, and what it is judged by."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from graders.domain.training import Limits
from graders.domain.verdict import StudentFailure, Verdict
from graders.sandbox.executor import SandboxRun

PROBES = Path(__file__).with_name("probes")
LIMITS = Limits(
    wall_seconds=30,
    cpu_seconds=20,
    build_cpu_seconds=20,
    memory_mib=400,
    scratch_mib=16,
    num_processes=64,
    output_kib=64,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Observation:
    """What was seen of one probe from outside.

    Attributes:
        run: The run; None when the worker broke.
        failure: How it was judged; None when it completed or broke.
        broken: Why the worker broke; empty when it did not.
        found: What the probe reported, by name.
        violations: What the canaries and the traces on this machine say.
    """

    run: SandboxRun | None
    failure: StudentFailure | None
    broken: str
    found: Mapping[str, Sequence[str]]
    violations: Sequence[str]

    @property
    def ended(self) -> str:
        """How it ended, in a few words."""
        if self.broken:
            return f"broken: {self.broken[:80]}"
        if self.failure is None:
            return "completed"
        return " ".join(
            part for part in (self.failure.verdict, self.failure.kind, self.failure.limit) if part
        )


Judgement = Callable[[Observation], Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that an executor must do.

    Attributes:
        group: What it is about: `network`, `files`, `processes`, `limits`, `output`, `endings`,
            `cleanup`.
        name: What must hold, in a few words.
        probe: Python that runs where student code would.
        judge: Returns what is wrong; empty when the executor does as it must.
        limits: Limits of the run.
        kill_worker: Whether the worker is killed from outside once it has said `ready`.
    """

    group: str
    name: str
    probe: str
    judge: Judgement
    limits: Limits = LIMITS
    kill_worker: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """How a check went.

    Attributes:
        group: Its group.
        name: Its name.
        problems: What is wrong; empty when it passed.
        ended: How the probe ended.
        seconds: Wall clock.
    """

    group: str
    name: str
    ended: str
    seconds: float
    problems: tuple[str, ...] = field(default=())


def probe_file(name: str) -> str:
    """Text of a longer probe."""
    return (PROBES / f"{name}.py.txt").read_text("utf-8")


def silent(*names: str) -> Judgement:
    """The probe completed and reported nothing under these names."""

    def judge(seen: Observation) -> Sequence[str]:
        problems = [f"{name}: {text}" for name in names for text in seen.found.get(name, ())]
        return [*problems, *_completed(seen)]

    return judge


def ends_with(verdict: Verdict, *kinds: str, line_known: bool = False) -> Judgement:
    """The run ended with this verdict, of one of these kinds if any are given."""

    def judge(seen: Observation) -> Sequence[str]:
        failure = seen.failure
        if failure is None or failure.verdict is not verdict:
            return [f"expected {verdict}, got {seen.ended}"]
        if kinds and failure.kind not in kinds:
            return [f"expected the cause {' or '.join(kinds)}, got {failure.kind}"]
        if line_known and failure.line is None:
            return ["the line it was at is not known"]
        return []

    return judge


def completes(seen: Observation) -> Sequence[str]:
    """The run completed."""
    return _completed(seen)


def breaks(seen: Observation) -> Sequence[str]:
    """The failure is the grader's, so the run is repeated and nobody loses a point."""
    if "ready" not in seen.found:
        return [f"the probe never began: {seen.ended}"]
    return [] if seen.broken else [f"expected a failure of the grader's, got {seen.ended}"]


def _completed(seen: Observation) -> list[str]:
    return [] if seen.ended == "completed" else [f"expected a completed run, got {seen.ended}"]
