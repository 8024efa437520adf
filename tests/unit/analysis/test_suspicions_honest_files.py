"""No file of the example classes, the reference, the starters or the sound cases is flagged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from graders.analysis.suspicions import find_suspicions
from graders.course.workspace import bundled_workspace
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.context import load_assignment

ROOT = Path(__file__).resolve().parents[3]
ASSIGNMENTS = ("cifar10_tuning", "cifar100_classifier", "lstm", "gan")
# What these do is what the flags are for.
_ATTACKS = {"floods_the_result_pipe", "forges_a_breakdown", "kills_itself", "leaves_early"}


def files_of(name):
    return [
        path
        for folder in ("submissions", "reference", "assignments")
        for path in sorted((ROOT / folder / name).rglob("*"))
        if path.suffix in {".py", ".ipynb"}
    ]


SHIPPED = [(name, path) for name in ASSIGNMENTS for path in files_of(name)]
CASES = [
    ("cifar10_tuning", path)
    for folder in ("cases_grading", "cases_intake", "cases_new_assignment")
    for path in sorted((ROOT / "tests/acceptance" / folder).rglob("*.py"))
    if path.parent.name not in _ATTACKS
]


def label(case):
    return str(case[1].relative_to(ROOT))


@pytest.mark.parametrize("case", [*SHIPPED, *CASES], ids=label)
def test_an_honest_file_is_not_flagged(case):
    """Parsing the cleaned source finds nothing for a person to look at."""
    name, path = case
    assignment = load_assignment(bundled_workspace(), name)
    handed_in = HandedIn(group="g", path=path, received_at=datetime(2026, 5, 4, tzinfo=UTC))
    submission = read_submission(handed_in, assignment)
    assert find_suspicions(submission.source, submission.locations) == ()


def test_the_files_are_there():
    """A folder that was renamed must not turn this module into nothing."""
    assert len(SHIPPED) > 50
    assert len(CASES) > 20
