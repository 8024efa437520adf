"""What is not the student's fault is tried again, then left blank, and spares everybody else."""

import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time

import psutil
import pytest

from tests import small_class
from tests.grading_kit import sandbox
from tests.small_class import ended, grades_in, outcomes, start_grading, trainings

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]

NEEDS_RERUN, NOT_READY = 5, 4


@pytest.fixture
def course(tmp_path):
    sandbox()
    return small_class.class_of_four(tmp_path)


def statuses(lines):
    return {group: record["status"] for group, record in grades_in(lines).items()}


def events(lines, kind):
    return [line for line in lines if line["event"] == kind]


class Killer(threading.Thread):
    """Kills workers that train, as the kernel does when memory runs out.

    Args:
        process: The batch.
        times: How often; None for every one.
    """

    def __init__(self, process, times=None):
        super().__init__(daemon=True)
        self._process, self._times = process, times

    def run(self):
        rounds = 0
        while self._process.poll() is None and (self._times is None or rounds < self._times):
            rounds += any([self._kill(worker) for worker in small_class.workers(self._process)])
            time.sleep(0.02)

    @staticmethod
    def _kill(worker):
        try:
            if worker.cpu_times().user < 0.3:
                return False
            worker.kill()
            worker.wait(5)
        except psutil.Error:
            return False
        return True


def test_worker_killed_once_is_tried_again(course):
    """One kill from outside costs a repetition and nobody's points."""
    process = start_grading(course, "--jobs", "1")
    Killer(process, times=1).start()
    lines, errors, code = ended(process)
    assert code == 0, errors
    assert set(statuses(lines).values()) == {"graded"}
    assert len(events(lines, "run_retried")) == 1


def test_workers_that_are_always_killed_leave_grades_blank_and_later_filled(course):
    """Three attempts, then blank, never zero; exit code 5; the same command fills them."""
    process = start_grading(course, "--jobs", "1", "--group", "grupo01")
    Killer(process).start()
    lines, _errors, code = ended(process)
    assert code == NEEDS_RERUN
    assert statuses(lines) == {"grupo01": "ungraded"}
    assert grades_in(lines)["grupo01"]["points"] is None
    assert len(events(lines, "run_retried")) == 2
    lines, errors, code = ended(start_grading(course))
    assert code == 0, errors
    assert set(statuses(lines).values()) == {"graded"}


def test_sandbox_that_is_gone_leaves_blanks_and_spares_what_was_graded(course, tmp_path):
    """Somebody uninstalls bubblewrap while a batch runs; put back, the batch goes on."""
    real, folder = shutil.which("bwrap"), tmp_path / "programs"
    folder.mkdir()
    program = folder / "bwrap"
    program.write_text(f'#!/bin/sh\n[ -e "{folder}/gone" ] && exit 127\nexec "{real}" "$@"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    # Cold workers need the program for every training.
    environment = {
        **course,
        "PATH": f"{folder}:{os.environ['PATH']}",
        "GRADER_EXECUTOR": "bubblewrap-cold",
    }
    process = start_grading(environment, "--jobs", "1")
    small_class.wait_until(lambda: bool(small_class.graded_groups(course)))
    (folder / "gone").touch()
    lines, _errors, code = ended(process)
    assert code == NEEDS_RERUN
    assert {"graded", "ungraded"} == set(statuses(lines).values())
    (folder / "gone").unlink()
    lines, errors, code = ended(start_grading(environment))
    assert code == 0, errors
    assert set(statuses(lines).values()) == {"graded"}
    assert set(trainings(course)) == {1}


def test_data_that_vanish_are_drawn_again(course, tmp_path):
    """Deleted splits cost a blank grade in this batch, and nothing in the next."""
    process = start_grading(course, "--jobs", "1")
    small_class.wait_until(lambda: bool(small_class.graded_groups(course)))
    for file in (tmp_path / "var" / "private" / "splits").glob("*/x_train.npy"):
        file.unlink()
    lines, _errors, code = ended(process)
    assert code == NEEDS_RERUN
    assert {"graded", "ungraded"} == set(statuses(lines).values())
    lines, errors, code = ended(start_grading(course))
    assert code == 0, errors
    assert outcomes(lines) == outcomes(ended(start_grading(course, "--rerun"))[0])
    assert set(statuses(lines).values()) == {"graded"}


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small file system in memory")
def test_full_disk_stops_the_batch_and_loses_nothing(course, tmp_path):
    """The disk fills up: one sentence, exit code 4, and with room the same command goes on."""
    home = tmp_path / "var"
    # Everything generated lies in a file system that has room for the data and hardly for a run.
    ended(start_grading(course, "--group", "grupo04"))
    needed = sum(file.stat().st_size for file in home.rglob("*") if file.is_file())
    small = ["bwrap", "--dev-bind", "/", "/", "--bind", str(home), "/mnt"]
    small += ["--size", str(needed + 2**18), "--tmpfs", str(home)]
    done = subprocess.run(
        [
            *small, "sh", "-c", 'cp -a /mnt/. "$GRADER_HOME" && exec "$@"', "sh",
            sys.executable, "grader.py", "grade", small_class.ASSIGNMENT, "--runs", "1",
            "--lang", "en", "--jobs", "1",
        ],
        cwd=small_class.ROOT, env=course, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if "bwrap:" in done.stderr:
        pytest.skip(f"no sandbox in a sandbox here: {done.stderr.strip()[-200:]}")
    assert done.returncode == NOT_READY, done.stderr
    assert re.search(r"/var/\S+ cannot be written: .*Free space on the disk", done.stderr)
    assert "Traceback" not in done.stderr
    lines, errors, code = ended(start_grading(course))
    assert code == 0, errors
    assert set(statuses(lines).values()) == {"graded"}


def test_gradebook_held_by_another_program_is_told(course, tmp_path):
    """A program that keeps the gradebook locked is named as the cause; nothing is half written."""
    ended(start_grading(course, "--group", "grupo04"))
    gradebook = tmp_path / "var" / "gradebook.sqlite"
    text = (
        "import sqlite3, sys, time\n"
        f"held = sqlite3.connect({str(gradebook)!r}, isolation_level=None)\n"
        "held.execute('BEGIN IMMEDIATE')\nprint('held', flush=True)\ntime.sleep(600)\n"
    )
    process = start_grading(course, "--group", "grupo01")
    small_class.wait_until(lambda: bool(small_class.workers(process)))
    with subprocess.Popen([sys.executable, "-c", text], stdout=subprocess.PIPE) as holder:
        holder.stdout.readline()
        _lines, errors, code = ended(process)
        holder.send_signal(signal.SIGKILL)
    assert code == NOT_READY
    assert f"{gradebook} cannot be written: database is locked." in errors
    lines, errors, code = ended(start_grading(course))
    assert code == 0, errors
    assert set(statuses(lines).values()) == {"graded"}
    assert set(trainings(course)) == {1}
