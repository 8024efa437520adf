"""Images that belong to no class, made from real ones: what a feature network must refuse.

Every maker takes real images in [0, 1], float32 of shape (n, height, width, channels), and returns
as many of the same shape. They stand for what generators do wrong: noise, blur, mixtures, parts in
the wrong place, missing parts, the soft blobs of the first steps.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

Images = NDArray[np.float32]


def reject_images(real: Images, rng: np.random.Generator) -> Images:
    """Turn each image into one of no class, all kinds equally often."""
    kinds = rng.integers(0, len(REJECT_KINDS), len(real))
    made = np.empty_like(real)
    for number, maker in enumerate(REJECT_KINDS.values()):
        chosen = np.flatnonzero(kinds == number)
        if len(chosen) > 0:
            made[chosen] = np.clip(maker(real[chosen], rng), 0, 1)
    return made


def blurred(images: Images, sigma: float) -> Images:
    """Blur with a Gaussian of `sigma` pixels; what lies outside the image is black."""
    reach = int(np.ceil(3 * sigma))
    kernel = np.exp(-0.5 * (np.arange(-reach, reach + 1) / sigma) ** 2).astype(np.float32)
    kernel /= kernel.sum()
    return _filtered(_filtered(images, kernel, axis=1), kernel, axis=2)


def shuffled_patches(images: Images, rng: np.random.Generator, *, grid: int) -> Images:
    """Cut each image into `grid` x `grid` patches and put them back in another order."""
    count, height, width, channels = images.shape
    tall, wide = height // grid, width // grid
    patches = images[:, : tall * grid, : wide * grid].reshape(
        count, grid, tall, grid, wide, channels
    )
    patches = patches.transpose(0, 1, 3, 2, 4, 5).reshape(count, grid * grid, tall, wide, channels)
    order = np.argsort(rng.random((count, grid * grid)), axis=1)
    patches = patches[np.arange(count)[:, None], order]
    patches = patches.reshape(count, grid, grid, tall, wide, channels)
    shuffled = images.copy()
    shuffled[:, : tall * grid, : wide * grid] = patches.transpose(0, 1, 3, 2, 4, 5).reshape(
        count, tall * grid, wide * grid, channels
    )
    return shuffled


def _filtered(images: Images, kernel: NDArray[np.float32], *, axis: int) -> Images:
    reach = len(kernel) // 2
    padding = [(0, 0)] * 4
    padding[axis] = (reach, reach)
    padded = np.pad(images, padding)
    size = images.shape[axis]
    total = np.zeros_like(images)
    for shift, weight in enumerate(kernel):
        total += weight * np.take(padded, range(shift, shift + size), axis=axis)
    return total


def _noise(images: Images, rng: np.random.Generator) -> Images:
    """White noise of a density of its own each image: uniform, sparse, or around grey."""
    count = len(images)
    uniform = rng.random(images.shape, np.float32)
    density = rng.uniform(0.05, 1.0, (count, 1, 1, 1)).astype(np.float32)
    sparse = uniform * (rng.random(images.shape, np.float32) < density)
    grey = 0.5 + 0.25 * rng.standard_normal(images.shape, np.float32) * density
    return np.where((rng.random(count) < 0.5)[:, None, None, None], sparse, grey)


def _blur(images: Images, rng: np.random.Generator) -> Images:
    """Blurred by 1.2 to 3 pixels, sometimes brightened again to full contrast."""
    soft = blurred(images, rng.uniform(1.2, 3.0))
    peak = np.maximum(soft.max(axis=(1, 2, 3), keepdims=True), np.float32(0.1))
    return np.where((rng.random(len(images)) < 0.5)[:, None, None, None], soft, soft / peak)


def _mixture(images: Images, rng: np.random.Generator) -> Images:
    """Averages of two images."""
    share = rng.uniform(0.35, 0.65, (len(images), 1, 1, 1)).astype(np.float32)
    mixed: Images = share * images + (1 - share) * np.roll(images, 1, axis=0)
    return mixed


def _shuffle(images: Images, rng: np.random.Generator) -> Images:
    return shuffled_patches(images, rng, grid=int(rng.choice([2, 4, 7])))


def _inverted(images: Images, rng: np.random.Generator) -> Images:  # noqa: ARG001 - one form for all
    return 1 - images


def _erased(images: Images, rng: np.random.Generator) -> Images:
    """One side of the image is gone, up to two thirds of it."""
    erased = images.copy()
    size = images.shape[1]
    for image, side in zip(erased, rng.integers(0, 4, len(images)), strict=True):
        gone = int(size * rng.uniform(0.45, 0.65))
        view = np.rot90(image, side)
        view[:gone] = 0
    return erased


def _blobs(images: Images, rng: np.random.Generator) -> Images:
    """Soft spots on a coarse grid, some with the checkerboard of transposed convolutions."""
    count, height, width, channels = images.shape
    coarse = rng.random((count, height // 4, width // 4, channels), np.float32) ** 2
    spots = blurred(np.kron(coarse, np.ones((1, 4, 4, 1), np.float32)), rng.uniform(1.0, 2.5))
    # The middle is bright and the border dark, as in an early generator's mean image.
    row = np.hanning(height).astype(np.float32)[:, None] * np.hanning(width).astype(np.float32)
    spots = spots * row[None, :, :, None] * rng.uniform(1, 3, (count, 1, 1, 1)).astype(np.float32)
    board = (np.indices((height, width)).sum(axis=0) % 2).astype(np.float32)[None, :, :, None]
    strength = rng.choice([0.0, 0.3, 0.6], (count, 1, 1, 1)).astype(np.float32)
    blobs: Images = spots * (1 - strength * board)
    return blobs


def _noisy(images: Images, rng: np.random.Generator) -> Images:
    """Real images under strong white noise."""
    spread = rng.uniform(0.15, 0.5, (len(images), 1, 1, 1)).astype(np.float32)
    return images + spread * rng.standard_normal(images.shape, np.float32)


def _coarse(images: Images, rng: np.random.Generator) -> Images:
    """Real images on a grid of blocks, with a little noise."""
    block = 4
    count, height, width, channels = images.shape
    means = images.reshape(count, height // block, block, width // block, block, channels).mean(
        axis=(2, 4)
    )
    blocks = np.kron(means, np.ones((1, block, block, 1), np.float32))
    noise = rng.standard_normal(images.shape, np.float32)
    noisy: Images = blocks + np.float32(0.05) * noise
    return noisy


REJECT_KINDS: Final[Mapping[str, Callable[[Images, np.random.Generator], Images]]] = (
    MappingProxyType(
        {
            "noise": _noise,
            "blur": _blur,
            "mixture": _mixture,
            "shuffled": _shuffle,
            "inverted": _inverted,
            "erased": _erased,
            "blobs": _blobs,
            "noisy": _noisy,
            "coarse": _coarse,
        }
    )
)
"""Makers of images of no class, by name."""
