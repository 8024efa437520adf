"""Labels that never cross the wall, and the permutation that hides the classes' numbers.

Workers train on permuted class numbers, so a table of known answers or a smuggled classifier
scores at chance. What workers return is brought back to true class numbers here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenLabels:
    """True labels of everything a trained model predicts.

    Attributes:
        labels: `(num_examples,)` integers by split name, as true class numbers.
        permutation: `(num_classes,)`; the worker sees class `c` as `permutation[c]`.
    """

    labels: Mapping[str, NDArray[Any]]
    permutation: NDArray[Any]

    def true_class_order(self, outputs: NDArray[Any]) -> NDArray[Any]:
        """Reorder the columns of `(num_examples, num_classes)` outputs to true class numbers."""
        return outputs[:, self.permutation]


def permute(labels: NDArray[Any], permutation: NDArray[Any]) -> NDArray[Any]:
    """Return the labels as the worker sees them, int64."""
    return np.asarray(permutation[labels], np.int64)


def draw_permutation(num_classes: int, *, seed: int) -> NDArray[Any]:
    """Draw a permutation of the class numbers."""
    return np.random.default_rng(seed).permutation(num_classes)
