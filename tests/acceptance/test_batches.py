"""A batch survives a kill, repeats bit for bit, and never trains twice for the same thing."""

import random
import shutil
import signal
import sqlite3
import time
from pathlib import Path

import pytest

from graders.domain.grade import GradeStatus
from graders.records.gradebook import open_gradebook
from tests import small_class
from tests.grading_kit import grade_file, sandbox, tiny_context
from tests.small_class import ended, outcomes, start_grading, trainings

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]

NUM_KILLS = 2


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """A class that was graded without a disturbance, three trainings each, one at a time."""
    sandbox()
    folder = tmp_path_factory.mktemp("quiet")
    began = time.monotonic()
    process = start_grading(small_class.class_of_four(folder), "--jobs", "1", runs=3)
    lines, errors, code = ended(process)
    assert code == 0, errors
    return folder, outcomes(lines), time.monotonic() - began


def test_one_job_and_two_give_the_same_grades(quiet, tmp_path):
    """What runs beside a training changes no bit of it."""
    _folder, expected, _seconds = quiet
    process = start_grading(small_class.class_of_four(tmp_path), "--jobs", "2", runs=3)
    lines, errors, code = ended(process)
    assert code == 0, errors
    assert outcomes(lines) == expected


def test_batch_killed_at_random_ends_like_an_undisturbed_one(quiet, tmp_path):
    """After `kill -9` of everything the same command ends with the same grades.

    No training that was stored is made again. benchmarks/kill_points.py does it a hundred times.
    """
    folder, expected, seconds = quiet
    moments = random.Random(5)  # noqa: S311 - moments, no secrets
    for number in range(NUM_KILLS):
        environment = small_class.class_of_four(tmp_path / str(number))
        splits = Path("var", "private", "splits")
        shutil.copytree(folder / splits, tmp_path / str(number) / splits)
        process = start_grading(environment, "--jobs", "2", runs=3)
        time.sleep(moments.uniform(0.2, 0.9) * seconds / 2)
        small_class.kill_tree(process)
        lines, errors, code = ended(start_grading(environment, runs=3))
        assert code == 0, errors
        assert outcomes(lines) == expected
        assert set(trainings(environment)) == {1}
        assert_gradebook_is_clean(tmp_path / str(number) / "var" / "gradebook.sqlite")


def assert_gradebook_is_clean(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with open_gradebook(file) as gradebook:
        assert gradebook.broken_link() is None


def test_finished_groups_are_kept_after_a_kill(tmp_path):
    """A group whose grade was announced is not graded again."""
    sandbox()
    environment = small_class.class_of_four(tmp_path)
    process = start_grading(environment, "--jobs", "1")
    small_class.wait_until(lambda: bool(small_class.graded_groups(environment)))
    small_class.kill_tree(process)
    finished = small_class.graded_groups(environment)
    assert len(finished) < 4, "the batch ended before it was killed"
    lines, errors, code = ended(start_grading(environment))
    assert code == 0, errors
    kept = {line["group"] for line in lines if line["event"] == "submission_kept"}
    assert kept == finished
    assert set(trainings(environment)) == {1}


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_batch_stops_at_once_and_can_go_on(tmp_path, number):
    """Ctrl-C does not wait for the training that runs: exit code 130, and nothing half stored."""
    sandbox()
    environment = small_class.class_of_four(tmp_path)
    process = start_grading(environment, "--jobs", "1")
    small_class.wait_until(lambda: bool(small_class.workers(process)))
    process.send_signal(number)
    _output, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "The same command goes on" in errors
    assert "Traceback" not in errors
    assert trainings(environment) == []


def test_two_batches_at_once_train_nothing_twice(tmp_path):
    """Two assistants who grade the same course at the same time get the same grades."""
    sandbox()
    environment = small_class.class_of_four(tmp_path)
    both = [start_grading(environment, "--jobs", "2") for _number in range(2)]
    (first, said, code), (second, said_too, code_too) = map(ended, both)
    assert (code, code_too) == (0, 0), said + said_too
    assert outcomes(first) == outcomes(second)
    assert len(outcomes(first)) == 4
    assert trainings(environment) == [1, 1, 1, 1]
    assert_gradebook_is_clean(tmp_path / "var" / "gradebook.sqlite")


def test_batch_is_seen_from_another_terminal(tmp_path):
    """`status --follow` shows the batch of another process and ends with it."""
    sandbox()
    environment = small_class.class_of_four(tmp_path)
    process = start_grading(environment)
    small_class.wait_until(lambda: bool(small_class.workers(process)))
    watcher = small_class.start(environment, "--follow", "--lang", "en", verb="status")
    lines, errors, code = ended(process)
    assert code == 0, errors
    shown, said = watcher.communicate(timeout=30)
    assert watcher.returncode == 0, said
    for group, record in small_class.grades_in(lines).items():
        assert f"{group}: {float(record['points']):g}" in shown


def test_follower_tells_that_a_batch_was_killed(tmp_path):
    """A batch that nobody can hear of any more is not waited for."""
    sandbox()
    environment = small_class.class_of_four(tmp_path)
    process = start_grading(environment)
    small_class.wait_until(lambda: bool(small_class.workers(process)))
    watcher = small_class.start(environment, "--follow", verb="status")
    small_class.kill_tree(process)
    _shown, said = watcher.communicate(timeout=30)
    assert watcher.returncode == 1
    assert "ended from outside" in said


def test_same_submission_gives_the_same_bits_and_trains_once(tmp_path):
    """From scratch twice: bit-identical predictions. A third time: no training starts."""
    context = tiny_context(tmp_path)
    first = grade_file(small_class.PLAIN, context)
    second = grade_file(small_class.PLAIN, context, rerun=True)
    third = grade_file(small_class.PLAIN, context)
    assert first.grade.status is GradeStatus.GRADED, first.grade.cause
    assert (first.trained, second.trained, third.trained) == (True, True, False)
    digest = first.grade.run.predictions_sha256
    assert digest
    assert digest == second.grade.run.predictions_sha256 == third.grade.run.predictions_sha256
    assert third.grade.results == first.grade.results
