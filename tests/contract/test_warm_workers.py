"""A warm worker that dies or is not what it must be costs a retry, never a grade."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from graders.domain.verdict import Verdict
from graders.errors import WorkerBrokenError
from graders.sandbox.conformance.model import LIMITS
from graders.sandbox.conformance.suite import run_probe
from graders.sandbox.executor import SandboxJob
from graders.sandbox.verdicts import judge
from graders.sandbox.zygote import Zygote, ZygoteUnfitError
from graders.wire.messages import EpochReported
from tests.grading_kit import sandbox, tiny_context

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "acceptance" / "cases_grading"
# What the other end of a warm worker could be (each stands in for the process in the sandbox), by
# the reason for which it must be refused.
OTHER_ENDS = {
    "threads before the fork": (
        f"sys.path.insert(0, {str(ROOT)!r}); import threading, time;"
        "threading.Thread(target=time.sleep, args=(60,), daemon=True).start();"
        "from graders.worker.warm import _fitness, _reply;"
        "_reply(control, _fitness())"
    ),
    "ended without a word": "control.send(b'{]')",
    "SystemError": "raise SystemError",
    "expected ready, got ended": ('control.send(b\'{"kind": "ended", "returncode": 0}\')'),
}

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def warm():
    executor = sandbox()
    if executor.zygotes.refusal:
        pytest.skip(f"warm workers are not used here: {executor.zygotes.refusal}")
    return executor


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    context = tiny_context(tmp_path_factory.mktemp("course"))
    unit = context.units[""]
    request = unit.task.train_request(unit.assignment, unit.profile, unit.machine)
    files = {"source": CASES / "plain" / "model.py", **unit.data.training_files()}
    return SandboxJob(request=request, files=files, limits=context.profile.limits)


def warm_workers() -> set[int]:
    """Sandboxes that this process started and that still run."""
    found = set()
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            name, _, rest = stat.read_text().partition(") ")
        except OSError:
            continue
        if name.endswith("(bwrap") and int(rest.split()[1]) == os.getpid():
            found.add(int(stat.parent.name))
    return found


def test_warm_worker_killed_in_the_middle_of_a_job_is_our_fault_and_replaced(warm, job):
    """The job is reported broken, so that it is retried; the next one gets another warm worker."""
    run_probe(warm, "report('pid', '1')\n", LIMITS)
    before = warm_workers()
    assert before

    def kill_all(message):
        if isinstance(message, EpochReported):
            for pid in before:
                os.kill(pid, signal.SIGKILL)

    with pytest.raises(WorkerBrokenError, match="warm worker"):
        warm.run(job, kill_all)
    assert judge(warm.run(job, lambda _message: None), job.limits) is None
    assert warm.zygotes.refusal == ""
    assert not before & warm_workers()


def test_job_that_is_killed_leaves_its_warm_worker_in_use(warm, job):
    """What a limit stops is the fork alone; the process that it came from serves on."""
    run_probe(warm, "report('pid', '1')\n", LIMITS)
    before = warm_workers()
    endless = SandboxJob(
        request=job.request,
        files={**job.files, "source": CASES / "never_returns" / "model.py"},
        limits=job.limits,
    )
    failure = judge(warm.run(endless, lambda _message: None), job.limits)
    assert failure is not None
    assert failure.verdict is Verdict.CPU_TIME_EXCEEDED
    assert judge(warm.run(job, lambda _message: None), job.limits) is None
    assert warm_workers() == before


@pytest.mark.parametrize("reason", OTHER_ENDS)
def test_warm_worker_that_is_not_ready_is_refused_before_any_job(reason):
    """More than one thread, an early death, or an answer out of turn: it never gets a job."""
    opening = "import socket, sys; control = socket.socket(fileno=int(sys.argv[1]));"
    code = opening + OTHER_ENDS[reason]
    zygote = Zygote(lambda _folder, control: [sys.executable, "-c", code, str(control)])
    with pytest.raises(ZygoteUnfitError, match=reason):
        zygote.wait_until_ready()
    assert not zygote.is_fit
