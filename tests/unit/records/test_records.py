"""What was graded is never lost, changed or half written."""

import json
import sqlite3
from dataclasses import replace

import numpy as np
import pytest
from grade_factories import whole_class
from sqlalchemy.exc import IntegrityError

from graders.errors import GradebookVersionError
from graders.records.gradebook import _GRADE, open_gradebook
from graders.records.run_store import RunStore, outputs_digest

KEY = "ab" * 32


@pytest.fixture
def grade():
    return next(grade for grade in whole_class() if grade.run is not None)


def outputs(value: float = 0.5) -> dict[str, np.ndarray]:
    return {"hidden": np.full((4, 10), value, np.float32)}


def test_grade_comes_back_exactly(tmp_path, grade):
    """Points, findings, places and times survive the gradebook without rounding."""
    for kept in whole_class():
        with open_gradebook(tmp_path / "book.sqlite") as book:
            book.append(kept)
            assert book.latest(kept.assignment, kept.profile)[kept.group] == kept


def test_grade_of_an_older_version_can_be_read(tmp_path, grade):
    """Records from before there were flags, and their runs, load without them."""
    old = json.loads(_GRADE.dump_json(grade))
    del old["flags"], old["evidence"]["suspicions"], old["evidence"]["probes"]
    del old["run"]["influence"], old["run"]["steps"]
    assert _GRADE.validate_json(json.dumps(old)) == grade


def test_newest_grade_counts_and_the_older_stays(tmp_path, grade):
    """A new grade does not replace the old one; it stands after it."""
    newer = replace(grade, file_name="second.py")
    with open_gradebook(tmp_path / "book.sqlite") as book:
        book.append(grade)
        book.append(newer)
        assert book.latest(grade.assignment, grade.profile)[grade.group] == newer
        assert book.history(grade.assignment, grade.group) == (grade, newer)
        assert book.profiles(grade.assignment) == (grade.profile,)


@pytest.mark.parametrize("statement", ["DELETE FROM grades", "UPDATE grades SET record = '{}'"])
def test_database_itself_refuses_to_change_a_grade(tmp_path, grade, statement):
    """Append-only holds for every program that opens the file."""
    file = tmp_path / "book.sqlite"
    with open_gradebook(file) as book:
        book.append(grade)
    connection = sqlite3.connect(file)
    with pytest.raises((sqlite3.IntegrityError, IntegrityError), match="append-only"):
        connection.execute(statement)
    connection.close()


def test_gradebook_of_a_newer_version_is_not_touched(tmp_path):
    """A newer schema is refused with a sentence instead of being misread."""
    file = tmp_path / "book.sqlite"
    connection = sqlite3.connect(file)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    with pytest.raises(GradebookVersionError, match="newer grader"), open_gradebook(file):
        pass


def test_gradebook_uses_a_write_ahead_log(tmp_path):
    """Readers do not block the batch that writes."""
    file = tmp_path / "book.sqlite"
    with open_gradebook(file):
        connection = sqlite3.connect(file)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        connection.close()


def test_every_run_is_kept_and_the_newest_counts(tmp_path, grade):
    """A rerun is a new attempt beside the old one."""
    store = RunStore(tmp_path)
    assert store.latest(KEY) is None
    store.add(KEY, grade.run, outputs(0.25))
    store.add(KEY, grade.run, outputs(0.75))
    evidence, kept = store.latest(KEY)
    assert store.attempts(KEY) == 2
    assert kept["hidden"][0, 0] == 0.75
    assert evidence.predictions_sha256 == outputs_digest(kept)


def test_damaged_evidence_is_passed_over(tmp_path, grade):
    """Evidence that does not match its hash is never graded; the older attempt is used."""
    store = RunStore(tmp_path)
    store.add(KEY, grade.run, outputs(0.25))
    store.add(KEY, grade.run, outputs(0.75))
    newest = sorted((tmp_path / KEY[:2] / KEY).iterdir())[-1] / "hidden.npy"
    damaged = bytearray(newest.read_bytes())
    damaged[-1] ^= 1
    newest.write_bytes(damaged)
    assert store.latest(KEY)[1]["hidden"][0, 0] == 0.25


def test_half_written_run_is_invisible(tmp_path, grade):
    """A run that was being written when the power went is as if it never was."""
    store = RunStore(tmp_path)
    partial = tmp_path / KEY[:2] / KEY / ".partial-abc" / "run"
    partial.mkdir(parents=True)
    (partial / "evidence.json").write_text("{")
    assert store.latest(KEY) is None
    store.add(KEY, grade.run, outputs())
    assert store.attempts(KEY) == 1


def test_digest_depends_on_names_types_shapes_and_bits():
    """Two sets of predictions with one bit of difference have different hashes."""
    base = outputs()
    variants = [
        base,
        {"validation": base["hidden"]},
        {"hidden": base["hidden"].astype(np.float64)},
        {"hidden": base["hidden"].reshape(8, 5)},
        {"hidden": np.nextafter(base["hidden"], np.float32(1))},
    ]
    assert len({outputs_digest(variant) for variant in variants}) == len(variants)
    assert outputs_digest({}) == ""
