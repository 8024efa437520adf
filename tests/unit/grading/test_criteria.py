"""Every criterion gives full marks to what it asks for and takes them from what it does not."""

from __future__ import annotations

import pytest

from graders.domain.grade import Finding
from graders.grading.criteria import CRITERIA
from graders.grading.criteria.code import style
from graders.grading.criteria.performance import overfitting_gap
from graders.grading.criteria.structure import (
    convolution,
    pooling,
    softmax_output,
)
from tests.criterion_evidence import (
    make_calibration,
    make_graph,
    make_scores,
    make_source,
    make_style,
    sound_layers,
)
from tests.unit.grading.all_cases import CASES
from tests.unit.grading.cases_models import accuracy, gap, required


@pytest.mark.parametrize(
    ("finding", "credit", "code"),
    [case[2:] for case in CASES],
    ids=[f"{case[0]}: {case[1]}" for case in CASES],
)
def test_case_has_the_credit_and_code(finding: Finding, credit: float, code: str) -> None:
    """A criterion concludes what its rule says."""
    assert finding.credit == pytest.approx(credit)
    assert finding.code == code


@pytest.mark.parametrize("name", list(CRITERIA))
def test_criterion_has_a_passing_and_a_failing_case(name: str) -> None:
    """No criterion is registered without a case that wins and one that loses everything."""
    seen = {case[3] for case in CASES if case[0] == name}
    assert {0.0, 1.0} <= seen


def test_mild_gap_lies_between() -> None:
    """Between the two gap anchors the credit falls linearly with the gap less its error."""
    finding = gap(0.92, 0.75)
    scores = make_scores(train=0.92, hidden=0.75)
    expected = 1 - (0.17 - scores.gap_standard_error - 0.10) / 0.15
    assert finding.code == "gap.mild"
    assert finding.credit == pytest.approx(expected)


def test_excellent_accuracy_keeps_sixty_percent_of_the_gap_points() -> None:
    """A model as accurate as the reference is not punished hard for interpolating."""
    calibration = make_calibration(gap_full_credit=0.01, gap_no_credit=0.11)
    finding = overfitting_gap(make_scores(train=1.0, hidden=0.86), calibration)
    assert finding.credit == pytest.approx(0.6)
    assert finding.code == "gap.large"


def test_missing_names_are_listed() -> None:
    """The student is told what is missing."""
    finding = required("build_model", has_settings=False)
    assert dict(finding.values)["missing"] == "train, TRAINING"
    assert finding.credit == pytest.approx(1 / 3)


def test_accuracy_finding_carries_the_baseline() -> None:
    """The student can compare with the starter."""
    assert dict(accuracy(0.60).values)["baseline"] == "0.3"


def test_style_points_at_the_first_hit_of_each_rule() -> None:
    """Places follow the rules' order and name the first line each was broken on."""
    finding = style(make_style("B", "A", "B"), make_source(), lost_per_rule=0.2)
    assert [place.line for place in finding.where] == [2, 1]


def test_sound_model_is_sound() -> None:
    """The factories' model meets every structural row, so that mutants of it lose in one place."""
    graph = make_graph(*sound_layers())
    findings = [convolution(graph, at_least=2), pooling(graph), softmax_output(graph)]
    assert all(finding.credit == 1.0 for finding in findings)
