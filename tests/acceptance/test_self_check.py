"""A student's self-check says what can be told, and blames the right side."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.grading_kit import sandbox

ROOT = Path(__file__).resolve().parents[2]
CASES = Path(__file__).parent / "cases_grading"

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


def check(file: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    sandbox()
    return subprocess.run(
        [
            *(sys.executable, "grader.py", "check", str(file)),
            *("--assignment", "cifar10_tuning", "--lang", language),
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_sound_file_is_told_what_is_known_and_what_is_not():
    """Structure is judged, accuracy is not, and the budget is shown for every profile."""
    done = check(CASES / "plain" / "model.py")
    assert done.returncode == 0, done.stderr
    assert "The file can be graded" in done.stdout
    assert "What will be known after grading" in done.stdout
    assert "GMAC" in done.stdout
    assert "2 epochs (at most 40)" in done.stdout
    assert "allows at most 1" not in done.stdout


def test_file_with_a_bug_is_told_the_line():
    """The verdict, Python's words and the line are there; the exit code is 1."""
    done = check(CASES / "bug_in_build" / "model.py", "es")
    assert done.returncode == 1
    assert "línea 10" in done.stdout
    assert "softmacs" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
