"""The shipped assignment is read as written; the reader and the finder refuse what is not there."""

from __future__ import annotations

import shutil
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from graders.course.assignment_file import assignment_folder, find_assignments, read_assignment
from graders.errors import AssignmentFileError, UnknownNameError
from graders.grading.criteria import CRITERIA

ASSIGNMENTS = Path(__file__).parents[3] / "assignments"
SHIPPED = ASSIGNMENTS / "cifar10_tuning"


def copy_with(tmp_path: Path, old: str, new: str) -> Path:
    text = (SHIPPED / "assignment.yaml").read_text(encoding="utf-8")
    assert old in text
    folder = tmp_path / "cifar10_tuning"
    folder.mkdir(exist_ok=True)
    (folder / "assignment.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_shipped_assignment_is_read_as_written() -> None:
    """Profiles, submission and rubric arrive with the file's values and types."""
    assignment = read_assignment(SHIPPED)
    assert assignment.input_shape == (32, 32, 3)
    assert set(assignment.profiles) == {"embedded", "cpu", "full"}
    assert assignment.profiles["cpu"].budget.max_epochs == 40
    assert assignment.submission.function("build_model").signature == (
        "build_model(input_shape, num_classes)"
    )
    assert [spec.name for spec in assignment.submission.functions if spec.required] == [
        "build_model"
    ]
    assert assignment.due is None
    assert assignment.rubric.max_points == Decimal(100)
    assert assignment.rubric.items[2].params == {"at_least": 2}


def test_shipped_rubrics_use_every_criterion() -> None:
    """No criterion is left without a row that shows it."""
    used = {
        item.criterion
        for name in find_assignments(ASSIGNMENTS)
        for item in read_assignment(ASSIGNMENTS / name).rubric.items
    }
    assert used == set(CRITERIA)


def test_shipped_assignment_is_found() -> None:
    """Folders with an assignment file are assignments, others are not."""
    assert "cifar10_tuning" in find_assignments(ASSIGNMENTS)
    assert find_assignments(ASSIGNMENTS / "none") == ()


def test_unknown_assignment_suggests_the_nearest() -> None:
    """A misspelt id is answered with the right one."""
    assert assignment_folder(ASSIGNMENTS, "cifar10_tuning") == SHIPPED
    with pytest.raises(UnknownNameError, match="Did you mean 'cifar10_tuning'"):
        assignment_folder(ASSIGNMENTS, "cifar10_tunning")


def test_folder_outside_the_assignments_is_not_an_id(tmp_path: Path) -> None:
    """An id is a name, never a path."""
    with pytest.raises(UnknownNameError):
        assignment_folder(ASSIGNMENTS, "../reference/cifar10_tuning")


def test_points_are_exact_decimals(tmp_path: Path) -> None:
    """0.1 + 0.2 is 0.3 in a rubric."""
    folder = copy_with(tmp_path, "points: 40}", "points: 39.9}")
    folder = copy_with(folder.parent, "points: 40}", "points: 39.90}")
    text = (folder / "assignment.yaml").read_text(encoding="utf-8")
    (folder / "assignment.yaml").write_text(
        text.replace("points: 15}", "points: 15.1}"), encoding="utf-8"
    )
    items = read_assignment(folder).rubric.items
    assert [item.max_points for item in items[:2]] == [Decimal("39.90"), Decimal("15.1")]


def test_due_keeps_its_offset(tmp_path: Path) -> None:
    """A deadline means the same instant everywhere."""
    due = read_assignment(copy_with(tmp_path, "due: null", "due: 2026-06-30T23:59:00-03:00")).due
    assert due is not None
    assert due.utcoffset() == timedelta(hours=-3)


def test_last_attempt_on_time_counts_only_if_the_teacher_says_so(tmp_path: Path) -> None:
    """Without the key, or without a deadline, an attempt counts however late it is."""
    assert read_assignment(SHIPPED).counts_until is None
    folder = copy_with(tmp_path, "due: null", "due: 2026-06-30T23:59:00-03:00")
    assert read_assignment(folder).counts_until is None
    file, key = folder / "assignment.yaml", "  custom_code_at_prediction: "
    file.write_text(file.read_text("utf-8").replace(key, f"  attempt: last_on_time\n{key}"))
    assignment = read_assignment(folder)
    assert assignment.due is not None
    assert assignment.counts_until == assignment.due


def test_hash_follows_the_bytes(tmp_path: Path) -> None:
    """Any change of the file changes the fingerprint."""
    changed = read_assignment(copy_with(tmp_path, "epochs: 60", "epochs: 61"))
    assert changed.sha256 != read_assignment(SHIPPED).sha256


def test_every_shipped_assignment_is_read() -> None:
    """The four assignments pass their own checks, with one model, several, or a pair."""
    found = {
        name: read_assignment(SHIPPED.parent / name) for name in find_assignments(SHIPPED.parent)
    }
    assert {"cifar10_tuning", "cifar100_classifier", "lstm", "gan"} <= set(found)
    lstm = found["lstm"]
    profile = lstm.profiles["embedded"]
    units = [unit for unit, _size in lstm.units(profile)]
    assert [unit.unit for unit in units] == ["lstm.memory", "lstm.sentiment"]
    assert all(unit.vocabulary_size > 0 for unit in units)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "a mapping"),
        ("- 1", "a mapping"),
        ("schema: 0", "1"),
        ("a: 1\n---\na: 1", "one document"),
        ("1: 2", "keys that are text"),
        ("? [1]\n: 2", "keys that are text"),
        ("[" * 200, "at most 20 levels of nesting"),
        ("a: \x01", "valid YAML"),
        ("a: " + "x" * 300_000, "at most 256 KiB"),
    ],
)
def test_hostile_or_empty_file_is_a_problem(tmp_path: Path, text: str, expected: str) -> None:
    """Whatever the bytes, the answer is a list of problems."""
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "assignment.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(AssignmentFileError) as caught:
        read_assignment(folder)
    assert expected in {problem.expected for problem in caught.value.problems}


def test_missing_and_undecodable_files_are_problems(tmp_path: Path) -> None:
    """A missing file and one that is not UTF-8 are named, not raised raw."""
    with pytest.raises(AssignmentFileError, match="No such file"):
        read_assignment(tmp_path)
    (tmp_path / "assignment.yaml").write_bytes(b"a: 1\nb: \xff")
    with pytest.raises(AssignmentFileError, match=r":2 .*UTF-8"):
        read_assignment(tmp_path)


def test_pair_of_models_cannot_be_a_part(tmp_path: Path) -> None:
    """A generator is an assignment of its own; the file says so before anything is trained."""
    folder = tmp_path / "lstm"
    shutil.copytree(ASSIGNMENTS / "lstm", folder)
    file = folder / "assignment.yaml"
    file.write_text(file.read_text("utf-8").replace("task: recall", "task: gan"), "utf-8")
    with pytest.raises(AssignmentFileError, match="an assignment of its own"):
        read_assignment(folder)
