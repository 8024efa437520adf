"""Accuracies, confusion matrix and mistakes against hand-counted arrays."""

from __future__ import annotations

import numpy as np
import pytest

from graders.analysis.classification_metrics import (
    confusion_matrix,
    most_confused,
    score_classification,
    top_accuracy,
)


def one_hot(*classes: int, num_classes: int = 3) -> np.ndarray:
    return np.eye(num_classes, dtype=np.float32)[list(classes)]


def scores(
    labels: dict[str, np.ndarray] | None = None,
    outputs: dict[str, np.ndarray] | None = None,
    groups: tuple[int, ...] = (),
):
    true = {
        "hidden": np.array([0, 1, 2, 2]),
        "validation": np.array([0, 1]),
        "train_probe": np.array([2, 1, 0]),
    }
    given = {
        "hidden": one_hot(0, 1, 2, 0),
        "validation": one_hot(1, 1),
        "train_probe": one_hot(2, 1, 0),
    }
    return score_classification(given | (outputs or {}), true | (labels or {}), 3, groups=groups)


def test_accuracies_are_shares_of_right_answers() -> None:
    """Each split is scored against its own labels."""
    found = scores()
    assert (found.hidden_accuracy, found.validation_accuracy, found.train_accuracy) == (
        0.75,
        0.5,
        1.0,
    )
    assert (found.num_hidden, found.num_train_probe, found.num_classes) == (4, 3, 3)


def test_confusion_matrix_counts_true_by_predicted() -> None:
    """Rows are true classes, columns predicted ones, and the sum is the number of examples."""
    assert scores().confusion_matrix == ((1, 0, 0), (0, 1, 0), (1, 0, 1))


def test_narrow_label_types_do_not_overflow() -> None:
    """uint8 labels of 100 classes are counted right."""
    labels = np.full(5, 99, dtype=np.uint8)
    assert confusion_matrix(labels, labels, num_classes=100)[99, 99] == 5


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_outputs_that_are_not_finite_are_refused(bad: float) -> None:
    """NaN must not win an argmax."""
    outputs = one_hot(0, 1, 2, 0)
    outputs[1, 1] = bad
    with pytest.raises(ValueError, match="finite"):
        scores(outputs={"hidden": outputs})


@pytest.mark.parametrize(
    ("labels", "outputs"),
    [
        ({}, {"hidden": one_hot(0, 1, 2)}),
        ({}, {"hidden": one_hot(0, 1, 2, 0, num_classes=4)}),
        ({"hidden": np.array([[0], [1], [2], [2]])}, {}),
        ({"hidden": np.array([0, 1, 2, 3])}, {}),
        ({"hidden": np.array([0, 1, 2, -1])}, {}),
        ({"validation": np.array([], dtype=int)}, {"validation": np.zeros((0, 3))}),
    ],
)
def test_mismatched_arrays_are_refused(
    labels: dict[str, np.ndarray], outputs: dict[str, np.ndarray]
) -> None:
    """Shapes and label ranges are checked before anything is counted."""
    with pytest.raises(ValueError, match=r"labels|outputs"):
        scores(labels, outputs)


def test_group_accuracy_forgives_confusion_within_a_group() -> None:
    """The one mistake took class 2 for class 0: right where both are of one group."""
    assert scores(groups=(0, 1, 0)).coarse_accuracy == 1.0
    assert scores(groups=(0, 1, 1)).coarse_accuracy == 0.75
    assert scores().coarse_accuracy is None


def test_five_guesses_are_told_for_many_classes_only() -> None:
    """With three classes five guesses are always right, so nothing is said."""
    assert scores().top5_accuracy is None


def test_constant_outputs_earn_no_guess() -> None:
    """Ties count against the model; the five largest of distinct outputs count for it."""
    labels = np.arange(20)
    assert top_accuracy(labels, np.zeros((20, 20)), count=5) == 0.0
    falling = np.tile(np.arange(20.0)[::-1], (20, 1))
    assert top_accuracy(labels, falling, count=5) == 0.25


def test_most_confused_shows_the_surest_mistakes_first() -> None:
    """Right answers never appear; wrong ones come by falling confidence."""
    outputs = np.array([[0.9, 0.1], [0.8, 0.2], [0.4, 0.6], [0.3, 0.7]])
    found = most_confused(np.array([0, 1, 0, 0]), outputs, 5)
    assert [mistake[:3] for mistake in found] == [(1, 1, 0), (3, 0, 1), (2, 0, 1)]
    assert found[0][3] == pytest.approx(0.8)


def test_most_confused_shows_two_of_a_pair() -> None:
    """One frequent confusion does not fill the page."""
    outputs = np.tile([0.1, 0.9], (10, 1))
    outputs[9] = [0.6, 0.4]
    y_true = np.array([0] * 9 + [1])
    pairs = [mistake[1:3] for mistake in most_confused(y_true, outputs, 5)]
    assert pairs == [(0, 1), (0, 1), (1, 0)]


def test_most_confused_stops_at_the_count() -> None:
    """No more mistakes are shown than asked for."""
    assert len(most_confused(np.array([1, 0]), np.array([[1.0, 0.0], [0.0, 1.0]]), 1)) == 1


def test_confidence_of_logits_is_a_probability() -> None:
    """Models that return logits get comparable confidences."""
    ((*_, confidence),) = most_confused(np.array([1]), np.array([[800.0, 0.0]]), 1)
    assert confidence == pytest.approx(1.0)
