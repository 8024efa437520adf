"""Every executor that this machine has passes every check of the suite that the product ships."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import time
from pathlib import Path

import pytest

from graders.errors import ExecutorUnavailableError
from graders.sandbox.choose import EXECUTORS, choose_executor, open_executor
from graders.sandbox.conformance.model import Check, Observation, completes
from graders.sandbox.conformance.suite import CHECKS, run_check
from graders.sandbox.conformance.traces import marked_processes
from graders.sandbox.local import LocalExecutor

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.sandbox]


@pytest.fixture(scope="module", params=EXECUTORS)
def executor(request):
    try:
        return open_executor(request.param)
    except ExecutorUnavailableError as error:
        if request.param == in_use():
            raise
        pytest.skip(str(error))


def in_use() -> str:
    try:
        return choose_executor().isolation
    except ExecutorUnavailableError as error:
        pytest.skip(str(error))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: f"{check.group}: {check.name}")
def test_executor_does_what_it_must(executor, check):
    """Walls, limits, caps, endings and cleanup hold, seen from outside."""
    assert run_check(executor, check).problems == ()


@pytest.mark.parametrize(
    "check",
    [check for check in CHECKS if check.group in {"network", "files", "processes"}],
    ids=lambda check: f"{check.group}: {check.name}",
)
def test_walls_hold_where_a_gpu_would_be_used(check):
    """CUDA needs a `/proc` that can be written; nothing but a process's own folder can be."""
    try:
        sandbox = open_executor("bubblewrap-cold")
    except ExecutorUnavailableError as error:
        pytest.skip(str(error))
    assert run_check(sandbox, check, device="gpu").problems == ()


def test_suite_covers_every_kind_of_promise():
    """No group of promises is without a check."""
    groups = {check.group for check in CHECKS}
    assert groups == {"network", "files", "processes", "limits", "output", "endings", "cleanup"}
    assert len({check.name for check in CHECKS}) == len(CHECKS) >= 30


@pytest.mark.parametrize(
    ("probe", "problem"),
    [
        ("import socket\nsocket.create_connection(('127.0.0.1', PORT))\n", "listener"),
        ("report('x', open(SECRET_PATHS[0]).read())\n", "secret came back"),
        ("open(FOREIGN_FOLDERS[0] + '/planted', 'w').close()\n", "planted"),
        ("open(SECRET_PATHS[0], 'w').close()\n", "secret was changed"),
    ],
)
def test_canaries_see_what_happens_without_walls(probe, problem):
    """Without a sandbox the canaries speak, so their silence means something."""
    check = Check(group="files", name="open", probe=probe, judge=completes)
    problems = run_check(LocalExecutor(), check).problems
    assert any(problem in said for said in problems), problems


def test_process_that_stays_is_seen():
    """A worker that leaves a process behind, as only one without a sandbox can, is found out."""
    probe = textwrap.dedent(
        """
        import os
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                import time
                time.sleep(60)
            os._exit(0)
        """
    )
    problems = run_check(
        LocalExecutor(), Check(group="cleanup", name="stays", probe=probe, judge=lambda _: ())
    ).problems
    assert any("is alive" in said for said in problems), problems
    for said in problems:
        os.kill(int(said.split()[1]), signal.SIGKILL)


def test_worker_ends_with_a_grader_that_is_killed(tmp_path):
    """SIGKILL of the grader leaves no worker behind."""
    if in_use() != "bubblewrap":
        pytest.skip("containers of a killed grader end at their time limit, or with the next start")
    mark = f"gr{os.getpid()}dead"
    script = tmp_path / "grade.py"
    script.write_text(
        textwrap.dedent(
            f"""
            from graders.sandbox.choose import choose_executor
            from graders.sandbox.conformance.model import Check, completes
            from graders.sandbox.conformance.suite import run_check
            probe = "import time\\ntime.sleep(60)\\n"
            check = Check(group="cleanup", name="sleeps", probe=probe, judge=completes)
            run_check(choose_executor(), check, {mark!r})
            """
        )
    )
    grader = subprocess.Popen(
        [sys.executable, str(script)], env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    try:
        assert _becomes(lambda: any(marked_processes(mark)))
    finally:
        grader.kill()
        grader.wait()
    assert _becomes(lambda: not any(marked_processes(mark)))


def _becomes(condition, seconds=20.0) -> bool:
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.1)
    return condition()


def test_observation_says_how_a_probe_ended():
    """A person reads in one line what came of a probe."""
    seen = Observation(run=None, failure=None, broken="no start", found={}, violations=())
    assert seen.ended == "broken: no start"


def test_ordinary_user_has_the_same_walls():
    """A grader that runs as nobody in particular, with no control group, passes the suite too."""
    if in_use() != "bubblewrap" or os.geteuid() != 0:
        pytest.skip("only root can try it as another user")
    nobody = 65534
    arguments = [sys.executable, str(ROOT / "grader.py"), "doctor", "--sandbox", "--json"]
    with tempfile.TemporaryDirectory() as home:
        os.chown(home, nobody, nobody)
        environment = {"PATH": os.environ["PATH"], "HOME": home, "GRADER_HOME": home}
        try:
            done = subprocess.run(
                arguments, user=nobody, group=nobody, extra_groups=[], env=environment,
                cwd="/", capture_output=True, text=True, check=False,
            )  # fmt: skip
        except PermissionError:
            pytest.skip(f"another user cannot run {sys.executable}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(json.loads(done.stdout)) == len(CHECKS)
