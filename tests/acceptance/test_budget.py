"""At the compute budget the model is graded as it stands, and what is not allowed is named."""

from dataclasses import replace
from pathlib import Path

import pytest

from graders.domain.evidence import Origin
from graders.domain.verdict import Verdict
from tests.grading_kit import grade_file, note_codes, tiny_context

CASES = Path(__file__).parent / "cases_grading"

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


def with_unit(context, **changes):
    """The same context with another profile or assignment for its only model."""
    units = {"": replace(context.units[""], **changes)}
    return replace(context, units=units, **changes)


def test_training_ends_at_the_compute_budget_and_is_graded(tmp_path):
    """The budget counts multiply-accumulates: a tenth of an epoch's worth allows one batch."""
    context = tiny_context(tmp_path)
    plain = grade_file(CASES / "plain" / "model.py", context).grade
    macs = plain.evidence.graph.macs
    one_batch = 3 * macs * 64 / 1e9
    budget = replace(context.profile.budget, giga_macs=one_batch)
    tight = with_unit(context, profile=replace(context.profile, budget=budget))
    grade = grade_file(CASES / "plain" / "model.py", tight).grade
    assert grade.evidence.verdict is Verdict.COMPLETED
    assert grade.evidence.history.budget_reached
    assert grade.evidence.history.examples_seen == 64
    assert "note.budget_reached" in note_codes(grade)
    assert grade.evidence.scores is not None
    assert plain.evidence.history.examples_seen == 2 * 256


def test_model_facts_are_measured_without_student_code(tmp_path):
    """Layers, parameters and MACs come from the job that runs no student code."""
    grade = grade_file(CASES / "plain" / "model.py", tiny_context(tmp_path)).grade
    graph = grade.evidence.graph
    assert graph.origin is Origin.MEASURED
    # 15 x 15 positions, 3 x 3 x 3 kernel, 4 filters; then 4 inputs to 10 classes.
    assert graph.macs == 15 * 15 * 27 * 4 + 4 * 10
    assert graph.num_params == 27 * 4 + 4 + 4 * 10 + 10
    assert (graph.loss, graph.optimizer) == ("sparse_categorical_crossentropy", "Adam")


def test_own_python_code_is_refused_where_the_assignment_says_so(tmp_path):
    """A custom layer is a named verdict when custom code may not predict."""
    context = tiny_context(tmp_path)
    strict = replace(context.assignment.submission, custom_code_at_prediction=False)
    refusing = with_unit(context, assignment=replace(context.assignment, submission=strict))
    grade = grade_file(CASES / "own_layer" / "model.py", refusing).grade
    assert grade.evidence.verdict is Verdict.CUSTOM_CODE_NOT_ALLOWED
    assert grade.evidence.failure.kind == "check.custom_code"
