"""Two models in one file, and a pair of models, through real workers."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graders.domain.evidence import Origin
from graders.domain.generative_scores import GenerativeAnchors, GenerativeScores
from graders.domain.grade import CriterionStatus, GradeStatus
from graders.domain.recall_scores import RecallScores
from graders.domain.verdict import Verdict
from tests.grading_kit import grade_file, tiny_context

ASSIGNMENTS = Path(__file__).resolve().parents[2] / "assignments"
BROKEN_SENTIMENT = """

def build_sentiment_model(vocabulary_size, num_classes):
    raise ValueError("not written yet")
"""

pytestmark = [pytest.mark.keras, pytest.mark.sandbox]


def test_failing_part_costs_its_own_rows_only(tmp_path):
    """The model that works is trained, measured and judged; the other one is a named failure."""
    starter = (ASSIGNMENTS / "lstm" / "starter.py").read_text("utf-8")
    main = starter.index('if __name__ == "__main__":')
    file = tmp_path / "model.py"
    file.write_text(starter[:main] + BROKEN_SENTIMENT, "utf-8")
    grade = grade_file(file, tiny_context(tmp_path, "lstm")).grade
    evidence = grade.evidence
    assert grade.status is GradeStatus.GRADED
    assert evidence.verdict is Verdict.NOT_BUILDABLE
    assert evidence.parts["memory"].verdict is Verdict.COMPLETED
    assert isinstance(evidence.parts["memory"].scores, RecallScores)
    assert evidence.parts["memory"].scores.longer_accuracy is not None
    assert evidence.parts["sentiment"].scores is None
    assert set(grade.part_runs) == {"memory", "sentiment"}
    rows = {result.item: result for result in grade.results}
    reached = {item for item, row in rows.items() if row.status is not CriterionStatus.NOT_REACHED}
    assert all(row.part != "sentiment" for item, row in rows.items() if item in reached)
    assert {row.part for item, row in rows.items() if item not in reached} == {"sentiment"}


def test_generator_is_drawn_from_and_measured_without_student_code(tmp_path):
    """Samples and features are stored, scores repeat, and the models' facts are there."""
    context = tiny_context(tmp_path, "gan", memory_mib=3000)
    anchors = GenerativeAnchors(
        kid_floor=0.01,
        kid_reference=0.2,
        kid_untrained=34.0,
        density_reference=0.04,
        density_good_enough=0.012,
        coverage_reference=0.16,
        coverage_good_enough=0.048,
        total_variation_reference=0.3,
    )
    calibrated = replace(context, calibration=replace(context.calibration, generative=anchors))
    starter = ASSIGNMENTS / "gan" / "starter.py"
    first = grade_file(starter, calibrated)
    second = grade_file(starter, calibrated)
    grade = first.grade
    assert grade.status is GradeStatus.GRADED, grade.cause
    assert (first.trained, second.trained) == (True, False)
    scores = grade.evidence.scores
    assert isinstance(scores, GenerativeScores)
    assert scores == second.grade.evidence.scores
    assert [checkpoint.step for checkpoint in scores.checkpoints] == [18, 19, 20]
    assert grade.evidence.adversarial.generator.origin is Origin.MEASURED
    _run, stored = context.run_store.latest(grade.fingerprint.run_key)
    assert stored["samples_06"].dtype == np.uint8
    assert stored["samples_06"].shape == (128 + 128, 28, 28, 1)
    assert grade.by_item()["sample_quality"].points == 0
    assert grade.by_item()["style"].points == 5
