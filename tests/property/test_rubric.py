"""Points never exceed a row's maximum and never fall when the evidence improves."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from graders.domain.rubric import Rubric, RubricItem
from graders.grading.apply_rubric import apply_rubric
from tests.criterion_evidence import make_calibration, make_evidence, make_graph, make_scores

points = st.decimals("0.01", 100, places=2)
accuracy = st.floats(0.0, 1.0)


def judge(criterion: str, max_points: Decimal, evidence, **params) -> Decimal:
    item = RubricItem(id="row", criterion=criterion, max_points=max_points, params=params)
    (result,) = apply_rubric(evidence, Rubric(items=(item,)), make_calibration())
    assert result.points == round(result.points, 2)
    return result.points


@given(points, accuracy, accuracy)
def test_more_accuracy_is_never_fewer_points(max_points: Decimal, x: float, y: float) -> None:
    """Points are monotone in hidden accuracy and lie between 0 and the maximum."""
    low, high = (
        judge("hidden_accuracy", max_points, make_evidence(scores=make_scores(hidden=value)))
        for value in sorted((x, y))
    )
    assert Decimal(0) <= low <= high <= max_points


@given(points, accuracy, accuracy)
def test_gap_points_are_bounded(max_points: Decimal, train: float, hidden: float) -> None:
    """Whatever the two accuracies, the gap row gives between 0 and its maximum."""
    evidence = make_evidence(scores=make_scores(train=train, hidden=hidden))
    assert Decimal(0) <= judge("overfitting_gap", max_points, evidence) <= max_points


@given(accuracy)
def test_an_untrained_model_gets_no_gap_points(train: float) -> None:
    """A model at the starter's level gets nothing for having no gap."""
    evidence = make_evidence(scores=make_scores(train=train, hidden=0.30))
    assert judge("overfitting_gap", Decimal(15), evidence) == 0


@given(points, st.integers(0, 10**9), st.integers(0, 10**9))
def test_fewer_parameters_are_never_fewer_points(max_points: Decimal, x: int, y: int) -> None:
    """Points are monotone in the number of parameters."""
    small, large = (
        judge(
            "parameter_budget",
            max_points,
            make_evidence(graph=make_graph(num_params=value)),
            at_most=10**6,
        )
        for value in sorted((x, y))
    )
    assert Decimal(0) <= large <= small <= max_points
