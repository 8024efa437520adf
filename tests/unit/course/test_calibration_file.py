"""A calibration file gives anchors, or says what is wrong and how to measure them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from graders.course.calibration_file import read_calibration
from graders.errors import AssignmentFileError, CalibrationMissingError


def make_file() -> dict[str, Any]:
    run = {
        "solution": "reference",
        "seed": 1,
        "hidden_accuracy": 0.9,
        "train_accuracy": 0.95,
        "gap": 0.05,
        "epochs": 12,
        "cpu_seconds": 80.5,
        "environment": {"keras": "3.15.1"},
    }
    anchors = {
        "accuracy_knots": [[0.35, 0.0], [0.5, 0.3], [0.7, 0.7], [0.85, 1.0]],
        "gap_full_credit": 0.10,
        "gap_no_credit": 0.27,
    }
    profile = {
        "anchors": anchors,
        "runs": [run],
        "dataset": {"name": "shapes10", "train": 4000},
        "measured_at": "2026-03-01T10:00:00+00:00",
    }
    return {"schema": 1, "assignment": "cifar10_tuning", "profiles": {"embedded": profile}}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "cifar10_tuning"
    folder.mkdir()
    return folder / "calibration.json"


def write(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, indent=2), encoding="utf-8")


def test_sound_file_gives_its_anchors(path: Path) -> None:
    """Knots and gap anchors arrive as they are written."""
    write(path, make_file())
    calibration = read_calibration(path, "embedded")
    assert calibration.accuracy_knots == ((0.35, 0.0), (0.5, 0.3), (0.7, 0.7), (0.85, 1.0))
    assert (calibration.gap_full_credit, calibration.gap_no_credit) == (0.10, 0.27)


def test_hash_follows_the_anchors_only(path: Path) -> None:
    """New runs with the same anchors keep the fingerprint; another anchor changes it."""
    content = make_file()
    write(path, content)
    first = read_calibration(path, "embedded").sha256
    content["profiles"]["embedded"]["runs"] = []
    write(path, content)
    assert read_calibration(path, "embedded").sha256 == first
    content["profiles"]["embedded"]["anchors"]["gap_no_credit"] = 0.28
    write(path, content)
    assert read_calibration(path, "embedded").sha256 != first


def test_anchors_of_parts_and_of_generators_stand_beside_each_other(path: Path) -> None:
    """A part has its own curve, a generator its own anchors; what is not measured is neutral."""
    content = make_file()
    profile = content["profiles"]["embedded"]
    measured = {
        "kid_floor": 0.01,
        "kid_reference": 0.05,
        "kid_untrained": 9.0,
        "density_reference": 0.9,
        "density_good_enough": 0.27,
        "coverage_reference": 0.8,
        "coverage_good_enough": 0.24,
        "total_variation_reference": 0.1,
    }
    profile |= {"parts": {"sentiment": profile.pop("anchors")}, "generative": measured}
    write(path, content)
    calibration = read_calibration(path, "embedded")
    assert calibration.accuracy_knots == ((0.0, 0.0), (1.0, 1.0))
    assert calibration.parts["sentiment"].gap_no_credit == 0.27
    assert calibration.generative is not None
    assert calibration.generative.kid_untrained == 9.0
    first = calibration.sha256
    measured["kid_floor"] = 0.02
    write(path, content)
    assert read_calibration(path, "embedded").sha256 != first


@pytest.mark.parametrize("exists", [True, False])
def test_missing_calibration_names_the_command(path: Path, *, exists: bool) -> None:
    """Without a file, or without the profile, the instructor learns what to run."""
    if exists:
        write(path, make_file())
    with pytest.raises(CalibrationMissingError) as caught:
        read_calibration(path, "cpu")
    assert "python grader.py calibrate cifar10_tuning --profile cpu" in caught.value.hint


@pytest.mark.parametrize(
    ("key", "value", "expected"),
    [
        ("accuracy_knots", [[0.5, 0], [0.4, 0.5], [0.6, 1]], "accuracies that increase"),
        ("accuracy_knots", [[0.3, 0], [0.4, 0.8], [0.5, 0.5], [0.6, 1]], "never decrease"),
        ("accuracy_knots", [[0.3, 0.1], [0.4, 0.5], [0.6, 1]], "shares from 0 to 1"),
        ("accuracy_knots", [[0.3, 0], [0.4, 0.5], [0.6, 1.2]], "a number from 0 to 1"),
        ("accuracy_knots", [[0.3, 0], [0.6, 1]], "a list of 3 to 20"),
        ("accuracy_knots", [[0.3, 0], [0.5], [0.6, 1]], "a pair"),
        ("gap_no_credit", 0.15, "`gap_full_credit` + 0.1"),
        ("gap_no_credit", "0.3", "a number from 0 to 1"),
        ("gap_no_credit", True, "a number from 0 to 1"),
    ],
)
def test_broken_anchor_is_reported_with_its_line(
    path: Path, key: str, value: object, expected: str
) -> None:
    """Each rule names the key, and the line in the JSON file."""
    content = make_file()
    content["profiles"]["embedded"]["anchors"][key] = value
    write(path, content)
    with pytest.raises(AssignmentFileError) as caught:
        read_calibration(path, "embedded")
    problem = next(found for found in caught.value.problems if expected in found.expected)
    assert problem.key.startswith(f"profiles.embedded.anchors.{key}")
    assert problem.line > 1


def test_other_assignments_calibration_is_refused(path: Path) -> None:
    """A file copied from another assignment is not believed."""
    write(path, make_file() | {"assignment": "gan"})
    with pytest.raises(AssignmentFileError, match="cifar10_tuning"):
        read_calibration(path, "embedded")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('{\n"schema": 1,\n}', 2),
        ('{"schema": 1, "schema": 1}', 1),
        ('{"schema": NaN}', 1),
        ("[" * 100_000, 1),
        ("\xff", 1),
        (" " * 2_000_000, 1),
    ],
)
def test_what_is_not_json_is_refused(path: Path, text: str, line: int) -> None:
    """No decoder error reaches the instructor raw."""
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(AssignmentFileError) as caught:
        read_calibration(path, "embedded")
    assert caught.value.problems[0].line in {line, line + 1}
