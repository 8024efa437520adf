"""Grades are linked: one that was changed, taken out or put in later shows."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from graders.pipeline.doctor import examine
from graders.records.gradebook import SCHEMA, Gradebook, next_link, open_gradebook
from tests import grade_factories as factories
from tests.grading_kit import workspace_in

WRITER = """
import sys
from pathlib import Path
from graders.records.gradebook import open_gradebook
from tests import grade_factories as factories
grade = factories.strong()
with open_gradebook(Path(sys.argv[1])) as gradebook:
    for _ in range(15):
        gradebook.append(grade)
"""


@pytest.fixture
def book(tmp_path):
    path = tmp_path / "gradebook.sqlite"
    with open_gradebook(path) as gradebook:
        gradebook.append_all(factories.whole_class())
    return path


def tamper(path: Path, statement: str) -> None:
    """Change the file as somebody with a database tool could."""
    with sqlite3.connect(path) as connection:
        connection.execute("DROP TRIGGER grades_no_update")
        connection.execute("DROP TRIGGER grades_no_delete")
        connection.execute(statement)


def broken(path: Path) -> int | None:
    with open_gradebook(path) as gradebook:
        return gradebook.broken_link()


def test_untouched_grades_follow_from_each_other(book):
    assert broken(book) is None
    with open_gradebook(book) as gradebook:
        count, head = gradebook.head()
    assert count == len(factories.whole_class())
    assert len(head) == 64


def test_an_empty_book_is_whole(tmp_path):
    assert broken(tmp_path / "gradebook.sqlite") is None


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("UPDATE grades SET record = replace(record, '100', '101') WHERE id = 3", 3),
        ("DELETE FROM grades WHERE id = 2", 3),
        ("UPDATE grades SET id = 99 WHERE id = 1", 2),
        ("UPDATE grades SET chain = '' WHERE id = 5", 5),
    ],
)
def test_tampering_shows_where_it_begins(book, statement, first):
    tamper(book, statement)
    assert broken(book) == first


def test_a_grade_put_in_between_shows(book):
    with sqlite3.connect(book) as connection:
        row = connection.execute("SELECT * FROM grades WHERE id = 1").fetchone()
        marks = ", ".join("?" * len(row))
        connection.execute(f"INSERT INTO grades VALUES ({marks})", (50, *row[1:]))  # noqa: S608 - the test's own words
    assert broken(book) == 50


def test_all_of_several_grades_are_written_or_none(book):
    with open_gradebook(book) as gradebook:
        before = gradebook.head()
        with pytest.raises(AttributeError):
            gradebook.append_all([factories.strong(), None])
        assert gradebook.head() == before


def test_two_writers_at_once_leave_one_chain(tmp_path):
    """Three processes append at the same time; no link is used twice."""
    path = tmp_path / "gradebook.sqlite"
    Gradebook(path).close()
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path)], cwd=Path(__file__).parents[3])
        for _ in range(3)
    ]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    with open_gradebook(path) as gradebook:
        assert gradebook.head()[0] == 45
        assert gradebook.broken_link() is None


def test_a_book_without_links_is_brought_up_to_date(book):
    """A gradebook of schema 1 keeps its grades and is linked as it stands."""
    tamper(book, "ALTER TABLE grades DROP COLUMN chain")
    with sqlite3.connect(book) as connection:
        connection.execute("PRAGMA user_version = 1")
    with open_gradebook(book) as gradebook:
        assert gradebook.broken_link() is None
        assert gradebook.head()[0] == len(factories.whole_class())
        gradebook.append(factories.strong())
        assert gradebook.broken_link() is None
    with sqlite3.connect(book) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (SCHEMA,)
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            connection.execute("UPDATE grades SET record = ''")


def test_a_link_depends_on_all_before_it():
    assert next_link("", "a") != next_link(next_link("", "b"), "a")
    assert next_link("", "a") == next_link("", "a")


def test_doctor_says_that_a_grade_was_changed(tmp_path):
    workspace = workspace_in(tmp_path)
    with open_gradebook(workspace.gradebook) as gradebook:
        gradebook.append(factories.strong())

    def said() -> str:
        return next(
            f"{one.health}: {one.found}" for one in examine(workspace) if one.name == "gradebook"
        )

    assert "works" in said()
    assert "1 grades, none changed" in said()
    tamper(workspace.gradebook, "UPDATE grades SET record = replace(record, 'g01', 'g99')")
    assert "broken" in said()
    assert "grade 1 does not follow" in said()


def test_records_are_whole_documents(book):
    with sqlite3.connect(book) as connection:
        for (record,) in connection.execute("SELECT record FROM grades"):
            assert {"fingerprint", "results", "repeats"} <= set(json.loads(record))
