"""Evidence and rubric give results; a missing piece is never a zero of ours."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from graders.course.assignment_file import read_assignment
from graders.domain.evidence import Origin, PartEvidence
from graders.domain.grade import CriterionStatus, Finding
from graders.domain.rubric import Rubric, RubricItem
from graders.domain.verdict import Verdict
from graders.errors import UnknownNameError
from graders.grading import apply_rubric as module
from graders.grading.apply_rubric import apply_rubric
from graders.grading.criteria.base import Criterion
from graders.registry import Registry
from tests.criterion_evidence import (
    conv,
    make_calibration,
    make_evidence,
    make_graph,
    make_scores,
)

ASSIGNMENT = Path(__file__).parents[3] / "assignments" / "cifar10_tuning"


def row(criterion: str, points: str = "10", **params: object) -> RubricItem:
    return RubricItem(id=criterion, criterion=criterion, max_points=Decimal(points), params=params)


def judge(*rows: RubricItem, **changes: object):
    return apply_rubric(make_evidence(**changes), Rubric(items=rows), make_calibration())


def test_sound_submission_gets_all_points_of_the_real_rubric() -> None:
    """Nothing in the shipped rubric is out of reach."""
    rubric = read_assignment(ASSIGNMENT).rubric
    results = apply_rubric(make_evidence(), rubric, make_calibration())
    assert sum(result.points for result in results) == Decimal(100)
    assert {result.status for result in results} == {CriterionStatus.MET}
    assert [result.item for result in results] == [item.id for item in rubric.items]


def test_planted_mistake_loses_points_in_its_row_only() -> None:
    """A model without pooling loses the pooling row and nothing else."""
    layers = tuple(la for la in make_graph().layers if "Pooling" not in la.kind)
    rubric = read_assignment(ASSIGNMENT).rubric
    evidence = make_evidence(graph=make_graph(*layers))
    results = apply_rubric(evidence, rubric, make_calibration())
    lost = {result.item: result.max_points - result.points for result in results}
    assert {item for item, points in lost.items() if points} == {"pooling"}


def test_row_of_a_part_sees_that_part_only() -> None:
    """With two models each row is judged on its own model and its own curve."""
    good, bad = make_scores(hidden=0.90), make_scores(hidden=0.50)
    rows = tuple(
        RubricItem(id=part, criterion="hidden_accuracy", max_points=Decimal(10), part=part)
        for part in ("first", "second", "third")
    )
    parts = {
        "first": PartEvidence(verdict=Verdict.COMPLETED, scores=good),
        "second": PartEvidence(verdict=Verdict.COMPLETED, scores=bad),
        "third": PartEvidence(verdict=Verdict.TRAINING_FAILED),
    }
    steep = make_calibration(accuracy_knots=((0.3, 0.0), (0.4, 0.5), (0.5, 1.0)))
    evidence = replace(make_evidence(), verdict=Verdict.TRAINING_FAILED, parts=parts)
    results = apply_rubric(evidence, Rubric(items=rows), make_calibration(parts={"second": steep}))
    assert [result.points for result in results] == [10, 10, 0]
    assert [result.part for result in results] == ["first", "second", "third"]
    assert results[2].status is CriterionStatus.NOT_REACHED


def test_points_are_rounded_half_up_once() -> None:
    """A third of a point is 0.33 and half a cent goes up."""
    (result,) = judge(row("convolution", "1", at_least=3))
    assert result.points == Decimal("0.67")
    (result,) = judge(row("convolution", "0.05", at_least=20))
    assert result.points == Decimal("0.01")
    assert result.status is CriterionStatus.PARTLY_MET


def test_failed_training_keeps_structure_and_misses_scores() -> None:
    """What a failed run left behind is judged; what it never reached is `not_reached`."""
    accuracy, pooling = judge(
        row("hidden_accuracy"), row("pooling"), verdict=Verdict.TRAINING_FAILED, scores=None
    )
    assert (accuracy.status, accuracy.points, accuracy.finding) == (
        CriterionStatus.NOT_REACHED,
        Decimal(0),
        None,
    )
    assert pooling.status is CriterionStatus.MET


def test_our_missing_scores_are_not_assessed() -> None:
    """A completed run without scores is our problem, not the student's."""
    (result,) = judge(row("hidden_accuracy"), scores=None)
    assert result.status is CriterionStatus.NOT_ASSESSED


def test_missing_linter_is_ours_and_unreadable_source_is_not() -> None:
    """Style without a linter is `not_assessed`; style of a file that cannot be parsed is not."""
    (ours,) = judge(row("style", lost_per_rule=0.2), style=None, verdict=Verdict.TRAINING_FAILED)
    assert ours.status is CriterionStatus.NOT_ASSESSED
    nothing = {"source": None, "style": None, "graph": None, "scores": None}
    (theirs,) = judge(row("style", lost_per_rule=0.2), verdict=Verdict.NOT_READABLE, **nothing)
    assert theirs.status is CriterionStatus.NOT_REACHED


@pytest.mark.parametrize(
    ("item", "graph_origin", "origin"),
    [
        (row("pooling"), Origin.REPORTED, Origin.REPORTED),
        (row("pooling"), Origin.MEASURED, Origin.MEASURED),
        (row("hidden_accuracy"), Origin.REPORTED, Origin.MEASURED),
        (row("style", lost_per_rule=0.2), Origin.REPORTED, Origin.STATIC),
    ],
)
def test_origin_is_the_weakest_of_the_pieces(
    item: RubricItem, graph_origin: Origin, origin: Origin
) -> None:
    """A row says who vouches for the facts it rests on."""
    (result,) = judge(item, graph=make_graph(origin=graph_origin))
    assert result.origin is origin


@pytest.mark.parametrize("credit", [float("nan"), -0.1, 1.1])
def test_impossible_credit_is_our_bug(credit: float, monkeypatch: pytest.MonkeyPatch) -> None:
    """A credit that is no share stops the grading instead of becoming a mark."""
    broken = Criterion(
        name="broken",
        pieces=(),
        parameters={},
        function=lambda: Finding(credit=credit, code="x"),
    )
    registry: Registry[Criterion] = Registry("criterion")
    registry.add("broken", broken)
    monkeypatch.setattr(module, "CRITERIA", registry)
    with pytest.raises(ValueError, match="the credit"):
        judge(row("broken"))


def test_unknown_criterion_suggests_the_nearest() -> None:
    """A row that names no criterion is an error with a suggestion."""
    with pytest.raises(UnknownNameError, match="Did you mean 'pooling'"):
        judge(row("poolling"))


def test_not_a_number_accuracy_never_becomes_points() -> None:
    """NaN does not pass for the floor or the top of a curve."""
    with pytest.raises(ValueError, match="number"):
        judge(row("hidden_accuracy"), scores=make_scores(hidden=float("nan")))


def test_statuses_follow_the_credit() -> None:
    """Nothing is `not_met`, something `partly_met`, all `met`."""
    graphs = (make_graph(make_graph().layers[-1]), make_graph(conv()), make_graph())
    statuses = [judge(row("convolution", at_least=2), graph=graph)[0].status for graph in graphs]
    assert statuses == [
        CriterionStatus.NOT_MET,
        CriterionStatus.PARTLY_MET,
        CriterionStatus.MET,
    ]
