"""What every executor must do, whatever it contains a worker with."""

from functools import partial
from pathlib import Path

import numpy as np
import pytest

from graders.domain.verdict import Verdict
from graders.errors import ExecutorUnavailableError
from graders.sandbox.choose import open_executor
from graders.sandbox.conformance.model import LIMITS
from graders.sandbox.conformance.suite import run_probe
from graders.sandbox.executor import SandboxJob
from graders.sandbox.local import LocalExecutor
from graders.sandbox.verdicts import judge
from graders.wire.messages import EpochReported, StageReached
from tests.grading_kit import sandbox, tiny_context

CASES = Path(__file__).resolve().parents[1] / "acceptance" / "cases_grading"


def contained(name):
    try:
        return open_executor(name)
    except ExecutorUnavailableError as error:
        pytest.skip(str(error))


EXECUTORS = {
    "bubblewrap": sandbox,
    "bubblewrap-cold": partial(contained, "bubblewrap-cold"),
    "podman": partial(contained, "podman"),
    "docker": partial(contained, "docker"),
    "local": LocalExecutor,
}

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


@pytest.fixture(scope="module", params=EXECUTORS)
def executor(request):
    return EXECUTORS[request.param]()


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return tiny_context(tmp_path_factory.mktemp("course"))


def run(executor, context, case, on_message=lambda _message: None):
    unit = context.units[""]
    request = unit.task.train_request(unit.assignment, unit.profile, unit.machine)
    files = {"source": CASES / case / "model.py", **unit.data.training_files()}
    job = SandboxJob(request=request, files=files, limits=context.profile.limits)
    return executor.run(job, on_message)


def test_sound_job_streams_its_progress_and_returns_its_weights(executor, context):
    """Stages and epochs arrive while it runs; weights arrive as arrays; usage is measured."""
    heard = []
    done = run(executor, context, "plain", heard.append)
    assert judge(done, context.profile.limits) is None
    stages = [message.stage for message in heard if isinstance(message, StageReached)]
    assert stages == ["loading", "building", "preparing", "training", "exporting"]
    assert [m.epoch for m in heard if isinstance(m, EpochReported)] == [1, 2]
    assert [entry.name for entry in done.arrays] == [f"weights/{n:06d}" for n in range(4)]
    assert done.usage.cpu_seconds > 0.5
    assert done.usage.peak_memory_mib > 100


def test_students_exception_comes_back_with_its_line(executor, context):
    """A bug is a failure with the exception's name and the line, not a broken worker."""
    failure = judge(run(executor, context, "bug_in_build"), context.profile.limits)
    assert failure is not None
    assert (failure.verdict, failure.kind, failure.line) == (
        Verdict.NOT_BUILDABLE,
        "ValueError",
        10,
    )


def test_runaway_is_stopped_at_the_limit_and_its_line_is_known(executor, context):
    """An endless loop ends at the build limit, and the parent learns where it was."""
    failure = judge(run(executor, context, "never_returns"), context.profile.limits)
    assert failure is not None
    assert failure.verdict is Verdict.CPU_TIME_EXCEEDED
    assert failure.line in {10, 11}


def test_isolation_has_a_name_for_the_record(executor):
    """Every record says how the run was contained."""
    assert executor.isolation in {"bubblewrap", "podman", "docker", "none"}


def test_walls_change_no_bit_of_a_training(executor, context):
    """The same job gives the same weights in every executor as without one."""
    here, bare = (run(one, context, "plain") for one in (executor, LocalExecutor()))
    assert [entry.name for entry in here.arrays] == [entry.name for entry in bare.arrays]
    for walled, free in zip(here.arrays, bare.arrays, strict=True):
        np.testing.assert_array_equal(walled.array, free.array)


def test_jobs_are_forks_of_one_process_and_know_nothing_of_each_other(context):
    """Jobs of the default executor come from the same warm worker; each is the second process."""
    warm = contained("bubblewrap")
    for _ in range(2):
        found = found_by(
            "import os\nreport('pid', str(os.getpid()))\n"
            "report('files', ' '.join(sorted(os.listdir('/jobs'))))\n",
            warm,
        )
        assert found == {"probe.pid": "2", "probe.files": ""}
    assert warm.zygotes.refusal == ""


def test_warm_worker_that_is_gone_costs_no_job(context):
    """Where warm workers are refused, the same job runs in a sandbox of its own."""
    warm = contained("bubblewrap")
    warm.zygotes.refuse("tried in a test")
    try:
        done = run(warm, context, "plain")
    finally:
        warm.zygotes.refuse("")
    assert judge(done, context.profile.limits) is None


def found_by(probe, executor):
    said = run_probe(executor, probe, LIMITS).messages
    return {message.code: message.values["found"] for message in said if message.kind == "note"}
