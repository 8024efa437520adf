"""How far a sample of generated images is from real ones, in the features of one network."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.analysis.distances import distances_by_chunk, neighbour_distances

Features = NDArray[np.floating[Any]]

NUM_NEIGHBOURS: Final = 5
LONGEST: Final = 1.5
_CHUNK_ROWS: Final = 512


def kernel_distance(samples: Features, real: Features) -> float:
    """Return the kernel inception distance: squared maximum mean discrepancy, unbiased.

    Its expectation is 0 for two samples of one distribution, whatever their sizes, so single
    values may be a little below 0. Features longer than nearly all real ones are shortened first:
    the cubic kernel would otherwise hear nothing but the few worst samples.

    Args:
        samples: `(n, d)`, n at least 2, standardised: real features have root mean square 1.
        real: `(m, d)`, m at least 2.

    Raises:
        ValueError: A value is not finite, or there are fewer than two rows.

    Source:
        Bińkowski et al., Demystifying MMD GANs, 2018: kernel (x·y / d + 1)^3.
    """
    _check(samples, real)
    samples, real = _shortened(samples), _shortened(real)
    n, m = len(samples), len(real)
    within_samples = _kernel_sum(samples, samples) - _kernel_diagonal(samples).sum()
    within_real = _kernel_sum(real, real) - _kernel_diagonal(real).sum()
    across = _kernel_sum(samples, real) / (n * m)
    return float(within_samples / (n * (n - 1)) + within_real / (m * (m - 1)) - 2 * across)


def kernel_distances_of_splits(real: Features, *, num_splits: int, seed: int) -> Features:
    """Return the kernel distance of random halves of real images: what chance alone gives.

    Args:
        real: `(n, d)`, n at least 4; memory grows with its square.
        num_splits: How often it is split.
        seed: Seed of the splits.

    Returns:
        `(num_splits,)` float64.

    Raises:
        ValueError: A value is not finite, or there are fewer than four rows.
    """
    half = len(real) // 2
    _check(real[:half], real[half:])
    real = _shortened(real[: 2 * half])
    kernel = np.empty((2 * half, 2 * half))
    for start in range(0, 2 * half, _CHUNK_ROWS):
        rows = slice(start, start + _CHUNK_ROWS)
        kernel[rows] = _kernel(real[rows], real)
    np.fill_diagonal(kernel, 0.0)
    rng = np.random.default_rng(seed)
    # One column a split, +1 and -1 by half: two products give all sums of all splits.
    sides = rng.permuted(np.tile(np.repeat([1.0, -1.0], half), (num_splits, 1)), axis=1).T
    same_less_across = (sides * (kernel @ sides)).sum(axis=0)
    everything = kernel.sum()
    same = (everything + same_less_across) / 2
    across = (everything - same_less_across) / 2
    distances: Features = same / (half * (half - 1)) - across / half**2
    return distances


def coverage(samples: Features, real: Features, *, num_neighbours: int = NUM_NEIGHBOURS) -> float:
    """Return the share of real images with a sample nearby, divided by that of real images.

    Nearby is: not farther than the k-th nearest real neighbour.

    Args:
        samples: `(n, d)`.
        real: `(m, d)`, m more than `num_neighbours`.
        num_neighbours: k.

    Returns:
        From 0; about 1 for new real images.

    Raises:
        ValueError: A value is not finite, or there are too few rows.

    Source:
        Naeem et al., Reliable Fidelity and Diversity Metrics for Generative Models, 2020.
    """
    _check(samples, real)
    radii = neighbour_distances(real, num_neighbours)
    nearest = np.concatenate([part.min(axis=1) for part in distances_by_chunk(real, samples)])
    found = float(np.mean(nearest < radii))
    return found / expected_coverage(len(samples), len(real), num_neighbours=num_neighbours)


def expected_coverage(
    num_samples: int, num_real: int, *, num_neighbours: int = NUM_NEIGHBOURS
) -> float:
    """Return the coverage that a sample of real images has on average, in [0, 1].

    A real image is missed when its k nearest neighbours among the other real images and all
    samples are real: all orders are equally likely.

    Source:
        Naeem et al. 2020, lemma 2, for samples of two sizes.
    """
    others = num_real - 1
    ranks = np.arange(num_neighbours)
    missed = np.prod((others - ranks) / (others + num_samples - ranks))
    return float(1.0 - missed)


def clipped_density(
    samples: Features, real: Features, *, num_neighbours: int = NUM_NEIGHBOURS
) -> float:
    """Return how many real neighbourhoods hold each sample, divided by that of real images.

    A neighbourhood reaches to the k-th nearest real neighbour but not farther than the median of
    these distances, so that a lonely real image does not accept everything around it; a sample
    counts at most k of them, so that one perfect image does not make up for bad ones.

    Args:
        samples: `(n, d)`.
        real: `(m, d)`, m more than `num_neighbours`.
        num_neighbours: k.

    Returns:
        From 0; about 1 for new real images.

    Raises:
        ValueError: A value is not finite, or there are too few rows.

    Source:
        Salvy, Talbot, Thirion: Enhanced Generative Model Evaluation with Clipped Density and
        Coverage, 2025, simplified.
    """
    _check(samples, real)
    radii = neighbour_distances(real, num_neighbours)
    radii = np.minimum(radii, np.median(radii)).astype(np.float32)
    of_samples = _neighbourhoods(samples, real, radii)
    # A real image lies in its own neighbourhood, which says nothing.
    of_real = _neighbourhoods(real, real, radii) - 1
    found = np.minimum(of_samples / num_neighbours, 1).mean()
    return float(found / np.minimum(of_real / num_neighbours, 1).mean())


def class_shares(classes: Features) -> Features:
    """Return the share of images of each class, the last one being "no class".

    Args:
        classes: `(n, C + 1)` probabilities.

    Returns:
        `(C + 1,)` float64, sums to 1.
    """
    counts = np.bincount(classes.argmax(axis=1), minlength=classes.shape[1])
    shares: Features = counts / len(classes)
    return shares


def total_variation(shares: Features, others: Features) -> float:
    """Return half the summed absolute difference of two distributions, in [0, 1]."""
    return float(0.5 * np.abs(shares - others).sum())


def _check(samples: Features, real: Features) -> None:
    if min(len(samples), len(real)) < 2 or samples.shape[1:] != real.shape[1:]:
        raise ValueError(
            f"two sets of at least two rows of equal length are needed, received shapes "
            f"{samples.shape} and {real.shape}"
        )
    if not (np.isfinite(samples).all() and np.isfinite(real).all()):
        raise ValueError("features must be finite")


def _shortened(features: Features) -> Features:
    length = np.sqrt(np.square(features.astype(np.float64)).mean(axis=1, keepdims=True))
    shortened: Features = features * np.minimum(1.0, LONGEST / np.maximum(length, LONGEST))
    return shortened


def _kernel(rows: Features, columns: Features) -> Features:
    products: Features = rows.astype(np.float64) @ columns.astype(np.float64).T
    products /= rows.shape[1]
    products += 1.0
    # The general power takes ten times as long.
    products *= np.square(products)
    return products


def _kernel_diagonal(rows: Features) -> Features:
    wide = rows.astype(np.float64)
    diagonal: Features = ((wide * wide).sum(axis=1) / rows.shape[1] + 1.0) ** 3
    return diagonal


def _kernel_sum(rows: Features, columns: Features) -> float:
    return sum(
        float(_kernel(rows[start : start + _CHUNK_ROWS], columns).sum())
        for start in range(0, len(rows), _CHUNK_ROWS)
    )


def _neighbourhoods(points: Features, real: Features, radii: Features) -> NDArray[np.int64]:
    # A hair more than the radius: rounding must not put a real image outside its own reach.
    reach = radii * np.float32(1 + 1e-6) + np.float32(1e-6)
    counts = [(part <= reach).sum(axis=1) for part in distances_by_chunk(points, real)]
    return np.concatenate(counts)
