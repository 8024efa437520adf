"""A class of four groups whose trainings take a second or two, graded by the real command line."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psutil

ROOT = Path(__file__).resolve().parents[1]
ASSIGNMENT = "cifar10_tuning"
_CASES = ROOT / "tests" / "acceptance" / "cases_grading"
PLAIN = _CASES / "plain" / "model.py"
BROKEN = _CASES / "returns_nothing" / "model.py"
Environment = Mapping[str, str]


def class_of_four(folder: Path, *, secret: bytes = b"the same secret for all") -> Environment:
    """Hand in for four groups, one of them broken, and return the environment of their course.

    Args:
        folder: Where the course is put.
        secret: The course's secret; equal ones draw equal data.
    """
    inbox = folder / "submissions" / ASSIGNMENT
    for number, filters in enumerate((4, 6, 8), start=1):
        group = inbox / f"grupo0{number}"
        group.mkdir(parents=True)
        source = PLAIN.read_text("utf-8").replace("Conv2D(4", f"Conv2D({filters}")
        (group / "model.py").write_text(source, "utf-8")
    (inbox / "grupo04").mkdir()
    (inbox / "grupo04" / "model.py").write_bytes(BROKEN.read_bytes())
    private = folder / "var" / "private"
    private.mkdir(parents=True, mode=0o700)
    (private / "secret").write_bytes(secret)
    return {
        **os.environ,
        "GRADER_HOME": str(folder / "var"),
        "GRADER_SUBMISSIONS": str(folder / "submissions"),
    }


def start(environment: Environment, *options: str, verb: str = "grade") -> subprocess.Popen[str]:
    """Start a command in a process group of its own, with Ctrl-C heard."""
    # A shell lets what it starts in the background ignore Ctrl-C, and children inherit that.
    heard = ["env", "--default-signal=INT"]
    return subprocess.Popen(
        [*heard, sys.executable, "grader.py", verb, ASSIGNMENT, *options],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def start_grading(environment: Environment, *options: str, runs: int = 1) -> subprocess.Popen[str]:
    """Start to grade the class, events as JSON lines."""
    return start(environment, "--json", "--runs", str(runs), *options)


def ended(process: subprocess.Popen[str]) -> tuple[list[dict[str, Any]], str, int]:
    """Wait for a command; returns its JSON lines, what it said besides, and its exit code."""
    output, errors = process.communicate(timeout=300)
    return [json.loads(line) for line in output.splitlines()], errors, process.returncode


def grades_in(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the record of each group."""
    return {line["group"]: line["grade"] for line in lines if "grade" in line}


def outcome(record: Mapping[str, Any]) -> tuple[object, ...]:
    """What must not depend on when, how often or beside what a group was graded."""
    return (
        record["status"],
        record["points"],
        [(row["item"], row["points"]) for row in record["results"]],
        [
            unit["run"]["predictions_sha256"]
            for run in record["repeats"]["runs"]
            for unit in run["units"].values()
        ],
    )


def outcomes(lines: list[dict[str, Any]]) -> dict[str, tuple[object, ...]]:
    """Return the outcome of each group."""
    return {group: outcome(record) for group, record in sorted(grades_in(lines).items())}


def graded_groups(environment: Environment) -> set[str]:
    """Ask `status` which groups are graded."""
    done = subprocess.run(
        [sys.executable, "grader.py", "status", ASSIGNMENT, "--json"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    rows = json.loads(done.stdout)[ASSIGNMENT]
    return {row["group"] for row in rows if row["state"] == "graded"}


def trainings(environment: Environment) -> list[int]:
    """How many trainings are stored for each run key."""
    store = Path(environment["GRADER_HOME"]) / "runs"
    return [len(list(key.glob("[0-9]*"))) for key in store.glob("??/*")]


def workers(process: subprocess.Popen[str]) -> list[psutil.Process]:
    """Return the workers that train now: forks of the warm ones."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []
    return [one for one in family if _is_a_training(one)]


def _is_a_training(one: psutil.Process) -> bool:
    try:
        parent = one.parent()
        return parent is not None and all(
            process.cmdline()[-1:] == ["graders.worker.warm"] and process.name() != "bwrap"
            for process in (one, parent)
        )
    except psutil.Error:
        return False


def kill_tree(process: subprocess.Popen[str]) -> None:
    """Kill a command and everything it started, at once."""
    try:
        family = psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        family = []
    for pid in [process.pid, *(one.pid for one in family)]:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    process.communicate()


def wait_until(holds: Callable[[], bool], *, seconds: float = 120) -> None:
    """Wait until something holds.

    Raises:
        TimeoutError: It does not within the time.
    """
    deadline = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.05)
