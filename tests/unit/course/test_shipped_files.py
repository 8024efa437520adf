"""The files that ship fit together: starter, notebook, example class, calibration."""

import csv
import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from graders.course.assignment_file import find_assignments
from graders.course.fit_anchors import CalibrationRun, Solution, fit_anchors
from graders.course.workspace import default_workspace
from graders.domain.submission import Submission
from graders.intake.discovery import HandedIn, discover
from graders.intake.reading import read_submission
from graders.pipeline.calibrate import fit_runs
from graders.pipeline.context import load_assignment, load_calibration_or_none
from graders.pipeline.solution_runs import solution_files

ROOT = Path(__file__).resolve().parents[3]
WORKSPACE = default_workspace()
CLASS = ROOT / "submissions" / "cifar10_tuning"


@pytest.fixture(scope="module")
def assignment():
    return load_assignment(WORKSPACE, "cifar10_tuning")


def test_starter_notebook_is_the_starter():
    """`starter.ipynb` is made from `starter.py`, cell by cell."""
    done = subprocess.run(
        [sys.executable, "tools/make_starter_notebook.py", "assignments/cifar10_tuning", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_starter_as_script_and_as_notebook_ask_for_the_same_training(assignment):
    """Both forms pass intake without a fatal problem and keep the same functions."""
    kept = []
    for name in ("starter.py", "starter.ipynb"):
        submission = read(WORKSPACE.assignments / "cifar10_tuning" / name, assignment)
        assert not submission.fatal_problems
        code = (line.split("#")[0].strip() for line in submission.source.splitlines())
        kept.append([line for line in code if line])
    assert kept[0] == kept[1]


def read(path: Path, assignment) -> Submission:
    handed_in = HandedIn(group="g1", path=path, received_at=datetime(2026, 5, 4, tzinfo=UTC))
    return read_submission(handed_in, assignment)


def test_example_class_has_eight_groups_and_24_people():
    """Every group has three members, and every identifier is invented."""
    with (CLASS / "roster.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    groups = [f"grupo0{number}" for number in range(1, 9)]
    assert len({row["member"] for row in rows}) == len(rows) == 24
    assert [sum(row["group"] == group for row in rows) for group in groups] == [3] * 8
    assert [entry.group for entry in discover(CLASS)] == groups


def test_third_group_hands_in_the_unchanged_starter():
    """The floor of the improvement criterion is shown by the starter itself."""
    starter = WORKSPACE.assignments / "cifar10_tuning" / "starter.py"
    assert (CLASS / "grupo03" / "modelo.py").read_bytes() == starter.read_bytes()


def test_every_file_of_the_class_and_every_solution_can_be_read(assignment):
    """Intake finds nothing fatal in the example class or in the known solutions."""
    files = [entry.path for entry in discover(CLASS)]
    files += list(solution_files(WORKSPACE, "cifar10_tuning").values())
    for path in files:
        assert not read(path, assignment).fatal_problems, path


@pytest.mark.parametrize("profile", ["embedded", "cpu"])
def test_profile_is_calibrated_and_anchors_follow_from_the_stored_runs(assignment, profile):
    """The anchors in use are what `fit_anchors` makes of the runs beside them."""
    calibration = load_calibration_or_none(WORKSPACE, assignment, assignment.profiles[profile])
    assert calibration is not None
    path = WORKSPACE.calibration("cifar10_tuning")
    section = json.loads(path.read_text("utf-8"))["profiles"][profile]
    fitted = fit_anchors(
        [
            CalibrationRun(
                solution=Solution(run["solution"]),
                seed=run["seed"],
                hidden_accuracy=run["hidden_accuracy"],
                gap=run["gap"],
            )
            for run in section["runs"]
        ]
    )
    assert fitted.accuracy_knots == calibration.accuracy_knots
    assert fitted.gap_full_credit == calibration.gap_full_credit
    assert fitted.gap_no_credit == calibration.gap_no_credit
    sizes = assignment.profiles[profile]
    assert section["dataset"]["num_train"] == sizes.num_train
    assert section["dataset"]["num_hidden"] == sizes.num_hidden


@pytest.mark.parametrize("name", find_assignments(WORKSPACE.assignments))
def test_every_assignment_ships_a_class_of_eight_groups_that_can_be_read(name):
    """The same 24 invented people hand in everywhere, and git keeps what they handed in."""
    inbox = ROOT / "submissions" / name
    found = discover(inbox)
    assert [entry.group for entry in found] == [f"grupo0{number}" for number in range(1, 9)]
    assert (inbox / "roster.csv").read_text("utf-8") == (CLASS / "roster.csv").read_text("utf-8")
    assignment = load_assignment(WORKSPACE, name)
    for entry in found:
        assert not read(entry.path, assignment).fatal_problems, entry.path
    ignored = subprocess.run(
        ["git", "check-ignore", *(str(entry.path) for entry in found)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ignored.stdout == ""


@pytest.mark.parametrize("name", find_assignments(WORKSPACE.assignments))
def test_unchanged_starter_is_handed_in_by_the_third_group(name):
    """The floor of every assignment is shown by its starter, which is also its notebook."""
    starter = WORKSPACE.assignments / name / "starter.py"
    (handed_in,) = (ROOT / "submissions" / name / "grupo03").iterdir()
    assert handed_in.read_bytes() == starter.read_bytes()
    done = subprocess.run(
        [sys.executable, "tools/make_starter_notebook.py", f"assignments/{name}", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("name", find_assignments(WORKSPACE.assignments))
def test_embedded_anchors_follow_from_the_stored_runs(name):
    """What is graded against is what the stored runs give, for every kind of work."""
    assignment = load_assignment(WORKSPACE, name)
    profile = assignment.profiles["embedded"]
    section = json.loads(WORKSPACE.calibration(name).read_text("utf-8"))["profiles"]["embedded"]
    fitted = fit_runs(assignment, profile, section["runs"])
    calibration = load_calibration_or_none(WORKSPACE, assignment, profile)
    assert calibration is not None
    assert calibration.generative == fitted.generative
    for part, anchors in ({"": fitted.anchors} if fitted.anchors else fitted.parts).items():
        stored = calibration.parts.get(part, calibration)
        assert stored.accuracy_knots == anchors.accuracy_knots
        assert stored.gap_full_credit == anchors.gap_full_credit
        assert stored.gap_no_credit == anchors.gap_no_credit
    sizes = (
        section["dataset"] if not profile.parts else section["dataset"][assignment.parts[0].name]
    )
    assert sizes["num_train"] == profile.num_train
