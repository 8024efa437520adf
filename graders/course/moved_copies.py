"""Copies of hidden images that look the same and are not: each pixel is moved by one grey level."""

from __future__ import annotations

from typing import Final

import numpy as np

from graders.analysis.moved_pixels import ORIGINAL
from graders.course.datasets.base import Examples

_STEP: Final = 1


def moved_copies(hidden: Examples, count: int, *, seed: int) -> Examples:
    """Return copies of some hidden images, with their labels.

    Which images and which way each value moves follows from the seed. Values stay in 0..255, so
    one at an end of the range may stay where it is.

    Args:
        hidden: The hidden split; inputs uint8 `(num_examples, height, width, channels)`.
        count: How many copies; at most one of each image.
        seed: Seed that only the course secret yields.

    Returns:
        Examples whose fact `ORIGINAL` is the index of each image in the hidden split, `(count,)`.
    """
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(hidden.labels))[:count]
    images = np.asarray(hidden.inputs[chosen])
    steps = rng.choice(np.array([-_STEP, _STEP], np.int16), size=images.shape)
    moved = np.clip(images.astype(np.int16) + steps, 0, 255).astype(np.uint8)
    return Examples(inputs=moved, labels=hidden.labels[chosen], facts={ORIGINAL: chosen})
