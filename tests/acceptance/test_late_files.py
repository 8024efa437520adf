"""A late file loses points by the policy; an extension gives them back without training."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.grading_kit import sandbox
from tests.small_class import ASSIGNMENT, BROKEN

ROOT = Path(__file__).resolve().parents[2]
DUE = datetime(2026, 4, 30, 20, 0, tzinfo=UTC)

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


@pytest.fixture
def grader(tmp_path):
    """The command line of a course with a deadline, whose only group came two days late."""
    sandbox()
    course = tmp_path / "course"
    for kind in ("assignments", "reference"):
        shutil.copytree(ROOT / kind / ASSIGNMENT, course / kind / ASSIGNMENT)
    file = course / "assignments" / ASSIGNMENT / "assignment.yaml"
    due = f"\ndue: {DUE.isoformat()}"
    file.write_text(file.read_text("utf-8").replace("\ndue: null", due, 1), "utf-8")
    (course / "course.yaml").write_text("schema: 1\nlate: {lost: 4, per: day}\n", "utf-8")
    group = course / "submissions" / ASSIGNMENT / "g01"
    group.mkdir(parents=True)
    # It cannot be built, so it has the points of its text and needs no training.
    (group / "model.py").write_bytes(BROKEN.read_bytes())
    received = (DUE + timedelta(hours=30)).timestamp()
    os.utime(group / "model.py", (received, received))

    def run(*arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, str(ROOT / "grader.py"), *arguments],
            cwd=tmp_path,
            env={**os.environ, "GRADER_COURSE": str(course)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    return run, group.parent


def graded(run):
    """Grade and return the record, and whether it was worked on."""
    lines = [json.loads(line) for line in run("grade", ASSIGNMENT, "--json").splitlines()]
    (line,) = (line for line in lines if "grade" in line)
    return line["grade"], line["event"]


def test_from_late_to_excused(grader):
    """Two days cost eight points; the page says how; an extension and `grade` give them back."""
    run, inbox = grader
    late, _event = graded(run)
    rows = float(late["rows_points"])
    assert rows > 8
    assert float(late["points"]) == rows - 8
    assert (late["late"], late["lateness"]["units"]) == (True, 2)
    assert graded(run)[1] == "submission_kept"
    said = " ".join(run("explain", ASSIGNMENT, "g01", "--lang", "en").split())
    assert "It came 30 h 00 min after that. Days begun: 2. 8 of the" in said
    run("report", ASSIGNMENT, "--lang", "en")
    pages = inbox.parents[1] / "var" / "reports" / ASSIGNMENT / "embedded"
    assert "Days begun: 2." in (pages / "g01.html").read_text("utf-8")
    assert "late −8" in (pages / "index.html").read_text("utf-8")
    (inbox / "extensions.csv").write_text("who,until,reason\ng01,2026-05-02,a private matter\n")
    assert "submission changed" in run("status", ASSIGNMENT, "--lang", "en")
    excused, event = graded(run)
    assert event == "submission_graded"
    assert float(excused["points"]) == rows
    assert excused["late"] is False
    run("report", ASSIGNMENT, "--lang", "en")
    page = (pages / "g01.html").read_text("utf-8")
    assert "It came before that: no points are lost." in page
    assert "a private matter" not in page
