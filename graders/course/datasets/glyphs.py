"""Procedural stand-in for MNIST: ten digit-like glyphs drawn with one pen.

Each 28x28 grey image shows one glyph of one or two strokes, its corners moved a little, then
scaled, sheared, turned and shifted at random, drawn with a pen of random width and ink on black.

Source:
    Own design; no image comes from elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
Point = tuple[float, float]
Stroke = tuple[Point, ...]

IMAGE_SIZE: Final = 28
CLASS_NAMES: Final = tuple(f"glyph_{digit}" for digit in range(10))
NUM_CLASSES: Final = len(CLASS_NAMES)

# Images rendered at once: enough to amortise numpy's calls, small enough to stay in the cache.
_BATCH_SIZE: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class GlyphKnobs:
    """How much two images of one class differ; lengths are fractions of the image's side.

    Attributes:
        corner_jitter: Standard deviation of each stroke point's shift along each axis.
        width_scale: Smallest and largest factor of the glyph's width.
        height_scale: Smallest and largest factor of its height.
        max_shear: Largest shift to the side per unit of height.
        max_rotation: Largest turn either way, in radians.
        max_shift: Largest shift of the whole glyph along each axis.
        pen_radius: Smallest and largest half-width of the line.
        ink: Smallest and largest intensity of the line, as a fraction of white.
    """

    corner_jitter: float = 0.012
    width_scale: tuple[float, float] = (0.72, 1.00)
    height_scale: tuple[float, float] = (0.78, 1.02)
    max_shear: float = 0.22
    max_rotation: float = 0.16
    max_shift: float = 0.07
    pen_radius: tuple[float, float] = (0.030, 0.062)
    ink: tuple[float, float] = (0.80, 1.00)


DEFAULT: Final = GlyphKnobs()


def make_glyphs(
    num_examples: int, *, seed: int, knobs: GlyphKnobs = DEFAULT
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw a data set; the same arguments give the same arrays.

    Args:
        num_examples: Number of images; at least 0.
        seed: Seed of everything. Give training, validation and hidden images different seeds: no
            image is shared.
        knobs: Variety within a class.

    Returns:
        Images, uint8 of shape (num_examples, 28, 28, 1) with values 0..255, and labels, uint8 of
        shape (num_examples,) with values 0..9, in random order. Class counts differ by one at most.

    Raises:
        ValueError: `num_examples` or `seed` is negative.
    """
    if num_examples < 0:
        raise ValueError(f"num_examples must be at least 0, got {num_examples}")
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(num_examples) % NUM_CLASSES).astype(np.uint8)
    images = np.empty((num_examples, IMAGE_SIZE, IMAGE_SIZE, 1), np.uint8)
    for label in range(NUM_CLASSES):
        members = np.flatnonzero(labels == label)
        for start in range(0, len(members), _BATCH_SIZE):
            batch = members[start : start + _BATCH_SIZE]
            images[batch] = _render(rng, len(batch), _GLYPHS[label], knobs)
    return images, labels


def _render(
    rng: np.random.Generator, num_images: int, glyph: tuple[Stroke, ...], knobs: GlyphKnobs
) -> NDArray[np.uint8]:
    """Render images of one glyph, uint8 of shape (n, 28, 28, 1)."""
    points = np.array([point for stroke in glyph for point in stroke], np.float32)
    jitter = rng.normal(0.0, knobs.corner_jitter, (num_images, *points.shape))
    placed = _place(rng, points + jitter.astype(np.float32), knobs)
    distance = np.sqrt(_squared_distance(placed, _segments(glyph)))
    radius = _uniform(rng, num_images, *knobs.pen_radius)
    # Half a pixel on either side of the line's edge: anti-aliasing.
    covered = np.clip((radius - distance) * IMAGE_SIZE + np.float32(0.5), 0, 1)
    ink = _uniform(rng, num_images, *knobs.ink)
    intensities = covered * ink * np.float32(255) + np.float32(0.5)
    images: NDArray[np.uint8] = intensities.astype(np.uint8)
    return images.reshape(num_images, IMAGE_SIZE, IMAGE_SIZE, 1)


def _uniform(rng: np.random.Generator, num_images: int, low: float, high: float) -> FloatArray:
    """Draw one number an image, uniform in [low, high), shape (n, 1)."""
    return rng.uniform(low, high, (num_images, 1)).astype(np.float32)


def _place(rng: np.random.Generator, points: FloatArray, knobs: GlyphKnobs) -> FloatArray:
    """Scale, shear, turn and shift each image's points about the centre; shape (n, points, 2)."""
    num_images = len(points)
    wide = _uniform(rng, num_images, *knobs.width_scale)
    tall = _uniform(rng, num_images, *knobs.height_scale)
    shear = _uniform(rng, num_images, -knobs.max_shear, knobs.max_shear)
    turn = _uniform(rng, num_images, -knobs.max_rotation, knobs.max_rotation)
    shift = rng.uniform(-knobs.max_shift, knobs.max_shift, (num_images, 1, 2)).astype(np.float32)
    x, y = points[..., 0] - np.float32(0.5), points[..., 1] - np.float32(0.5)
    x, y = x * wide + y * shear, y * tall
    turned = (np.cos(turn) * x - np.sin(turn) * y, np.sin(turn) * x + np.cos(turn) * y)
    placed: FloatArray = np.stack(turned, axis=-1) + np.float32(0.5) + shift
    return placed


def _segments(glyph: tuple[Stroke, ...]) -> list[tuple[int, int]]:
    """Return pairs of point numbers that a line joins; strokes are not joined to each other."""
    pairs: list[tuple[int, int]] = []
    first = 0
    for stroke in glyph:
        pairs.extend(pairwise(range(first, first + len(stroke))))
        first += len(stroke)
    return pairs


def _squared_distance(points: FloatArray, segments: list[tuple[int, int]]) -> FloatArray:
    """Return each pixel's squared distance to the nearest segment, shape (n, 28 * 28)."""
    center = (np.arange(IMAGE_SIZE, dtype=np.float32) + np.float32(0.5)) / IMAGE_SIZE
    pixel_x, pixel_y = np.tile(center, IMAGE_SIZE), np.repeat(center, IMAGE_SIZE)
    nearest = np.full((len(points), IMAGE_SIZE**2), np.inf, np.float32)
    for start, end in segments:
        from_x, from_y = points[:, start, :1], points[:, start, 1:]
        along_x, along_y = points[:, end, :1] - from_x, points[:, end, 1:] - from_y
        to_x, to_y = pixel_x - from_x, pixel_y - from_y
        # Two points that the jitter put in one place make a dot.
        length = np.maximum(along_x**2 + along_y**2, np.float32(1e-8))
        share = np.clip((to_x * along_x + to_y * along_y) / length, 0, 1)
        np.minimum(
            nearest, (to_x - share * along_x) ** 2 + (to_y - share * along_y) ** 2, out=nearest
        )
    return nearest


def _arc(center: Point, radii: Point, degrees: tuple[float, float], num_lines: int = 10) -> Stroke:
    """Return points on a part of an ellipse; 0 degrees is to the right, 90 is down."""
    angles = np.radians(np.linspace(*degrees, num_lines + 1))
    return tuple(
        (center[0] + radii[0] * math.cos(angle), center[1] + radii[1] * math.sin(angle))
        for angle in angles
    )


# Strokes in the unit square: x right, y down.
_GLYPHS: Final[tuple[tuple[Stroke, ...], ...]] = (
    (_arc((0.50, 0.50), (0.26, 0.38), (0, 360), 14),),
    (((0.36, 0.26), (0.52, 0.12), (0.52, 0.88)),),
    ((*_arc((0.50, 0.34), (0.24, 0.22), (190, 400), 8), (0.26, 0.88), (0.76, 0.88)),),
    (
        _arc((0.48, 0.31), (0.22, 0.19), (200, 450), 8),
        _arc((0.48, 0.69), (0.25, 0.20), (270, 520), 8),
    ),
    (((0.62, 0.88), (0.62, 0.12), (0.24, 0.62), (0.80, 0.62)),),
    (
        (
            (0.74, 0.12),
            (0.32, 0.12),
            (0.30, 0.46),
            *_arc((0.48, 0.66), (0.25, 0.22), (235, 490), 8),
        ),
    ),
    (((0.64, 0.10), (0.40, 0.34), *_arc((0.50, 0.66), (0.22, 0.22), (200, 560), 12)),),
    (((0.24, 0.13), (0.76, 0.13), (0.44, 0.88)),),
    (
        _arc((0.50, 0.31), (0.19, 0.19), (0, 360)),
        _arc((0.50, 0.70), (0.23, 0.19), (0, 360)),
    ),
    (_arc((0.50, 0.34), (0.22, 0.22), (0, 360), 12), ((0.72, 0.34), (0.66, 0.88))),
)
