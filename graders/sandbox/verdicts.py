"""Decides how a run ended from what the parent saw; the worker's words only fill in the detail."""

from __future__ import annotations

import signal
from dataclasses import replace

from graders.domain.training import Limits
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.sandbox.executor import SandboxRun, StopReason
from graders.sandbox.inbox import plain_text
from graders.sandbox.run_watch import BUILD_WALL_PER_CPU_SECOND, MAX_SCRATCH_FILES
from graders.wire.messages import BreakdownReported, FailureReported, Finished

_VERDICT_OF_STOP = {
    StopReason.WALL_SECONDS: Verdict.WALL_TIME_EXCEEDED,
    StopReason.BUILD_WALL_SECONDS: Verdict.WALL_TIME_EXCEEDED,
    StopReason.CPU_SECONDS: Verdict.CPU_TIME_EXCEEDED,
    StopReason.BUILD_CPU_SECONDS: Verdict.CPU_TIME_EXCEEDED,
    StopReason.MEMORY_MIB: Verdict.MEMORY_EXCEEDED,
    StopReason.OUTPUT_KIB: Verdict.OUTPUT_EXCEEDED,
    StopReason.SCRATCH_FILES: Verdict.DISK_EXCEEDED,
    StopReason.MALFORMED: Verdict.MALFORMED_OUTPUT,
}
# Limits that the kernel answers with an error which student code meets first.
_MET_INSIDE = frozenset({Verdict.DISK_EXCEEDED, Verdict.PROCESSES_EXCEEDED})
# A killed run that had used this much of a limit was on its way through it.
_NEARLY = 0.9
# What the worker may claim; everything else is seen from outside.
_CLAIMABLE = frozenset(
    {
        Verdict.NOT_IMPORTABLE,
        Verdict.NOT_BUILDABLE,
        Verdict.DATA_NOT_PREPARED,
        Verdict.TRAINING_FAILED,
        Verdict.LOSS_NOT_FINITE,
        Verdict.WRONG_OUTPUT,
        Verdict.CUSTOM_CODE_NOT_ALLOWED,
    }
    | _MET_INSIDE
)


def judge(run: SandboxRun, limits: Limits, *, carries_code: bool = True) -> StudentFailure | None:
    """Return why the run ended early, or None when it completed.

    A job without student code still works on the student's model: from the moment it is rebuilt,
    a limit it meets is the model's.

    Args:
        run: What the parent saw.
        limits: The limits it ran under.
        carries_code: Whether the job held student code, which may forge a breakdown of ours.

    Raises:
        WorkerBrokenError: The cause is not the student's: the run never reached anything of the
            student's, or the worker itself broke.
    """
    failure = (
        _stopped(run, limits)
        or _reported(run, limits, carries_code=carries_code)
        or _ended(run, limits)
    )
    if failure is None:
        return None
    if isinstance(failure, str) or run.stage is Stage.STARTING:
        said = failure if isinstance(failure, str) else f"{failure.verdict} {failure.kind}"
        raise WorkerBrokenError(f"the worker broke while {run.stage}: {said} {run.log_tail[-400:]}")
    return failure


def _stopped(run: SandboxRun, limits: Limits) -> StudentFailure | None:
    if run.stopped is None and run.exit_signal == signal.SIGXCPU:
        return _limit_failure(run, StopReason.CPU_SECONDS, limits)
    if run.stopped is None and run.exit_signal == signal.SIGXFSZ:
        return replace(_met_inside(run, Verdict.DISK_EXCEEDED, limits), line=run.stopped_at_line)
    return _limit_failure(run, run.stopped, limits) if run.stopped else None


def _met_inside(run: SandboxRun, verdict: Verdict, limits: Limits) -> StudentFailure:
    kind, limit = {
        Verdict.DISK_EXCEEDED: ("scratch_mib", f"scratch_mib: {limits.scratch_mib} MiB"),
        Verdict.PROCESSES_EXCEEDED: ("processes", f"processes: {limits.num_processes}"),
    }[verdict]
    return StudentFailure(verdict=verdict, stage=run.stage, kind=kind, limit=limit)


def _limit_failure(run: SandboxRun, reason: StopReason, limits: Limits) -> StudentFailure:
    shown = {
        StopReason.WALL_SECONDS: f"wall_seconds: {limits.wall_seconds} s",
        StopReason.BUILD_WALL_SECONDS: f"build_cpu_seconds x {BUILD_WALL_PER_CPU_SECOND}: "
        f"{limits.build_cpu_seconds * BUILD_WALL_PER_CPU_SECOND} s",
        StopReason.CPU_SECONDS: f"cpu_seconds: {limits.cpu_seconds} s CPU",
        StopReason.BUILD_CPU_SECONDS: f"build_cpu_seconds: {limits.build_cpu_seconds} s CPU",
        StopReason.MEMORY_MIB: f"memory_mib: {limits.memory_mib} MiB",
        StopReason.OUTPUT_KIB: f"output_kib: {limits.output_kib} KiB",
        StopReason.SCRATCH_FILES: f"{MAX_SCRATCH_FILES} files",
    }
    return StudentFailure(
        verdict=_VERDICT_OF_STOP[reason],
        stage=run.stage,
        kind=str(reason),
        line=run.stopped_at_line,
        limit=shown.get(reason, ""),
    )


def _reported(
    run: SandboxRun, limits: Limits, *, carries_code: bool
) -> StudentFailure | str | None:
    last = run.messages[-1] if run.messages else None
    if isinstance(last, BreakdownReported):
        lines = last.message.strip().splitlines() or ["no reason given"]
        if carries_code and run.stage is not Stage.STARTING:
            # Student code may be what speaks; a person looks at it instead of a free retry.
            return replace(_malformed(run), message=plain_text(lines[-1]))
        return lines[-1]
    if not isinstance(last, FailureReported):
        return None
    if last.verdict not in _CLAIMABLE:
        return _malformed(run)
    if last.verdict in _MET_INSIDE:
        met = _met_inside(run, Verdict(last.verdict), limits)
        return replace(met, message=plain_text(last.message), line=last.line)
    return StudentFailure(
        verdict=Verdict(last.verdict),
        stage=run.stage,
        kind=plain_text(last.error, 200),
        message=plain_text(last.message),
        line=last.line,
        values=tuple(sorted((plain_text(k), plain_text(v)) for k, v in last.values.items())),
    )


def _ended(run: SandboxRun, limits: Limits) -> StudentFailure | str | None:
    if run.exit_code == 0 and run.messages and isinstance(run.messages[-1], Finished):
        return None
    if run.exit_signal == signal.SIGKILL:
        return _killed_from_outside(run, limits)
    if run.exit_signal is not None:
        name = (
            signal.Signals(run.exit_signal).name if run.exit_signal in set(signal.Signals) else ""
        )
        return StudentFailure(
            verdict=Verdict.KILLED, stage=run.stage, kind=name or str(run.exit_signal)
        )
    if run.stage is Stage.STARTING:
        return f"exit code {run.exit_code}"
    return _malformed(run)


def _killed_from_outside(run: SandboxRun, limits: Limits) -> StudentFailure | str:
    """Tell a limit of the kernel's from a kill that had nothing to do with the student.

    No code in a sandbox can send SIGKILL or exit with its status, so somebody else did: the kernel
    at the hard CPU limit, the kernel when the machine's memory ran out, or a person.
    """
    if run.usage.cpu_seconds >= _NEARLY * limits.cpu_seconds:
        return _limit_failure(run, StopReason.CPU_SECONDS, limits)
    if run.usage.peak_memory_mib >= _NEARLY * limits.memory_mib:
        return _limit_failure(run, StopReason.MEMORY_MIB, limits)
    return "killed from outside (SIGKILL)"


def _malformed(run: SandboxRun) -> StudentFailure:
    return StudentFailure(
        verdict=Verdict.MALFORMED_OUTPUT, stage=run.stage, kind=f"exit {run.exit_code}"
    )
