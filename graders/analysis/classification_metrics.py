"""Accuracy, confusion matrix and the most telling mistakes, from plain arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from graders.domain.evidence import ClassificationScores

Labels = NDArray[np.integer]
Outputs = NDArray[np.floating]

_SHOWN_PER_PAIR = 2
_FEWEST_CLASSES_FOR_TOP5 = 20


def score_classification(
    outputs: Mapping[str, Outputs],
    labels: Mapping[str, Labels],
    num_classes: int,
    *,
    groups: Sequence[int] = (),
) -> ClassificationScores:
    """Score the outputs of one model on three splits; the largest output is the prediction.

    Args:
        outputs: `(num_examples, num_classes)` probabilities or logits in inference mode, of the
            splits `hidden`, `validation` and `train_probe`.
        labels: `(num_examples,)` integers in [0, num_classes), of the same splits.
        num_classes: C.
        groups: Group of each class, in label order; empty where classes have no groups.

    Raises:
        ValueError: Shapes do not match, a label is out of range, or an output is not finite.
    """
    predicted = {
        name: _predict(labels[name], outputs[name], num_classes)
        for name in ("hidden", "validation", "train_probe")
    }
    y_hidden, hidden = labels["hidden"], predicted["hidden"]
    confusion = confusion_matrix(y_hidden, hidden, num_classes=num_classes)
    group_of = np.asarray(groups, np.int64)
    return ClassificationScores(
        hidden_accuracy=_accuracy(y_hidden, hidden),
        validation_accuracy=_accuracy(labels["validation"], predicted["validation"]),
        train_accuracy=_accuracy(labels["train_probe"], predicted["train_probe"]),
        num_hidden=len(y_hidden),
        num_train_probe=len(labels["train_probe"]),
        num_classes=num_classes,
        confusion_matrix=tuple(tuple(int(count) for count in row) for row in confusion),
        top5_accuracy=(
            top_accuracy(y_hidden, outputs["hidden"], count=5)
            if num_classes >= _FEWEST_CLASSES_FOR_TOP5
            else None
        ),
        coarse_accuracy=_accuracy(group_of[y_hidden], group_of[hidden]) if groups else None,
    )


def top_accuracy(y_true: Labels, outputs: Outputs, *, count: int) -> float:
    """Share of examples whose class is among the `count` largest outputs.

    An output equal to the class's own counts as larger, so a constant model earns nothing by ties.

    Args:
        y_true: `(num_examples,)`, integers.
        outputs: `(num_examples, num_classes)`.
        count: How many guesses each example has.
    """
    own = outputs[np.arange(len(y_true)), y_true][:, np.newaxis]
    at_least_as_large = (outputs >= own).sum(axis=1)
    return float(np.mean(at_least_as_large <= count))


def confusion_matrix(y_true: Labels, y_pred: Labels, *, num_classes: int) -> NDArray[np.int64]:
    """Count examples by true (row) and predicted (column) class.

    Args:
        y_true: `(num_examples,)`, integers in [0, num_classes).
        y_pred: `(num_examples,)`, integers in [0, num_classes).
        num_classes: C.

    Returns:
        `(num_classes, num_classes)`, int64.
    """
    cells = y_true.astype(np.int64) * num_classes + y_pred.astype(np.int64)
    counts = np.bincount(cells, minlength=num_classes**2).astype(np.int64)
    return counts.reshape(num_classes, num_classes)


def most_confused(
    y_true: Labels, outputs: Outputs, count: int
) -> tuple[tuple[int, int, int, float], ...]:
    """Return the mistakes the model was surest of, at most two per pair of classes.

    Args:
        y_true: `(num_examples,)`, integers.
        outputs: `(num_examples, num_classes)`; rows that are no probabilities are taken as logits.
        count: How many at most.

    Returns:
        `(index, true, predicted, confidence)`, the most confident first; confidence in [0, 1].

    Raises:
        ValueError: Shapes do not match, a label is out of range, or an output is not finite.
    """
    y_pred = _predict(y_true, outputs, outputs.shape[-1])
    confidence = _probabilities(outputs).max(axis=1)
    wrong = np.flatnonzero(y_pred != y_true)
    # Stable, so that equal confidences keep the order of the examples on every machine.
    ordered = wrong[np.argsort(-confidence[wrong], kind="stable")]
    shown: list[tuple[int, int, int, float]] = []
    per_pair: Counter[tuple[int, int]] = Counter()
    for index in ordered:
        if len(shown) >= count:
            break
        pair = (int(y_true[index]), int(y_pred[index]))
        if per_pair[pair] < _SHOWN_PER_PAIR:
            per_pair[pair] += 1
            shown.append((int(index), *pair, float(confidence[index])))
    return tuple(shown)


def _predict(y_true: Labels, outputs: Outputs, num_classes: int) -> NDArray[np.int64]:
    if y_true.ndim != 1 or outputs.shape != (len(y_true), num_classes) or len(y_true) == 0:
        raise ValueError(
            f"outputs must be ({len(y_true)}, {num_classes}) with one label a row and at least one"
            f" row, received labels {y_true.shape} and outputs {outputs.shape}"
        )
    if y_true.min() < 0 or y_true.max() >= num_classes:
        raise ValueError(f"labels must lie in [0, {num_classes})")
    if not np.isfinite(outputs).all():
        raise ValueError("outputs must be finite")
    return np.asarray(outputs.argmax(axis=1), dtype=np.int64)


def _accuracy(y_true: Labels, y_pred: Labels) -> float:
    return float(np.mean(y_true == y_pred))


def _probabilities(outputs: Outputs) -> NDArray[np.float64]:
    rows = outputs.astype(np.float64)
    are_probabilities = bool(rows.min() >= 0.0) and np.allclose(rows.sum(axis=1), 1.0, atol=1e-3)
    if are_probabilities:
        return rows
    exponents = np.exp(rows - rows.max(axis=1, keepdims=True))
    return np.asarray(exponents / exponents.sum(axis=1, keepdims=True))
