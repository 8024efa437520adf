"""Real CIFAR-10, where this machine has it; a fresh clone needs none of this."""

import os
from pathlib import Path

import pytest

from graders.course.datasets.registered import DATASETS
from graders.domain.repeats import ONCE
from graders.domain.verdict import Verdict
from graders.pipeline.context import (
    Overrides,
    load_assignment,
    load_calibration_or_none,
    make_context,
)
from tests.grading_kit import grade_file, sandbox, workspace_in

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture
def cifar10() -> Path:
    """The file named by GRADER_CIFAR10, or a skip that says so."""
    named = os.environ.get("GRADER_CIFAR10", "")
    if not Path(named).is_file():
        pytest.skip("set GRADER_CIFAR10 to a cifar10.npz file to run this test on real data")
    return Path(named)


def test_starter_stays_below_half_on_real_images(cifar10, tmp_path):
    """The unchanged starter learns something, but no more than the assignment means it to."""
    workspace = workspace_in(tmp_path)
    DATASETS.get("cifar10").import_file(cifar10, workspace.data)
    assignment = load_assignment(workspace, "cifar10_tuning")
    profile = assignment.profiles["cpu"]
    assert load_calibration_or_none(workspace, assignment, profile) is not None
    context = make_context(
        workspace,
        assignment,
        profile,
        executor=sandbox(),
        device="cpu",
        overrides=Overrides(schedule=ONCE),
    )
    starter = workspace.assignments / "cifar10_tuning" / "starter.py"
    grade = grade_file(starter, context).grade
    assert grade.evidence.verdict is Verdict.COMPLETED
    assert 0.30 < grade.evidence.scores.hidden_accuracy < 0.52
