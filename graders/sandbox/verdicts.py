"""Decides how a run ended from what the parent saw; the worker's words only fill in the detail."""

from __future__ import annotations

import signal
from dataclasses import replace

from graders.domain.training import Limits
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.errors import WorkerBrokenError
from graders.sandbox.executor import SandboxRun, StopReason
from graders.sandbox.inbox import plain_text
from graders.sandbox.supervisor import BUILD_WALL_PER_CPU_SECOND
from graders.wire.messages import BreakdownReported, FailureReported, Finished

_VERDICT_OF_STOP = {
    StopReason.WALL_SECONDS: Verdict.WALL_TIME_EXCEEDED,
    StopReason.BUILD_WALL_SECONDS: Verdict.WALL_TIME_EXCEEDED,
    StopReason.CPU_SECONDS: Verdict.CPU_TIME_EXCEEDED,
    StopReason.BUILD_CPU_SECONDS: Verdict.CPU_TIME_EXCEEDED,
    StopReason.MEMORY_MIB: Verdict.MEMORY_EXCEEDED,
    StopReason.OUTPUT_KIB: Verdict.OUTPUT_EXCEEDED,
    StopReason.MALFORMED: Verdict.MALFORMED_OUTPUT,
}
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
    failure = _stopped(run, limits) or _reported(run, carries_code=carries_code) or _ended(run)
    if failure is None:
        return None
    if isinstance(failure, str) or run.stage is Stage.STARTING:
        said = failure if isinstance(failure, str) else f"{failure.verdict} {failure.kind}"
        raise WorkerBrokenError(f"the worker broke while {run.stage}: {said} {run.log_tail[-400:]}")
    return failure


def _stopped(run: SandboxRun, limits: Limits) -> StudentFailure | None:
    if run.stopped is None and run.exit_signal == signal.SIGXCPU:
        return _limit_failure(run, StopReason.CPU_SECONDS, limits)
    return _limit_failure(run, run.stopped, limits) if run.stopped else None


def _limit_failure(run: SandboxRun, reason: StopReason, limits: Limits) -> StudentFailure:
    shown = {
        StopReason.WALL_SECONDS: f"{limits.wall_seconds} s",
        StopReason.BUILD_WALL_SECONDS: f"{limits.build_cpu_seconds * BUILD_WALL_PER_CPU_SECOND} s",
        StopReason.CPU_SECONDS: f"{limits.cpu_seconds} s CPU",
        StopReason.BUILD_CPU_SECONDS: f"{limits.build_cpu_seconds} s CPU",
        StopReason.MEMORY_MIB: f"{limits.memory_mib} MiB",
        StopReason.OUTPUT_KIB: f"{limits.output_kib} KiB",
    }
    return StudentFailure(
        verdict=_VERDICT_OF_STOP[reason],
        stage=run.stage,
        kind=str(reason),
        line=run.stopped_at_line,
        limit=shown.get(reason, ""),
    )


def _reported(run: SandboxRun, *, carries_code: bool) -> StudentFailure | str | None:
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
    return StudentFailure(
        verdict=Verdict(last.verdict),
        stage=run.stage,
        kind=plain_text(last.error, 200),
        message=plain_text(last.message),
        line=last.line,
        values=tuple(sorted((plain_text(k), plain_text(v)) for k, v in last.values.items())),
    )


def _ended(run: SandboxRun) -> StudentFailure | str | None:
    if run.exit_code == 0 and run.messages and isinstance(run.messages[-1], Finished):
        return None
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


def _malformed(run: SandboxRun) -> StudentFailure:
    return StudentFailure(
        verdict=Verdict.MALFORMED_OUTPUT, stage=run.stage, kind=f"exit {run.exit_code}"
    )
