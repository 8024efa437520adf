"""`export` as teachers meet it: files, tables, exit codes, and one sentence for each mistake."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from graders.records.gradebook import open_gradebook
from tests import export_factories as made
from tests.command_line import command_line

ROOT = Path(__file__).resolve().parents[3]
ID = "cifar10_tuning"


@pytest.fixture
def course(tmp_path):
    """A gradebook, a roster and two downloads."""
    inbox = tmp_path / "submissions" / ID
    inbox.mkdir(parents=True)
    (inbox / "roster.csv").write_text(made.ROSTER, encoding="utf-8")
    with open_gradebook(tmp_path / "var" / "gradebook.sqlite") as gradebook:
        gradebook.append_all(made.graded_class().values())
    (tmp_path / "hoja.csv").write_text(made.worksheet(), encoding="utf-8")
    (tmp_path / "notas.csv").write_text(made.gradebook(), encoding="utf-8")
    return tmp_path


@pytest.fixture
def export(course):
    """The command line beside it."""
    return command_line("export", ID, folder=course)


def test_a_dry_run_shows_old_and_new_and_writes_nothing(export, course):
    """Person, what the file says, what it would say."""
    before = sorted(path.name for path in course.iterdir())
    done = export("--to", "moodle", "--into", "hoja.csv", "--dry-run", "--lang", "en")
    assert done.returncode == 1
    line = next(line for line in done.stdout.splitlines() if "Carla" in line)
    assert ("72.50" in line, "changes" in line) == (True, True)
    assert "not in the file" in next(line for line in done.stdout.splitlines() if "fede" in line)
    assert "Would be written: hoja.graded.csv" in done.stdout
    assert "This was a dry run" in done.stdout
    assert sorted(path.name for path in course.iterdir()) == before


def test_the_copy_stands_beside_the_file_and_is_never_overwritten(export, course):
    """The same bytes may be there; others are refused."""
    done = export("--to", "moodle", "--into", "hoja.csv", "--lang", "es")
    assert done.returncode == 1
    assert "Escrito: hoja.graded.csv" in done.stdout
    assert (course / "hoja.csv").read_text("utf-8") == made.worksheet()
    again = export("--to", "moodle", "--into", "hoja.csv", "--json")
    assert json.loads(again.stdout)["kept"] == ["hoja.graded.csv"]
    (course / "hoja.graded.csv").write_text("mine")
    refused = export("--to", "moodle", "--into", "hoja.csv")
    assert refused.returncode == 2
    assert "hoja.graded.csv is there already" in refused.stderr
    assert (course / "hoja.graded.csv").read_text() == "mine"
    looked = export("--to", "moodle", "--into", "hoja.csv", "--dry-run", "--lang", "en")
    assert looked.returncode == 1
    assert "There already with something else in it" in looked.stdout
    over = export("--to", "moodle", "--into", "hoja.csv", "--out", "hoja.csv")
    assert over.returncode == 2
    assert (course / "hoja.csv").read_text("utf-8") == made.worksheet()
    assert not list(course.glob(".partial*"))


def test_one_group_alone(export, course):
    """Nobody else's cell changes, and nobody else is missed."""
    done = export("--to", "canvas", "--into", "notas.csv", "--group", "g02", "--out", "x/y.csv")
    assert done.returncode == 0, done.stderr
    text = (course / "x" / "y.csv").read_text("utf-8")
    points = [row[-1] for row in csv.reader(io.StringIO(text, newline=""))]
    assert points[3:] == ["", "", "72.50", "72.50", "", "", ""]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--to", "moodle"), 2, "needs --into"),
        (("--to", "moodle", "--into", "no.csv"), 2, "There is no file no.csv"),
        (("--to", "moodle", "--into", "hoja.csv", "--column", "Nota"), 2, "hoja.csv:1 has no"),
        (("--to", "moodle", "--into", "notas.csv"), 3, "notas.csv is no grading worksheet"),
        (("--to", "canvas", "--into", "hoja.csv"), 3, "hoja.csv:1 is not the header"),
        (("--to", "canvas", "--into", "notas.csv", "--feedback"), 2, "--feedback is not for"),
        (("--to", "moodle", "--into", "hoja.csv", "--out", "-"), 2, "--out must name one"),
        (("--to", "moodle", "--into", "hoja.csv", "--group", "g77"), 3, "'g77'"),
        (("--to", "moodle", "--into", "hoja.csv", "--profile", "full"), 3, "has no grades"),
        (("--to", "blackboard"), 2, "blackboard"),
        (("--to", "gradescope"), 2, "name a folder with --out"),
        (("--to", "classroom50", "--out", "hoja.csv"), 2, "hoja.csv is no folder"),
        (("--to", "github"), 2, "name it with --group"),
        (("--to", "csv", "--into", "hoja.csv"), 2, "--into is not for --to csv"),
        (("--to", "json", "--json"), 2, "--json needs --out"),
        (("--to", "junit", "--out", "notas.csv"), 2, "notas.csv is there already"),
    ],
)
def test_mistakes_get_one_sentence(export, arguments, code, said):
    """What, where, how to mend; no traceback, nothing written."""
    done = export(*arguments)
    assert done.returncode == code, done.stderr
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_document_goes_to_standard_output(export):
    """Its bytes alone; who got what is told beside it."""
    done = export("--to", "junit", "--lang", "en")
    assert done.stdout.startswith("<?xml")
    assert done.stdout.endswith("</testsuites>\n")
    assert done.returncode == 1
    assert "blank grade" in done.stderr
    done = export("--to", "github", "--group", "g02")
    assert done.returncode == 0
    assert done.stdout.startswith("::notice title=")
    assert "Traceback" not in done.stderr


def test_a_dry_run_of_documents_names_the_files(export, course):
    """One for each group that has points."""
    done = export("--to", "gradescope", "--out", "gs", "--dry-run", "--json")
    told = json.loads(done.stdout)
    assert len(told["written"]) == 8
    assert not (course / "gs").exists()
    rows = {row["group"]: (row["outcome"], row["new"]) for row in told["rows"]}
    assert rows["g02"] == ("written", "72.50")
    assert rows["g09"] == ("blank", None)
