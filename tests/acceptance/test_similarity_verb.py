"""`similarity` as a teaching assistant meets it: real processes, exit codes, pages on disk."""

import json
from pathlib import Path

import pytest

from graders.reports.html import render_class_page, render_group_page
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.terminal import explain_text
from tests.command_line import command_line
from tests.grade_factories import class_report, group_report
from tests.planted_copies import as_notebook, disguised
from tests.similarity_class import example_class, hand_in, submission, text_of

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "cifar100_classifier"


@pytest.fixture(scope="module")
def class_with_copies(tmp_path_factory):
    """The example class, a copy as a notebook, and a leaked solution."""
    workspace = example_class(tmp_path_factory.mktemp("course"), ASSIGNMENT)
    copy = as_notebook(disguised(submission(ASSIGNMENT, "grupo01")))
    hand_in(workspace, ASSIGNMENT, "grupo09", copy, name="Untitled.ipynb")
    leaked = disguised(text_of(f"reference/{ASSIGNMENT}/alternatives/strided.py"))
    hand_in(workspace, ASSIGNMENT, "grupo10", leaked)
    return workspace


@pytest.fixture
def grader(class_with_copies, tmp_path):
    """Run the command line on that class."""
    return command_line(
        "similarity",
        folder=tmp_path,
        home=class_with_copies.var,
        submissions=class_with_copies.submissions,
    )


@pytest.mark.parametrize(
    ("language", "heads", "caution"),
    [("es", "Se parece a", "no una prueba"), ("en", "Is like", "not proof")],
)
def test_pairs_are_told_and_exit_1(grader, class_with_copies, language, heads, caution):
    """A table, the caution, the path of a page that is there."""
    done = grader(ASSIGNMENT, "--lang", language)
    assert done.returncode == 1, done.stderr
    assert heads in done.stdout
    assert caution in done.stdout
    lines = done.stdout.splitlines()
    assert any("grupo01" in line and "grupo09" in line for line in lines)
    assert any("grupo10" in line and "reference/strided.py" in line for line in lines)
    page = Path(done.stdout.split()[-1])
    assert page.is_file()
    assert f'<html lang="{language}">' in page.read_text("utf-8")
    assert page.parent == class_with_copies.reports / ASSIGNMENT / "similarity"


def test_json_is_for_programs(grader):
    """Standard output is one JSON document."""
    done = grader(ASSIGNMENT, "--json")
    assert done.returncode == 1
    told = json.loads(done.stdout)
    assert {tuple(cluster["members"]) for cluster in told["clusters"]} == {
        ("grupo01", "grupo09"),
        ("grupo10", "reference/strided.py"),
    }
    assert told["threshold"] == 0.6
    assert told["not_compared"][0]["why"] == "little_own_code"


def test_a_quiet_class_exits_0(grader):
    """Nothing to look at is exit code 0, and is said."""
    done = grader("gan", "--lang", "en", GRADER_SUBMISSIONS=str(ROOT / "submissions"))
    assert done.returncode == 0, done.stdout
    assert "nothing to look at" in done.stdout


def test_group_and_threshold_narrow_the_search(grader):
    """A group that copied nobody is quiet; so is a threshold nobody reaches."""
    assert grader(ASSIGNMENT, "--group", "grupo02").returncode == 0
    assert grader(ASSIGNMENT, "--group", "grupo09", "--json").returncode == 1


def test_with_finds_an_earlier_term(grader, tmp_path):
    """What lies in a folder of --with is compared with every group."""
    old = tmp_path / "2024"
    old.mkdir()
    (old / "ana.py").write_text(disguised(submission(ASSIGNMENT, "grupo06")), "utf-8")
    done = grader(ASSIGNMENT, "--with", str(old), "--group", "grupo06", "--json")
    (cluster,) = json.loads(done.stdout)["clusters"]
    assert cluster["members"] == ["2024/ana.py", "grupo06"]


@pytest.mark.parametrize(("tool", "file"), [("dolos", "info.csv"), ("jplag", "base-code")])
def test_exports_never_overwrite(grader, tmp_path, tool, file):
    """A folder that is there is refused (exit code 2) and stays as it was."""
    assert grader(ASSIGNMENT, "--export", tool, "out").returncode == 1
    assert (tmp_path / "out" / file).exists()
    before = sorted(path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*"))
    done = grader(ASSIGNMENT, "--export", tool, "out")
    assert done.returncode == 2
    assert "never overwrites" in done.stderr
    assert before == sorted(path.stat().st_mtime_ns for path in (tmp_path / "out").rglob("*"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["gann"], 3),
        (["gan", "--group", "nobody"], 3),
        (["gan", "--threshold", "1.5"], 2),
        (["gan", "--threshold", "0"], 2),
        (["gan", "--with", "missing"], 2),
        (["gan", "--export", "moss", "x"], 2),
    ],
)
def test_mistakes_have_their_codes(grader, arguments, code):
    """Wrong names are 3, wrong command lines 2; a bug would be 70."""
    done = grader(*arguments)
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("language", list(Language))
def test_pages_of_groups_say_nothing_of_it(grader, class_with_copies, language):
    """Neither a group's page nor the class page nor `explain` mentions similar files."""
    assert grader(ASSIGNMENT).returncode == 1
    report = class_report(language)
    shown = [
        render_class_page(report),
        *(render_group_page(group_report(grade, language)) for grade in report.grades),
        *(explain_text(group_report(grade, language)) for grade in report.grades),
    ]
    words = [
        catalog.text(code, language)
        for code in catalog.codes()
        if code in {"similarity.heading", "similarity.kicker", "similarity.caution.title"}
    ]
    assert len(words) == 3
    for text in shown:
        assert "similarity" not in text
        assert "similar_pair" not in text
        assert not any(word in text for word in words)
