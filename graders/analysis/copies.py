"""What a distribution cannot show: copied images, repeated images, a generator deaf to noise."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.analysis.distances import (
    Images,
    Points,
    as_points,
    distances_by_chunk,
    nearest,
    neighbour_distances,
)

MEMORISED_QUANTILE: Final = 0.01
DUPLICATE_QUANTILE: Final = 0.001
JUMP_QUANTILE: Final = 0.9
_NO_ROOM: Final = 1e-2


def memorised_share(samples: Points, *, train: Points, held_out: Points) -> float:
    """Return the share of samples nearer to a training image than 99 % of held-out images are.

    Distances are taken relative to how far that training image is from the next one: simple
    images lie close together, and drawing many of them is no copying.

    Args:
        samples: `(n, d)`, pixels or features.
        train: `(m, d)`, m at least 2.
        held_out: `(h, d)`, real images that were not trained on.

    Returns:
        In [0, 1]; 0.01 on average for new real images.

    Source:
        Meehan, Chaudhuri, Dasgupta: A Non-Parametric Test to Detect Data-Copying in Generative
        Models, 2020, as a one-sided share.
    """
    threshold = np.quantile(_relative_distances(held_out, train), MEMORISED_QUANTILE)
    return float(np.mean(_relative_distances(samples, train) < threshold))


def _relative_distances(points: Points, train: Points) -> Points:
    nearest_image, distance = nearest(points, train)
    used, position = np.unique(nearest_image, return_inverse=True)
    around = np.concatenate(
        [np.partition(part, 1, axis=1)[:, 1] for part in distances_by_chunk(train[used], train)]
    )
    # A training image that is there twice has no room around it; its copies are still copies.
    relative: Points = distance / np.maximum(around, _NO_ROOM)[position]
    return relative


def duplicate_share(samples: Points, *, held_out: Points) -> float:
    """Return the share of samples with another sample nearer than real images ever are.

    Args:
        samples: `(n, d)`, at least two.
        held_out: `(h, d)`; as many of them are compared as there are samples, because neighbours
            are nearer in a larger set.

    Returns:
        In [0, 1]; 0.001 on average for new real images.

    Source:
        Arora, Zhang: Do GANs Learn the Distribution?, 2018: the birthday test.
    """
    real = neighbour_distances(held_out[: len(samples)], 1)
    threshold = np.quantile(real, DUPLICATE_QUANTILE)
    return float(np.mean(neighbour_distances(samples, 1) < threshold))


def latent_distance(samples: Points, *, held_out: Points) -> float:
    """Return the median distance of samples of different noise, that of real pairs being 1."""
    return _median_pair_distance(samples) / _median_pair_distance(held_out)


def latent_jump(samples: Points, stepped: Points, *, held_out: Points) -> float:
    """Return how far a tiny step in the latent space moves an image, real pairs being 1.

    Args:
        samples: `(n, d)`.
        stepped: `(m, d)`, the first m of the samples after the step.
        held_out: `(h, d)`.

    Returns:
        The 90th percentile; 0 for a table of images, near 0 for a smooth generator.
    """
    moved = np.linalg.norm(samples[: len(stepped)] - stepped, axis=1)
    return float(np.quantile(moved, JUMP_QUANTILE)) / _median_pair_distance(held_out)


def nearest_training_images(images: Images, train: Images) -> NDArray[np.int64]:
    """Return for each image the index of the nearest training image, by pixels.

    Args:
        images: `(n, height, width, channels)` uint8.
        train: `(m, height, width, channels)` uint8.
    """
    return nearest(as_points(images), as_points(train))[0]


def _median_pair_distance(points: NDArray[Any]) -> float:
    half = len(points) // 2
    return float(np.median(np.linalg.norm(points[:half] - points[half : 2 * half], axis=1)))
