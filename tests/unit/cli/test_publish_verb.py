"""`publish` as people and programs meet it: real processes, stable exit codes."""

import json
from pathlib import Path

import pytest

from graders.records.gradebook import open_gradebook
from tests import grade_factories as factories
from tests.command_line import command_line

ROOT = Path(__file__).resolve().parents[3]
ID = "cifar10_tuning"


@pytest.fixture
def grader(tmp_path):
    """Run the command line with a home whose gradebook holds two groups, one of them blank."""
    home = tmp_path / "var"
    with open_gradebook(home / "gradebook.sqlite") as gradebook:
        gradebook.append_all([factories.strong(), factories.ungraded()])

    return command_line(folder=tmp_path)


def test_publish_and_check_from_the_command_line(grader, tmp_path):
    """Exit code 1 while a group waits, 0 when all have their page; `--check` tells damage by 1."""
    nothing = grader("publish", ID, "--check")
    assert (nothing.returncode, "Todavía no" in nothing.stdout) == (0, True)
    first = grader("publish", ID, "--lang", "en")
    assert first.returncode == 1, first.stderr
    assert "g09: the grader failed" in first.stdout
    second = grader("publish", ID, "--all", "--index", "--json", "--lang", "en")
    assert second.returncode == 0, second.stderr
    told = json.loads(second.stdout)
    assert told["number"] == 2
    assert told["groups"] == {"g01": "99.00", "g09": None}
    assert told["changes"][0]["difference"] == "new"
    folder = tmp_path / "var" / "published" / ID
    assert sorted(path.name for path in (folder / "0002").iterdir()) == [
        "groups", "index.html", "manifest.json",
    ]  # fmt: skip
    elsewhere = grader("publish", ID, "--out", str(tmp_path / "site"), "--all")
    assert elsewhere.returncode == 0, elsewhere.stderr
    assert (tmp_path / "site" / "0001" / "groups" / "g01.html").is_file()
    assert grader("publish", ID, "--check").returncode == 0
    (folder / "0001" / "groups" / "g01.html").unlink()
    damaged = grader("publish", ID, "--check", "--json")
    assert damaged.returncode == 1
    assert json.loads(damaged.stdout)["damaged"] == [
        {"number": 1, "file": "groups/g01.html", "damage": "missing"}
    ]


def test_without_grades_it_says_how_to_make_some(grader):
    """Nothing is written for a profile that was never graded."""
    none = grader("publish", ID, "--profile", "cpu")
    assert none.returncode == 3
    assert "grade cifar10_tuning --profile cpu" in none.stderr
