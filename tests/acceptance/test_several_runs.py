"""A submission is trained with several seeds; what no seed could change is paid for once.

What is kept of the runs is enough to judge them by another rubric, without any training.
"""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from graders.domain.grade import Change
from graders.domain.repeats import Schedule
from graders.domain.verdict import Verdict
from graders.errors import WorkerBrokenError
from graders.intake.discovery import HandedIn
from graders.intake.reading import read_submission
from graders.pipeline.appeal import better_of, with_more_runs
from graders.pipeline.rescore import Kept, apply_rescored, rescore, undo_rescore
from graders.records.gradebook import open_gradebook
from graders.reports.json_record import grade_to_json
from graders.sandbox.nothing_runs import NothingRuns
from tests.grading_kit import grade_file, tiny_context

CASES = Path(__file__).parent / "cases_grading"
PLAIN = CASES / "plain" / "model.py"
THREE = Schedule(counts=(3,), boundaries=(Decimal(60),))
ID = "cifar10_tuning"

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return tiny_context(tmp_path_factory.mktemp("course"), schedule=THREE)


@pytest.fixture(scope="module")
def plain(context):
    return grade_file(PLAIN, context).grade


def without_processes(context, **changes):
    """The same course with another rubric, anchors or plan, and no way to start anything."""
    units = {part: replace(unit, executor=NothingRuns()) for part, unit in context.units.items()}
    return replace(context, units=units, executor=NothingRuns(), **changes)


def with_points(assignment, **points):
    items = tuple(
        replace(item, max_points=Decimal(points.get(item.id, item.max_points)))
        for item in assignment.rubric.items
    )
    return replace(assignment, rubric=replace(assignment.rubric, items=items), sha256="9" * 64)


def test_three_runs_differ_in_seed_and_data_and_are_kept(context, plain):
    """Each run is drawn anew; graded again, nothing is trained and the record is the same."""
    repeats = plain.repeats
    units = [run.units[""] for run in repeats.runs]
    assert [run.index for run in repeats.runs] == [0, 1, 2]
    assert len({unit.run.seed for unit in units}) == 3
    assert len({unit.data_id for unit in units}) == 3
    assert len({unit.run.predictions_sha256 for unit in units}) == 3
    assert repeats.certainty.low <= plain.points <= repeats.certainty.high
    again = grade_file(PLAIN, context)
    assert not again.trained
    assert again.grade.repeats == repeats
    record = grade_to_json(again.grade)
    assert [run["units"][""]["run"]["seed"] for run in record["repeats"]["runs"]] == [
        unit.run.seed for unit in units
    ]


def test_a_file_that_no_seed_could_save_is_run_once(context):
    graded = grade_file(CASES / "returns_nothing" / "model.py", context).grade
    assert graded.evidence.verdict is Verdict.NOT_BUILDABLE
    assert len(graded.repeats.runs) == 1
    assert graded.repeats.certainty is None


def test_a_loss_that_stops_being_a_number_is_tried_with_other_seeds(context):
    """All three diverge: the rows they never reached have no points, and nothing is blank."""
    graded = grade_file(CASES / "loss_becomes_nan" / "model.py", context).grade
    verdicts = [run.units[""].run.verdict for run in graded.repeats.runs]
    assert verdicts == [Verdict.LOSS_NOT_FINITE] * 3
    assert graded.by_item()["improvement"].points == 0


def test_a_changed_rubric_is_applied_without_starting_anything(context, plain):
    changed = with_points(context.assignment, convolution=12, pooling=2)
    found = rescore({"grupo01": plain}, without_processes(context, assignment=changed))[0]
    assert found.kept is None
    assert found.before == plain
    assert found.after.by_item()["convolution"].max_points == 12
    assert found.after.fingerprint.assignment_sha256 == "9" * 64
    assert found.after.fingerprint.run_key == plain.fingerprint.run_key
    assert found.after.change is Change.RESCORED
    moved = {new.item for _old, new in found.changed_rows()}
    assert moved == {"convolution", "pooling"}


def test_the_same_rubric_gives_the_same_grade(context, plain):
    found = rescore({"grupo01": plain}, without_processes(context))[0]
    assert not found.has_changed
    assert found.after.results == plain.results
    assert found.after.repeats == plain.repeats


def test_a_file_that_never_ran_is_rescored_too(context):
    failed = grade_file(CASES / "returns_nothing" / "model.py", context).grade
    changed = with_points(context.assignment, required_functions=1, docstrings=6)
    found = rescore({"grupo01": failed}, without_processes(context, assignment=changed))[0]
    assert found.kept is None
    assert found.after.by_item()["docstrings"].max_points == 6


def test_other_data_or_another_budget_is_no_matter_of_the_rubric(context, plain):
    unit = context.units[""]
    budget = replace(unit.profile.budget, max_epochs=99)
    longer = replace(unit, profile=replace(unit.profile, budget=budget))
    found = rescore({"grupo01": plain}, replace(context, units={"": longer}))[0]
    assert found.kept is Kept.OTHER_PLAN
    assert found.after == plain


def test_a_sum_that_comes_near_a_boundary_asks_for_more_runs(context, plain):
    """Nothing is trained now; the grade is written as it is, and `grade` will go on with it."""
    near = Schedule(counts=(3, 5), boundaries=(plain.points,))
    found = rescore({"grupo01": plain}, without_processes(context, schedule=near))[0]
    assert found.after.repeats.wanted is not None
    assert len(found.after.repeats.runs) == 3


def test_a_rescoring_is_written_and_taken_back(context, plain, tmp_path):
    changed = with_points(context.assignment, convolution=12, pooling=2)
    with open_gradebook(tmp_path / "gradebook.sqlite") as gradebook:
        gradebook.append(plain)
        found = rescore({"grupo01": plain}, without_processes(context, assignment=changed))
        assert apply_rescored(found, gradebook) == 1
        rescored = gradebook.latest(ID, plain.profile)
        assert rescored["grupo01"] == found[0].after
        assert len(undo_rescore(rescored, ID, gradebook)) == 1
        back = gradebook.latest(ID, plain.profile)
        assert back["grupo01"] == replace(plain, change=Change.UNDONE)
        assert undo_rescore(back, ID, gradebook) == ()
        assert len(gradebook.history(ID, "grupo01")) == 3
        assert gradebook.broken_link() is None


def test_an_appeal_adds_runs_to_those_that_are_stored(context, plain):
    """The grade of five runs holds the three of before, bit for bit; it replaces a lower one."""
    handed_in = HandedIn(group="grupo01", path=PLAIN, received_at=plain.received_at)
    submission = read_submission(handed_in, context.assignment)
    five = with_more_runs(submission, context, 5, jobs=1, notify=lambda _event: None)
    assert [run.units for run in five.repeats.runs[:3]] == [run.units for run in plain.repeats.runs]
    assert len(five.repeats.runs) == 5
    after = better_of(plain, five, "asked for", context.now())
    assert after.points == max(plain.points, five.points)
    assert after.change is Change.APPEALED
    assert after.fingerprint == plain.fingerprint


def test_nothing_can_be_run_while_rescoring(context):
    with pytest.raises(WorkerBrokenError, match="stored evidence"):
        NothingRuns().run(None, lambda _message: None)
