"""Every way a generator can fail is seen by a metric, and real images are left alone."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.keras, pytest.mark.slow]

# What must catch each row; more metrics may.
ROWS = {
    "1 of 10 classes missing": {"KID"},
    "3 missing": {"KID", "coverage", "balance"},
    "5 missing": {"KID", "coverage", "balance"},
    "single class": {"KID", "coverage", "balance"},
    "half the samples one class": {"KID", "balance"},
    "300 images repeated": {"coverage", "repeats"},
    "50 images repeated": {"KID", "coverage", "repeats"},
    "training images returned": {"copies"},
    "training images, noise of 8/255": {"copies"},
    "blurred by 1.5 pixels": {"KID", "density"},
    "noise of 40/255": {"KID", "density"},
    "10 % pure noise": {"KID"},
    "30 % pure noise": {"KID", "density"},
    "averages of two images": {"KID", "coverage", "density"},
    "pure noise": {"KID", "coverage", "density", "balance"},
}
SOUND = {"fresh real images", "other fresh real images"}


@pytest.fixture(scope="module")
def caught(tmp_path_factory):
    """What each row was caught by, measured in a process of its own."""
    file = tmp_path_factory.mktemp("table") / "caught.json"
    program = [sys.executable, "benchmarks/gan_metric_table.py", "glyphs", "--json", str(file)]
    result = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr[-3000:]
    print(result.stdout)  # noqa: T201 - `pytest -s` shows the table
    return json.loads(file.read_text("utf-8"))


def test_the_table_has_every_row(caught):
    """No kind of failure is left out."""
    assert set(caught) == set(ROWS) | SOUND


@pytest.mark.parametrize("row", sorted(ROWS))
def test_failure_is_caught(caught, row):
    """At least the metrics made for this failure see it."""
    assert set(caught[row]) >= ROWS[row]


@pytest.mark.parametrize("row", sorted(SOUND))
def test_real_images_are_caught_by_nothing(caught, row):
    """New real images pass every limit."""
    assert caught[row] == []


@pytest.mark.parametrize("row", ["1 of 10 classes missing", "3 missing", "pure noise"])
def test_failures_of_distributions_are_no_copying(caught, row):
    """A bad generator is not accused of copying."""
    assert "copies" not in caught[row]
