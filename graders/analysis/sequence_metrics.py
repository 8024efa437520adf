"""How well a model recalls a key: by lag, with decoys, after a swap, on longer sequences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.domain.recall_scores import RecallScores

Arrays = Mapping[str, NDArray[Any]]

_SPLITS: Final = frozenset(
    {"hidden", "validation", "train_probe", "swapped", "longer", "hidden_ablated"}
)
_LABELS_OF: Final = {"hidden_ablated": "hidden"}


def score_recall(
    outputs: Arrays,
    labels: Arrays,
    facts: Mapping[str, Arrays],
    *,
    num_classes: int,
) -> RecallScores:
    """Score the outputs of one model; the largest output is the prediction.

    Args:
        outputs: By split, float32 `(num_examples, num_classes)` in true class order: `hidden`,
            `validation`, `train_probe`, `swapped`; and `longer` and `hidden_ablated`, each absent
            where the model gave none.
        labels: By split, integers `(num_examples,)`; `hidden_ablated` has those of `hidden`.
        facts: By split and name: `lag` and `has_decoy` of `hidden`, `lag` of `longer`, `source`
            and `old` of `swapped`.
        num_classes: K.

    Raises:
        KeyError: A split or fact that is never absent is.
        ValueError: Shapes do not match, or an output is not finite.
    """
    lags, has_decoy = facts["hidden"]["lag"], facts["hidden"]["has_decoy"].astype(bool)
    right = {
        split: _is_right(part, labels[_LABELS_OF.get(split, split)], num_classes)
        for split, part in outputs.items()
        if split in _SPLITS
    }
    hidden = right["hidden"]
    longer, ablated = right.get("longer"), right.get("hidden_ablated")
    return RecallScores(
        accuracy_by_lag=_by_lag(hidden, lags),
        num_per_lag=int(np.unique(lags, return_counts=True)[1].min()),
        num_classes=num_classes,
        train_accuracy=_share(right["train_probe"]),
        validation_accuracy=_share(right["validation"]),
        with_decoy_accuracy=_share(hidden[has_decoy]),
        without_decoy_accuracy=_share(hidden[~has_decoy]),
        swapped_share=_share(right["swapped"] & hidden[facts["swapped"]["source"]]),
        longer_accuracy=None if longer is None else _mean(_by_lag(longer, facts["longer"]["lag"])),
        ablated_accuracy=None if ablated is None else _mean(_by_lag(ablated, lags)),
    )


def _is_right(outputs: NDArray[Any], labels: NDArray[Any], num_classes: int) -> NDArray[np.bool_]:
    if len(labels) == 0 or outputs.shape != (len(labels), num_classes):
        raise ValueError(
            f"outputs must be ({len(labels)}, {num_classes}) with one label a row and at least one"
            f" row, received {outputs.shape}"
        )
    if not np.isfinite(outputs).all():
        raise ValueError("outputs must be finite")
    return np.asarray(outputs.argmax(axis=1) == labels)


def _by_lag(right: NDArray[np.bool_], lags: NDArray[Any]) -> tuple[tuple[int, float], ...]:
    if len(right) != len(lags):
        raise ValueError(f"{len(right)} outputs have {len(lags)} lags")
    return tuple((int(lag), _share(right[lags == lag])) for lag in np.unique(lags))


def _mean(by_lag: tuple[tuple[int, float], ...]) -> float:
    return sum(accuracy for _lag, accuracy in by_lag) / len(by_lag)


def _share(right: NDArray[np.bool_]) -> float:
    """Share of true values; 0 where there are none, such as decoys in sequences without any."""
    return float(right.mean()) if len(right) else 0.0
