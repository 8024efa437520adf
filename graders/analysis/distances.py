"""Distances between many images or features at once, in little memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Points = NDArray[np.floating[Any]]
Images = NDArray[np.uint8]

_CHUNK_ROWS: Final = 256


def as_points(images: Images) -> Points:
    """Return each image as one row of pixels in [0, 1], float32 of shape (n, pixels)."""
    rows: Points = images.reshape(len(images), -1).astype(np.float32) / np.float32(255)
    return rows


def distances_by_chunk(points: Points, others: Points) -> Iterator[Points]:
    """Yield Euclidean distances of a few hundred points at a time to all others.

    Args:
        points: `(n, d)`.
        others: `(m, d)`.

    Yields:
        `(chunk, m)` float32, in the order of `points`; n rows in all.
    """
    # Around their middle, because squares of large numbers would drown small distances.
    middle = others.mean(axis=0, dtype=np.float64).astype(np.float32)
    centred = others.astype(np.float32) - middle
    squares = np.square(centred).sum(axis=1)
    for start in range(0, len(points), _CHUNK_ROWS):
        rows = points[start : start + _CHUNK_ROWS].astype(np.float32) - middle
        squared = rows @ centred.T
        squared *= np.float32(-2)
        squared += squares
        squared += np.square(rows).sum(axis=1)[:, np.newaxis]
        yield np.sqrt(np.maximum(squared, 0, out=squared), out=squared)


def nearest(points: Points, others: Points) -> tuple[NDArray[np.int64], Points]:
    """Return for each point the index of the nearest of `others`, and how far it is."""
    indices, distances = [], []
    for part in distances_by_chunk(points, others):
        found = part.argmin(axis=1)
        indices.append(found)
        distances.append(part[np.arange(len(part)), found])
    return np.concatenate(indices), np.concatenate(distances)


def neighbour_distances(points: Points, rank: int) -> Points:
    """Return for each point the distance to its `rank`-th nearest other point, float32 `(n,)`.

    Raises:
        ValueError: There are not more than `rank` points.
    """
    if len(points) <= rank:
        raise ValueError(f"{len(points)} points have no {rank}-th nearest neighbour each")
    # A point is its own nearest: position 0 once sorted.
    parts = [
        np.partition(part, rank, axis=1)[:, rank] for part in distances_by_chunk(points, points)
    ]
    return np.concatenate(parts)
