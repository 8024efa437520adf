"""A batch survives a kill, repeats bit for bit, and never trains twice for the same thing."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from graders.domain.grade import GradeStatus
from tests.grading_kit import grade_file, sandbox, tiny_context

ROOT = Path(__file__).resolve().parents[2]
PLAIN = Path(__file__).parent / "cases_grading" / "plain" / "model.py"
BROKEN = Path(__file__).parent / "cases_grading" / "returns_nothing" / "model.py"

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


def class_of_four(folder: Path) -> dict[str, str]:
    """Hand in for four groups and return the environment that points the grader there."""
    sandbox()
    for number, filters in enumerate((4, 6, 8), start=1):
        group = folder / "submissions" / "cifar10_tuning" / f"grupo0{number}"
        group.mkdir(parents=True)
        source = PLAIN.read_text("utf-8").replace("Conv2D(4", f"Conv2D({filters}")
        (group / "model.py").write_text(source, "utf-8")
    broken = folder / "submissions" / "cifar10_tuning" / "grupo04"
    broken.mkdir()
    (broken / "model.py").write_bytes(BROKEN.read_bytes())
    return {
        **os.environ,
        "GRADER_HOME": str(folder / "var"),
        "GRADER_SUBMISSIONS": str(folder / "submissions"),
    }


def with_same_secret(environment: dict[str, str]) -> None:
    """Give a course a fixed secret, so that two courses draw the same data."""
    private = Path(environment["GRADER_HOME"]) / "private"
    private.mkdir(parents=True, mode=0o700)
    (private / "secret").write_bytes(b"the same secret for both courses")


def grade(environment: dict[str, str], *options: str) -> subprocess.Popen[str]:
    # A shell lets what it starts in the background ignore Ctrl-C, and children inherit that.
    heard = ["env", "--default-signal=INT"]
    verb = [sys.executable, "grader.py", "grade", "cifar10_tuning", "--json", "--runs", "1"]
    return subprocess.Popen(
        [*heard, *verb, *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def result(process: subprocess.Popen[str]) -> list[dict[str, object]]:
    output, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    lines = map(json.loads, output.splitlines())
    return [line["grade"] for line in lines if "grade" in line]


def graded_groups(environment: dict[str, str]) -> set[str]:
    done = subprocess.run(
        [sys.executable, "grader.py", "status", "cifar10_tuning", "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)["cifar10_tuning"]
    return {row["group"] for row in rows if row["state"] == "graded"}


def comparable(grades: list[dict[str, object]]) -> list[tuple[object, ...]]:
    return [
        (record["group"], record["points"], record["run"] and record["run"]["predictions_sha256"])
        for record in grades
    ]


def kill_tree(process: subprocess.Popen[str]) -> None:
    family = [process.pid, *(p.pid for p in psutil.Process(process.pid).children(recursive=True))]
    for pid in family:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.communicate()


def test_killed_batch_goes_on_and_ends_like_an_uninterrupted_one(tmp_path):
    """After `kill -9` finished groups are kept, and the final table is that of a quiet run."""
    quiet = class_of_four(tmp_path / "quiet")
    with_same_secret(quiet)
    expected = comparable(result(grade(quiet)))

    stormy = class_of_four(tmp_path / "stormy")
    with_same_secret(stormy)
    process = grade(stormy, "--jobs", "1")
    deadline = time.monotonic() + 200
    while time.monotonic() < deadline and not graded_groups(stormy):
        time.sleep(0.3)
    kill_tree(process)
    finished = graded_groups(stormy)
    assert finished
    assert len(finished) < 4, "the batch ended before it was killed"
    again = result(grade(stormy))
    assert comparable(again) == expected
    runs = list((tmp_path / "stormy" / "var" / "runs").glob("*/*/*"))
    assert len(runs) == 4, "a finished group was trained again"


def test_interrupted_batch_stops_at_once_and_can_go_on(tmp_path):
    """Ctrl-C does not wait for the training that runs: exit code 130, and nothing half stored."""
    environment = class_of_four(tmp_path)
    process = grade(environment, "--jobs", "1")
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not psutil.Process(process.pid).children(recursive=True):
        time.sleep(0.05)
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "The same command goes on" in errors
    assert "Traceback" not in errors
    assert not list((tmp_path / "var" / "runs").glob("*/*/*"))


def test_same_submission_gives_the_same_bits_and_trains_once(tmp_path):
    """From scratch twice: bit-identical predictions. A third time: no training starts."""
    context = tiny_context(tmp_path)
    first = grade_file(PLAIN, context)
    second = grade_file(PLAIN, context, rerun=True)
    third = grade_file(PLAIN, context)
    assert first.grade.status is GradeStatus.GRADED, first.grade.cause
    assert (first.trained, second.trained, third.trained) == (True, True, False)
    digest = first.grade.run.predictions_sha256
    assert digest
    assert digest == second.grade.run.predictions_sha256 == third.grade.run.predictions_sha256
    assert third.grade.results == first.grade.results
