"""A batch holds files and grades only while it works on them."""

import gc

import pytest
from grading_kit import tiny_context, workspace_in

from graders.domain.events import SubmissionGraded, SubmissionKept
from graders.domain.grade import Grade
from graders.domain.submission import Submission
from graders.intake.discovery import discover
from graders.pipeline.grade_batch import BatchPlan, grade_batch
from graders.records.gradebook import open_gradebook
from graders.sandbox.nothing_runs import NothingRuns

GROUPS = 30


def alive(kind) -> int:
    gc.collect()
    return sum(isinstance(found, kind) for found in gc.get_objects())


@pytest.fixture
def batch(tmp_path):
    """Grades a class of files that cannot be parsed, and so need no worker."""
    context = tiny_context(tmp_path, executor=NothingRuns())
    inbox = workspace_in(tmp_path).submissions / "cifar10_tuning"
    for number in range(GROUPS):
        folder = inbox / f"g{number:02d}"
        folder.mkdir(parents=True)
        (folder / "model.py").write_text(f"def build_model({number}\n" * 50)
    plan = BatchPlan(
        handed_in=discover(inbox), roster={}, jobs=2, rerun=False, log_folder=tmp_path / "logs"
    )

    def grade(notify):
        with open_gradebook(tmp_path / "book.sqlite") as gradebook:
            grade_batch(plan, context, gradebook, notify)

    return grade


@pytest.mark.parametrize("event", [SubmissionGraded, SubmissionKept])
def test_what_is_held_does_not_grow_with_the_class(batch, event):
    """After the last group as few grades and files are in memory as after the tenth."""
    before = {kind: alive(kind) for kind in (Grade, Submission)}
    held = {Grade: [], Submission: []}

    def look(told):
        if isinstance(told, event):
            for kind, counts in held.items():
                counts.append(alive(kind) - before[kind])

    if event is SubmissionKept:
        batch(lambda _event: None)
    batch(look)
    assert len(held[Grade]) == GROUPS
    for counts in held.values():
        assert max(counts[10:]) <= max(counts[:10]) + 1
