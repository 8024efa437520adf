"""Compares answers to hidden images with answers to copies whose pixels moved by one grey level."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graders.domain.review import MovedPixels

MOVED: Final = "moved"
"""Name of the split that holds the copies."""

ORIGINAL: Final = "original"
"""Name of the fact that tells which hidden image a copy is of."""


def compare_moved(
    outputs: Mapping[str, NDArray[np.floating]],
    labels: Mapping[str, NDArray[np.integer]],
    facts: Mapping[str, Mapping[str, NDArray[np.integer]]],
) -> MovedPixels | None:
    """Return how many right answers survive, or None where no copies were asked for.

    Args:
        outputs: `(num_examples, num_classes)` by split; the largest output is the answer.
        labels: `(num_examples,)` integers by split.
        facts: More that is known of the examples, by split and name.
    """
    if MOVED not in outputs:
        return None
    original = facts[MOVED][ORIGINAL]
    as_it_is = outputs["hidden"][original].argmax(axis=1) == labels[MOVED]
    as_a_copy = outputs[MOVED].argmax(axis=1) == labels[MOVED]
    return MovedPixels(
        num_images=len(original),
        original_accuracy=float(np.mean(as_it_is)),
        moved_accuracy=float(np.mean(as_a_copy)),
        num_lost=int(np.sum(as_it_is & ~as_a_copy)),
        num_won=int(np.sum(~as_it_is & as_a_copy)),
    )
