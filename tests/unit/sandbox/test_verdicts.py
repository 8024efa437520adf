"""How a run ended is decided by what the parent saw."""

import pytest

from graders.domain.evidence import Usage
from graders.domain.training import Limits
from graders.domain.verdict import Stage, Verdict
from graders.errors import WorkerBrokenError
from graders.sandbox.executor import SandboxRun, StopReason
from graders.sandbox.inbox import plain_text
from graders.sandbox.verdicts import judge
from graders.wire.messages import BreakdownReported, FailureReported, Finished

LIMITS = Limits(
    wall_seconds=60,
    cpu_seconds=50,
    build_cpu_seconds=6,
    memory_mib=3000,
    scratch_mib=64,
    num_processes=200,
    output_kib=64,
)


def run(**changes: object) -> SandboxRun:
    values = {
        "messages": (),
        "arrays": (),
        "exit_code": 0,
        "exit_signal": None,
        "stopped": None,
        "stopped_at_line": None,
        "stage": Stage.TRAINING,
        "usage": Usage(wall_seconds=1.0, cpu_seconds=1.0, peak_memory_mib=100.0),
        "log_tail": "",
        **changes,
    }
    return SandboxRun(**values)


def test_finished_frame_and_exit_zero_complete_a_run():
    """A run completed when its last word is `finished` and its exit status is 0."""
    assert judge(run(messages=(Finished(environment={}),)), LIMITS) is None


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        (StopReason.WALL_SECONDS, Verdict.WALL_TIME_EXCEEDED),
        (StopReason.BUILD_WALL_SECONDS, Verdict.WALL_TIME_EXCEEDED),
        (StopReason.CPU_SECONDS, Verdict.CPU_TIME_EXCEEDED),
        (StopReason.BUILD_CPU_SECONDS, Verdict.CPU_TIME_EXCEEDED),
        (StopReason.MEMORY_MIB, Verdict.MEMORY_EXCEEDED),
        (StopReason.OUTPUT_KIB, Verdict.OUTPUT_EXCEEDED),
        (StopReason.MALFORMED, Verdict.MALFORMED_OUTPUT),
    ],
)
def test_limit_decides_even_when_the_worker_says_it_finished(reason, verdict):
    """What the parent stopped is never completed, whatever frames arrived before."""
    ended = run(messages=(Finished(environment={}),), stopped=reason, exit_signal=9, exit_code=None)
    failure = judge(ended, LIMITS)
    assert failure is not None
    assert failure.verdict is verdict
    assert failure.kind == str(reason)


def test_exit_zero_without_the_last_frame_is_malformed_output():
    """`os._exit(0)` before the results is not a completed run."""
    failure = judge(run(), LIMITS)
    assert failure is not None
    assert failure.verdict is Verdict.MALFORMED_OUTPUT


@pytest.mark.parametrize("verdict", ["completed", "killed", "wall_time_exceeded", "excellent"])
def test_worker_cannot_claim_what_only_the_parent_sees(verdict):
    """A claimed verdict outside the worker's vocabulary is malformed output."""
    message = FailureReported(verdict=verdict, error="ValueError")
    failure = judge(run(messages=(message,)), LIMITS)
    assert failure is not None
    assert failure.verdict is Verdict.MALFORMED_OUTPUT


def test_signal_is_a_verdict_of_its_own():
    """A run that died by a signal was killed."""
    failure = judge(run(exit_code=None, exit_signal=11), LIMITS)
    assert failure is not None
    assert (failure.verdict, failure.kind) == (Verdict.KILLED, "SIGSEGV")


def test_cpu_signal_of_the_kernel_is_the_cpu_limit():
    """The kernel's SIGXCPU counts as the CPU limit even before the parent measured it."""
    failure = judge(run(exit_code=None, exit_signal=24), LIMITS)
    assert failure is not None
    assert failure.verdict is Verdict.CPU_TIME_EXCEEDED


@pytest.mark.parametrize(
    ("stage", "carries_code"), [(Stage.STARTING, True), (Stage.PREDICTING, False)]
)
def test_breakdown_of_the_worker_is_never_the_students_fault(stage, carries_code):
    """Our own exception raises, so that the run is retried and the grade stays blank."""
    broken = run(messages=(BreakdownReported(message="RuntimeError: ours"),), stage=stage)
    with pytest.raises(WorkerBrokenError, match="RuntimeError: ours"):
        judge(broken, LIMITS, carries_code=carries_code)


def test_breakdown_claimed_beside_student_code_is_not_believed():
    """A student cannot choose to be ungraded by forging our breakdown frame."""
    forged = run(messages=(BreakdownReported(message="x"),), stage=Stage.BUILDING)
    failure = judge(forged, LIMITS)
    assert failure is not None
    assert failure.verdict is Verdict.MALFORMED_OUTPUT


@pytest.mark.parametrize(
    "changes",
    [
        {"stage": Stage.STARTING, "exit_code": 1},
        {"stage": Stage.STARTING, "exit_code": None, "exit_signal": 9},
        {"stage": Stage.STARTING, "stopped": StopReason.WALL_SECONDS},
    ],
)
def test_death_before_student_code_is_ours(changes):
    """Nothing that happens before the student's file is read can be the student's fault."""
    with pytest.raises(WorkerBrokenError):
        judge(run(**changes), LIMITS)


def test_limit_met_while_predicting_is_the_models():
    """A model too large to predict is the student's, even where no student code runs."""
    failure = judge(run(stopped=StopReason.MEMORY_MIB, stage=Stage.PREDICTING), LIMITS)
    assert failure is not None
    assert failure.verdict is Verdict.MEMORY_EXCEEDED


def test_text_from_a_submission_loses_its_control_characters():
    """Terminal escapes, bidirectional overrides and NUL never reach a log or a page."""
    assert plain_text("a\x1b[31mb\x00\u202ec\r\nd\te") == "a[31mbc\nd\te"


def test_long_text_keeps_its_end():
    """The end of a log is where the error stands."""
    assert plain_text("x" * 700 + "END").endswith("END")
    assert len(plain_text("x" * 700)) == 601


def used(*, cpu_seconds: float = 1.0, peak_memory_mib: float = 100.0) -> Usage:
    return Usage(wall_seconds=1.0, cpu_seconds=cpu_seconds, peak_memory_mib=peak_memory_mib)


def test_kill_from_outside_is_never_the_students_fault():
    """Nobody inside can send SIGKILL: a neighbour's memory or a person's hand did it."""
    with pytest.raises(WorkerBrokenError, match="killed from outside"):
        judge(run(exit_code=None, exit_signal=9), LIMITS)


@pytest.mark.parametrize(
    ("usage", "verdict", "limit"),
    [
        (used(cpu_seconds=54.9), Verdict.CPU_TIME_EXCEEDED, "cpu_seconds: 50 s CPU"),
        (used(peak_memory_mib=2900.0), Verdict.MEMORY_EXCEEDED, "memory_mib: 3000 MiB"),
    ],
)
def test_kernel_that_kills_at_a_limit_names_the_limit(usage, verdict, limit):
    """A kill at the hard CPU limit, or with the memory used up, is that limit's."""
    failure = judge(run(exit_code=None, exit_signal=9, usage=usage), LIMITS)
    assert failure is not None
    assert (failure.verdict, failure.limit) == (verdict, limit)


@pytest.mark.parametrize(
    ("verdict", "limit"),
    [
        (Verdict.DISK_EXCEEDED, "scratch_mib: 64 MiB"),
        (Verdict.PROCESSES_EXCEEDED, "processes: 200"),
    ],
)
def test_limit_that_student_code_meets_itself_has_value_and_setting(verdict, limit):
    """A full scratch folder and a refused thread say which setting they met, and where."""
    message = FailureReported(verdict=verdict, error="OSError", message="full", line=7)
    failure = judge(run(messages=(message,)), LIMITS)
    assert failure is not None
    assert (failure.verdict, failure.limit, failure.line) == (verdict, limit, 7)


def test_too_large_a_file_by_signal_is_the_disk_limit():
    """Native code that writes past the file size limit dies of SIGXFSZ."""
    failure = judge(run(exit_code=None, exit_signal=25), LIMITS)
    assert failure is not None
    assert (failure.verdict, failure.kind) == (Verdict.DISK_EXCEEDED, "scratch_mib")
