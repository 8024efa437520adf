"""Given a submission like this, the verdict is that: real workers in a real sandbox."""

from pathlib import Path

import pytest
import yaml

from graders.domain.grade import CriterionStatus, GradeStatus
from graders.domain.verdict import Verdict
from graders.reports.base import GroupReport
from graders.reports.messages.text import Language
from graders.reports.terminal import explain_text
from tests.grading_kit import grade_file, note_codes, tiny_context

CASES = sorted((Path(__file__).parent / "cases_grading").glob("*/expected.yaml"))
MODEL_ROWS = ("convolution", "pooling", "softmax_output", "regularisation", "parameter_budget")

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


@pytest.fixture(scope="module")
def context(tmp_path_factory):
    return tiny_context(tmp_path_factory.mktemp("course"))


@pytest.mark.parametrize("expected_file", CASES, ids=lambda path: path.parent.name)
def test_submission_gets_its_verdict(expected_file, context):
    """The verdict has the right name, kind and line; every row has a state; texts render."""
    expected = yaml.safe_load(expected_file.read_text("utf-8"))
    grade = grade_file(expected_file.with_name("model.py"), context).grade
    assert grade.status == expected.get("status", GradeStatus.GRADED), grade.cause
    assert grade.evidence is not None
    failure = grade.evidence.failure
    said = f"{failure}"
    assert grade.evidence.verdict == expected["verdict"], said
    if "kind" in expected:
        assert failure.kind == expected["kind"], said
    if "line" in expected or "lines" in expected:
        assert failure.line in expected.get("lines", [expected.get("line")]), said
    assert set(expected.get("notes", [])) <= note_codes(grade)
    if "student_code_at_prediction" in expected:
        assert grade.run.student_code_at_prediction is expected["student_code_at_prediction"]
    _rows_fit_the_verdict(grade, structure_is_judged=expected.get("structure_is_judged", False))
    for language in Language:
        report = GroupReport(assignment=context.assignment, grade=grade, language=language)
        text = explain_text(report)
        assert "Traceback" not in text


def _rows_fit_the_verdict(grade, *, structure_is_judged):
    rows = grade.by_item()
    if grade.evidence.verdict is Verdict.COMPLETED:
        reached = {item: rows[item].status for item in rows}
        assert CriterionStatus.NOT_REACHED not in reached.values()
        return
    assert rows["improvement"].status is CriterionStatus.NOT_REACHED
    assert rows["improvement"].points == 0
    if structure_is_judged:
        assert all(rows[row].finding is not None for row in MODEL_ROWS)
