"""A new assignment needs one file of data, a starter and a reference, and no change of the grader.

The course is a folder outside of the clone; every step is the real command line.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.grading_kit import sandbox

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases_new_assignment"
NAME = "fashion_classifier"
VARIANTS = {"reference": 2, "starter": 2, "no_docstrings": 2, "empty": 2, "notebook": 1}

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


class Course:
    """A course folder and the command line that works on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = folder / "home"
        self.assignment = folder / "course" / "assignments" / NAME
        self.reference = folder / "course" / "reference" / NAME
        for target, names in (
            (self.assignment, ("assignment.yaml", "starter.py")),
            (self.reference, ("solution.py",)),
        ):
            target.mkdir(parents=True)
            for name in names:
                shutil.copyfile(CASES / name, target / name)

    def __call__(self, *arguments: str) -> str:
        """Run a verb; it must end with exit code 0."""
        done = self.run(*arguments)
        assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        environment = {name: v for name, v in os.environ.items() if not name.startswith("GRADER_")}
        return subprocess.run(
            [sys.executable, str(ROOT / "grader.py"), *arguments],
            cwd=self.folder,
            env={
                **environment,
                "GRADER_COURSE": str(self.folder / "course"),
                "GRADER_HOME": str(self.home),
            },
            capture_output=True,
            text=True,
            check=False,
        )

    def submit_both(self) -> None:
        """Hand in the starter as `grupo01` and the reference as `grupo02`."""
        files = (self.assignment / "starter.py", self.reference / "solution.py")
        for number, file in enumerate(files, start=1):
            self("submit", str(file), "--assignment", NAME, "--group", f"grupo0{number}")

    def points(self, profile: str) -> list[float]:
        """Grade both groups and return their points."""
        printed = self("grade", NAME, "--profile", profile, "--jobs", "1", "--runs", "1", "--json")
        lines = map(json.loads, printed.splitlines())
        grades = [line["grade"] for line in lines if "grade" in line]
        assert [grade["group"] for grade in grades] == ["grupo01", "grupo02"]
        return [float(grade["points"]) for grade in grades]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """One course for the tests that need a calibration: its runs are journalled and made once."""
    sandbox()
    return Course(tmp_path_factory.mktemp("course"))


@pytest.fixture
def new_course(tmp_path: Path) -> Course:
    sandbox()
    return Course(tmp_path)


def test_assignment_of_three_files_goes_all_the_way(course: Course) -> None:
    """List, show, start, release, check, calibrate, grade and report work on a new folder."""
    assert [row["id"] for row in json.loads(course("list", "--json"))] == [NAME]
    assert "glyphs" in course("show", NAME, "--lang", "en")

    course("start", NAME, "begun", "--lang", "en")
    handout = (course.folder / "begun" / "handout.en.md").read_text("utf-8")
    assert "# Classify pieces of clothing" in handout
    assert "| `embedded` | drawn glyphs, nothing to download | 600 | 100 | 500 | 30 |" in handout
    notebook = json.loads((course.folder / "begun" / "starter.ipynb").read_text("utf-8"))
    assert [cell["cell_type"] for cell in notebook["cells"]] == ["markdown", "code", "code"]

    course("release", NAME, "--out", "bundle.zip")
    with zipfile.ZipFile(course.folder / "bundle.zip") as bundle:
        assert sorted(name.removeprefix(f"{NAME}/") for name in bundle.namelist()) == [
            "assignment.yaml",
            "handout.en.md",
            "handout.es.md",
            "starter.ipynb",
            "starter.py",
        ]

    assert "GMAC" in course("check", str(course.assignment / "starter.py"))
    course("calibrate", NAME, "--seeds", "2", "--jobs", "1")
    written = json.loads((course.reference / "calibration.json").read_text("utf-8"))
    assert list(written["profiles"]) == ["embedded"]

    course.submit_both()
    starter, reference = course.points("embedded")
    assert starter < 20
    assert reference > 95
    asked = json.loads(course("appeal", NAME, "grupo01", "--reason", "hm", "--jobs", "1", "--json"))
    (entry,) = asked["appeals"]
    assert (entry["runs_before"], entry["runs_after"], entry["reason"]) == (1, 3, "hm")
    assert float(asked["points"]) == max(starter, float(entry["points_pooled"]))
    assert course.points("embedded") == [float(asked["points"]), reference]
    course("report", NAME)
    pages = course.home / "reports" / NAME / "embedded"
    assert (pages / "index.html").is_file()
    for group in ("grupo01", "grupo02"):
        assert list(pages.rglob(f"{group}*.html"))
    assert not (course.folder / "course" / "var").exists()


def test_known_submissions_tell_whether_the_grader_keeps_its_rules(course: Course) -> None:
    """`validate` grades them, says which rule does not hold, and trains nothing twice."""
    assert course.run("validate", NAME).returncode == 3
    shutil.copyfile(CASES / "validation.yaml", course.reference / "validation.yaml")
    (course.reference / "empty.py").touch()
    course("calibrate", NAME, "--seeds", "2", "--jobs", "1")
    first = course.run("validate", NAME, "--seeds", "2", "--jobs", "1")
    assert first.returncode == 1, first.stdout + first.stderr
    rules = {line.split()[0]: line for line in first.stdout.splitlines() if " of 9 " not in line}
    for rule in ("A2", "A3", "A4", "A6", "A11"):
        assert rules[rule].split()[1] == "holds", first.stdout
    assert rules["A5"].split()[1] == "FAILS"
    stored = json.loads((course.reference / "validation.json").read_text("utf-8"))
    runs = stored["profiles"]["embedded"]["runs"]
    by_variant = {name: [run for run in runs if run["variant"] == name] for name in VARIANTS}
    assert {name: len(found) for name, found in by_variant.items()} == VARIANTS
    assert by_variant["notebook"][0]["points"] == by_variant["reference"][0]["points"]
    assert by_variant["no_docstrings"][0]["codes"] == {"docstrings": "docstrings.none"}
    report = (course.reference / "validation-embedded" / "README.md").read_text("utf-8")
    assert "| `no_docstrings` | No docstring anywhere | yes " in report

    evidence = sorted((course.home / "validation").rglob("*.json"))
    again = course.run("validate", NAME, "--seeds", "2", "--jobs", "1")
    assert again.stdout == first.stdout
    assert sorted((course.home / "validation").rglob("*.json")) == evidence
    only_rules = first.stdout[first.stdout.index("A1 ") :]
    assert course.run("validate", NAME, "--stored").stdout == only_rules


def test_a_machine_on_which_the_anchors_move_does_not_grade(course: Course) -> None:
    """Unchecked, checked, moved: what `anchors` says, and what `grade` does about it."""
    course("calibrate", NAME, "--seeds", "2", "--jobs", "1")
    unchecked = course.run("anchors", NAME, "--stored")
    assert unchecked.returncode == 1
    assert "no five runs of reference and starter" in unchecked.stdout
    assert "reach here what they reached" in course("anchors", NAME)

    (journal,) = (course.home / "anchors").glob(f"{NAME}-embedded-*.jsonl")
    honest = journal.read_text("utf-8")
    runs = _runs(journal)
    assert sorted({run["solution"] for run in runs}) == ["reference", "starter"]
    assert len(runs) == 10
    for run in runs:
        run["hidden_accuracy"] -= 0.2 if run["solution"] == "reference" else 0.0
    journal.write_text("\n".join(json.dumps(run) for run in runs), "utf-8")
    compared = course.run("anchors", NAME, "--stored", "--json")
    assert compared.returncode == 1
    said = json.loads(compared.stdout)
    assert said["standing"] == "moved"
    assert [row["solution"] for row in said["anchors"] if row["moved"]] == ["reference"]
    refused = course.run("grade", NAME)
    assert refused.returncode == 4
    assert f"calibrate {NAME} --profile embedded --fresh" in refused.stderr

    journal.write_text(honest, "utf-8")
    assert course.run("anchors", NAME, "--stored").returncode == 0


def test_a_refused_fit_keeps_its_runs(new_course: Course) -> None:
    """A reference that is no better than the starter is refused, and costs its own runs only."""
    solution = new_course.reference / "solution.py"
    sound = solution.read_text("utf-8")
    shutil.copyfile(new_course.assignment / "starter.py", solution)
    refused = new_course.run("calibrate", NAME, "--seeds", "2", "--jobs", "1")
    assert refused.returncode != 0
    assert not (new_course.reference / "calibration.json").exists()

    journal = new_course.home / "calibration" / f"{NAME}-embedded.jsonl"
    after_refusal = _runs(journal)
    assert len(after_refusal) == 4
    assert new_course.run("calibrate", NAME, "--seeds", "2", "--jobs", "1").stdout == refused.stdout
    assert _runs(journal) == after_refusal

    solution.write_text(sound, "utf-8")
    new_course("calibrate", NAME, "--seeds", "2", "--jobs", "1")
    mended = _runs(journal)
    assert mended[:4] == after_refusal
    assert [run["solution"] for run in mended[4:]] == ["reference", "reference"]


def _runs(journal: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in journal.read_text("utf-8").split("\n") if line]


def test_same_assignment_on_real_images(new_course: Course) -> None:
    """The profile `cpu` of the same file grades Fashion-MNIST, where this machine has it."""
    file = Path(os.environ.get("GRADER_DATA", "")) / "fashion_mnist.npz"
    if not file.is_file():
        pytest.skip("set GRADER_DATA to a folder with fashion_mnist.npz to run this on real images")
    new_course("data", "import", "fashion_mnist", str(file))
    new_course("calibrate", NAME, "--profile", "cpu", "--seeds", "2", "--jobs", "1")
    new_course.submit_both()
    starter, reference = new_course.points("cpu")
    assert starter < 30
    assert reference > 80
