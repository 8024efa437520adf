"""Runs every check against an executor, on the machine it will be used on."""

from __future__ import annotations

import contextlib
import os
import secrets
import signal
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from graders.domain.training import Limits
from graders.domain.verdict import StudentFailure
from graders.errors import WorkerBrokenError
from graders.sandbox.conformance.canaries import Canaries, canaries
from graders.sandbox.conformance.ending_checks import ENDING_CHECKS
from graders.sandbox.conformance.limit_checks import LIMIT_CHECKS
from graders.sandbox.conformance.model import Check, CheckResult, Observation
from graders.sandbox.conformance.traces import Traces, left_behind, marked_processes
from graders.sandbox.conformance.wall_checks import WALL_CHECKS
from graders.sandbox.executor import Executor, SandboxJob, SandboxRun
from graders.sandbox.temporary import own_prefix
from graders.sandbox.verdicts import judge
from graders.wire.jobs import Device, JobLimits, ProbeJob
from graders.wire.messages import AnyMessage, NoteReported

CHECKS: Sequence[Check] = (*WALL_CHECKS, *LIMIT_CHECKS, *ENDING_CHECKS)
# The mark is the worker's name in the process list, which holds fifteen characters.
_MARK_PREAMBLE = (
    "import ctypes as _c\n_c.CDLL(None).prctl(15, {mark!r}.encode(), 0, 0, 0)\ndel _c\n"
)


def run_suite(executor: Executor, device: Device = "cpu") -> Iterator[CheckResult]:
    """Run every check and yield how each went, as it ends."""
    for check in CHECKS:
        yield run_check(executor, check, device=device)


def run_check(
    executor: Executor, check: Check, mark: str = "", device: Device = "cpu"
) -> CheckResult:
    """Run one check: the probe inside, canaries and traces outside.

    Args:
        executor: What is tried.
        check: The check.
        mark: Name that the worker gives itself, at most fifteen characters; made up when empty.
        device: For what the sandbox is made; that of a GPU's needs none to be tried.
    """
    started = time.monotonic()
    with canaries() as canary:
        seen = _observe(executor, check, canary, mark or f"gr{secrets.token_hex(5)}", device)
    problems = (*check.judge(seen), *seen.violations)
    return CheckResult(
        group=check.group,
        name=check.name,
        ended=seen.ended,
        seconds=round(time.monotonic() - started, 1),
        problems=problems,
    )


@dataclass(frozen=True, slots=True)
class _Outcome:
    run: SandboxRun | None
    failure: StudentFailure | None
    broken: str


def _observe(
    executor: Executor, check: Check, canary: Canaries, mark: str, device: Device
) -> Observation:
    found: dict[str, list[str]] = {}
    said: list[str] = []

    def hear(message: AnyMessage) -> None:
        said.append(message.model_dump_json())
        if not isinstance(message, NoteReported) or len(said) > 1_000:
            return
        name = message.code.removeprefix("probe.")
        found.setdefault(name, []).append(message.values.get("found", ""))
        if check.kill_worker and name == "ready":
            _kill(mark)

    before = Traces.now()
    with tempfile.TemporaryDirectory(prefix=own_prefix("probe")) as folder:
        source = Path(folder) / "probe.py"
        source.write_text(_probe_text(check, canary.parameters(), mark), "utf-8")
        outcome = _run(executor, check, source, hear, device)
    log = outcome.run.log_tail if outcome.run else ""
    return Observation(
        run=outcome.run,
        failure=outcome.failure,
        broken=outcome.broken,
        found=found,
        violations=(*canary.violations("".join(said) + log), *left_behind(before, mark)),
    )


def _run(
    executor: Executor,
    check: Check,
    source: Path,
    hear: Callable[[AnyMessage], None],
    device: Device,
) -> _Outcome:
    try:
        run = _run_file(executor, source, check.limits, hear, device)
        return _Outcome(run, judge(run, check.limits), "")
    except WorkerBrokenError as error:
        return _Outcome(None, None, str(error))


def run_probe(executor: Executor, probe: str, limits: Limits, device: Device = "cpu") -> SandboxRun:
    """Run one probe without looking at anything but what it leaves."""
    with tempfile.TemporaryDirectory(prefix=own_prefix("probe")) as folder:
        source = Path(folder) / "probe.py"
        source.write_text(probe, "utf-8")
        return _run_file(executor, source, limits, lambda _message: None, device)


def _run_file(
    executor: Executor,
    source: Path,
    limits: Limits,
    hear: Callable[[AnyMessage], None],
    device: Device = "cpu",
) -> SandboxRun:
    # The executor fills in files and limits.
    nothing = JobLimits(cpu_seconds=0, file_mib=0, num_processes=0)
    request = ProbeJob(seed=0, device=device, threads=1, files={}, limits=nothing)
    return executor.run(SandboxJob(request=request, files={"source": source}, limits=limits), hear)


def _probe_text(check: Check, parameters: Mapping[str, object], mark: str) -> str:
    given = "".join(f"{name} = {value!r}\n" for name, value in parameters.items())
    return f"{_MARK_PREAMBLE.format(mark=mark)}{given}{check.probe}"


def _kill(mark: str) -> None:
    for pid in marked_processes(mark):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
