"""The command line as people and programs meet it: real processes, stable exit codes."""

import json
from pathlib import Path

import pytest

from graders.cli.main import VERBS
from tests.command_line import command_line

ROOT = Path(__file__).resolve().parents[3]
STARTER = ROOT / "assignments" / "cifar10_tuning" / "starter.py"


@pytest.fixture
def grader(tmp_path):
    """Run the command line with its own home and inbox."""
    return command_line(folder=tmp_path)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_explains_itself(grader, verb):
    """`VERB --help` exits 0 and says more than its name."""
    done = grader(verb, "--help")
    assert done.returncode == 0, done.stderr
    assert "Usage: grader.py" in done.stdout
    assert len(done.stdout.splitlines()) > 4


def test_unknown_verb_exits_2(grader):
    """A wrong command line is exit code 2."""
    done = grader("grad")
    assert done.returncode == 2
    assert "No such command" in done.stderr
    assert "Traceback" not in done.stderr


def test_unknown_assignment_suggests_the_nearest_and_exits_3(grader):
    """A misspelt assignment gets a suggestion."""
    done = grader("show", "cifar10_tunning")
    assert done.returncode == 3
    assert "Did you mean 'cifar10_tuning'?" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


def test_list_and_show_speak_json(grader):
    """Programs read the assignments without parsing a table."""
    listed = [row["id"] for row in json.loads(grader("list", "--json").stdout)]
    assert {"cifar10_tuning", "cifar100_classifier", "lstm"} <= set(listed)
    shown = json.loads(grader("show", "cifar10_tuning", "--json").stdout)
    assert set(shown["profiles"]) == {"embedded", "cpu", "full"}


@pytest.mark.parametrize(("language", "word"), [("es", "puntos"), ("en", "points")])
def test_show_speaks_the_students_language(grader, language, word):
    """The rubric reads in Spanish and in English."""
    assert word in grader("show", "cifar10_tuning", "--lang", language).stdout
    assert word in grader("show", "cifar10_tuning", GRADER_LANG=language).stdout


def test_start_copies_the_public_files_and_never_overwrites(grader, tmp_path):
    """A second `start` into the same folder leaves the student's work alone."""
    assert grader("start", "cifar10_tuning", "tp").returncode == 0
    names = {path.name for path in (tmp_path / "tp").iterdir()}
    assert names == {"handout.es.md", "starter.py", "starter.ipynb"}
    (tmp_path / "tp" / "starter.py").write_text("mine")
    again = grader("start", "cifar10_tuning", "tp")
    assert again.returncode == 2
    assert "nothing was copied" in again.stderr
    assert (tmp_path / "tp" / "starter.py").read_text() == "mine"


def test_submit_keeps_every_attempt_and_gives_a_receipt(grader, tmp_path):
    """Two submissions are two attempts, each with the hash of its bytes."""
    first = json.loads(
        grader(
            "submit", str(STARTER), "--assignment", "cifar10_tuning", "--group", "g1", "--json"
        ).stdout
    )
    done = grader("submit", str(STARTER), "--assignment", "cifar10_tuning", "--group", "g1")
    assert first["attempt"] == 1
    assert first["sha256"] in done.stdout
    stored = list((tmp_path / "submissions" / "cifar10_tuning" / "g1").rglob("starter.py"))
    assert len(stored) == 2
    assert all(path.read_bytes() == STARTER.read_bytes() for path in stored)


def test_submit_warns_about_a_file_that_cannot_be_graded(grader, tmp_path):
    """The file is kept all the same, and the sentence shows the signature that is missing."""
    file = tmp_path / "model.py"
    file.write_text("TRAINING = {'epochs': 1, 'batch_size': 8}\n")
    done = grader(
        "submit", str(file), "--assignment", "cifar10_tuning", "--group", "g1", "--lang", "en"
    )
    assert done.returncode == 0, done.stderr
    assert "build_model(input_shape, num_classes)" in done.stdout


@pytest.mark.parametrize("name", ["model.txt", "absent.py", "empty.py"])
def test_submit_refuses_what_is_no_submission(grader, tmp_path, name):
    """A wrong suffix, a missing file and an empty file are refused in one sentence."""
    (tmp_path / "model.txt").write_text("x = 1")
    (tmp_path / "empty.py").write_text("")
    done = grader("submit", name, "--assignment", "cifar10_tuning", "--group", "g1")
    assert done.returncode in {1, 2}
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_status_lists_what_waits(grader):
    """A group that handed in and has no grade is pending."""
    grader("submit", str(STARTER), "--assignment", "cifar10_tuning", "--group", "g1")
    rows = json.loads(grader("status", "cifar10_tuning", "--json").stdout)["cifar10_tuning"]
    assert [(row["group"], row["state"]) for row in rows] == [("g1", "pending")]


@pytest.mark.parametrize("verb", ["explain cifar10_tuning g1", "report cifar10_tuning"])
def test_verbs_that_need_grades_say_how_to_make_some(grader, verb):
    """Without grades, `explain` and `report` name the command that makes them."""
    done = grader(*verb.split())
    assert done.returncode == 3
    assert "python grader.py grade cifar10_tuning" in done.stderr


def test_grade_without_submissions_says_where_they_belong(grader, tmp_path):
    """An empty inbox is a sentence with the folder in it."""
    done = grader("grade", "cifar10_tuning")
    assert done.returncode in {3, 4}
    assert len(done.stderr.strip().splitlines()) == 1


def test_grade_without_a_sandbox_is_refused(grader, tmp_path):
    """No bubblewrap on the path: exit code 4 and the command that mends it."""
    grader("submit", str(STARTER), "--assignment", "cifar10_tuning", "--group", "g1")
    done = grader("grade", "cifar10_tuning", PATH=str(tmp_path))
    assert done.returncode == 4
    assert "sudo apt-get install bubblewrap" in done.stderr
    assert "--trust-submissions" in done.stderr


def test_doctor_reports_each_part_and_a_remedy(grader):
    """Every examined thing has a state; what is limited has a command."""
    found = json.loads(grader("doctor", "--json").stdout)
    names = {entry["name"] for entry in found}
    assert {"python", "packages", "sandbox", "gpu", "disk", "data cifar10", "gradebook"} <= names
    data = next(entry for entry in found if entry["name"] == "data cifar10")
    assert "data import cifar10" in data["remedy"]


def test_broken_assignment_file_is_shown_without_a_traceback(grader, tmp_path):
    """`--debug` is the only way to a traceback."""
    quiet = grader("show", "nothing")
    loud = grader("show", "nothing", "--debug")
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr
    assert quiet.returncode == loud.returncode == 3
