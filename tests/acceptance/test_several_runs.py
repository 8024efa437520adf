"""A submission is trained with several seeds; what no seed could change is paid for once."""

from decimal import Decimal
from pathlib import Path

import pytest

from graders.domain.repeats import Schedule
from graders.domain.verdict import Verdict
from graders.reports.json_record import grade_to_json
from tests.grading_kit import grade_file, tiny_context

CASES = Path(__file__).parent / "cases_grading"
THREE = Schedule(counts=(3,), boundaries=(Decimal(60),))

pytestmark = [pytest.mark.keras, pytest.mark.sandbox, pytest.mark.slow]


def test_three_runs_differ_in_seed_and_data_and_are_kept(tmp_path):
    """Each run is drawn anew; graded again, nothing is trained and the record is the same."""
    context = tiny_context(tmp_path, schedule=THREE)
    first = grade_file(CASES / "plain" / "model.py", context)
    repeats = first.grade.repeats
    units = [run.units[""] for run in repeats.runs]
    assert [run.index for run in repeats.runs] == [0, 1, 2]
    assert len({unit.run.seed for unit in units}) == 3
    assert len({unit.data_id for unit in units}) == 3
    assert len({unit.run.predictions_sha256 for unit in units}) == 3
    assert repeats.certainty is not None
    assert repeats.certainty.low <= first.grade.points <= repeats.certainty.high
    again = grade_file(CASES / "plain" / "model.py", context)
    assert not again.trained
    assert again.grade.repeats == repeats
    record = grade_to_json(again.grade)
    assert [run["units"][""]["run"]["seed"] for run in record["repeats"]["runs"]] == [
        unit.run.seed for unit in units
    ]


def test_a_file_that_no_seed_could_save_is_run_once(tmp_path):
    context = tiny_context(tmp_path, schedule=THREE)
    graded = grade_file(CASES / "returns_nothing" / "model.py", context).grade
    assert graded.evidence.verdict is Verdict.NOT_BUILDABLE
    assert len(graded.repeats.runs) == 1
    assert graded.repeats.certainty is None


def test_a_loss_that_stops_being_a_number_is_a_run_and_is_tried_with_other_seeds(tmp_path):
    """All three diverge: the rows they never reached have no points, and nothing is blank."""
    context = tiny_context(tmp_path, schedule=THREE)
    graded = grade_file(CASES / "loss_becomes_nan" / "model.py", context).grade
    verdicts = [run.units[""].run.verdict for run in graded.repeats.runs]
    assert verdicts == [Verdict.LOSS_NOT_FINITE] * 3
    assert graded.by_item()["improvement"].points == 0
