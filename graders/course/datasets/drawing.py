"""Draws one shape per image on a cluttered background; the data sets of shapes share it.

Each 32x32 RGB image shows one shape, moved, scaled and turned at random, filled with stripes, on a
background of slowly varying colour, under white noise. A faint class-specific tint of the
background (the *context cue*) is right more often than chance: a model that cannot see shapes
still learns something, and a model that relies on the cue alone stays far behind.

Source:
    Own design; no image comes from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float32]
SignedDistance = Callable[[FloatArray, FloatArray], NDArray[np.floating]]
Stripes = Callable[[np.random.Generator, NDArray[np.uint8]], FloatArray]

IMAGE_SIZE: Final = 32
NUM_CHANNELS: Final = 3
SHAPE_NAMES: Final = (
    "disk",
    "ring",
    "square",
    "frame",
    "triangle",
    "plus",
    "cross",
    "bars",
    "tee",
    "half_disk",
)

# Images rendered at once: enough to amortise numpy's calls, small enough to stay in the cache.
_BATCH_SIZE: Final = 250


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneKnobs:
    """What makes a data set of shapes easy or hard.

    Intensities and colours are fractions of the range 0..1 before rounding to 0..255.

    Attributes:
        center_jitter: Largest shift of the shape's centre along each axis, in pixels.
        min_radius: Smallest half-width of a shape, in pixels.
        max_radius: Largest half-width of a shape, in pixels.
        max_rotation: Largest turn either way, in radians; below pi/8, or plus and cross mix.
        min_contrast: Least Euclidean RGB distance between shape and background colour.
        stripe_amplitude: Amplitude of the stripes on the shape, as an intensity.
        background_amplitude: Standard deviation of the background's colour field, as an intensity.
        noise_std: Standard deviation of the white noise of each channel, as an intensity.
        cue_amplitude: Mean standard deviation of the context cue, as an intensity.
        cue_probability: Chance that the cue is of the image's own class; otherwise it is of a
            class drawn uniformly, so a cue-only model of c classes reaches `p + (1 - p) / c`.
        cue_seed: Seed of the cue templates; the same in training and hidden images.
    """

    center_jitter: float
    min_radius: float
    max_radius: float
    max_rotation: float
    min_contrast: float
    stripe_amplitude: float
    background_amplitude: float
    noise_std: float
    cue_amplitude: float
    cue_probability: float
    cue_seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Classes:
    """What the classes of a data set look like.

    Attributes:
        shapes: Index into `SHAPE_NAMES` of each class, shape (c,).
        stripes: Draws the stripes of the images with the labels given, shape (n, 32, 32),
            values -1..1.
    """

    shapes: NDArray[np.integer]
    stripes: Stripes


def draw(
    num_examples: int, *, seed: int, classes: Classes, knobs: SceneKnobs
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw a data set; the same arguments give the same arrays.

    Args:
        num_examples: Number of images, n; at least 0.
        seed: Seed of everything but the cue templates.
        classes: What the c classes look like; at most 256.
        knobs: Difficulty.

    Returns:
        Images, uint8 of shape (n, 32, 32, 3) with values 0..255, and labels, uint8 of shape (n,)
        with values 0..c-1, in random order. Class counts differ by one at most.

    Raises:
        ValueError: `num_examples` or `seed` is negative.
    """
    if num_examples < 0:
        raise ValueError(f"num_examples must be at least 0, got {num_examples}")
    num_classes = len(classes.shapes)
    rng = np.random.default_rng(seed)
    labels = rng.permutation(np.arange(num_examples) % num_classes).astype(np.uint8)
    templates = _cue_templates(num_classes, seed=knobs.cue_seed)
    images = np.empty((num_examples, IMAGE_SIZE, IMAGE_SIZE, NUM_CHANNELS), np.uint8)
    for start in range(0, num_examples, _BATCH_SIZE):
        batch = slice(start, start + _BATCH_SIZE)
        images[batch] = _render(rng, labels[batch], templates, classes=classes, knobs=knobs)
    return images, labels


def _render(
    rng: np.random.Generator,
    labels: NDArray[np.uint8],
    templates: FloatArray,
    *,
    classes: Classes,
    knobs: SceneKnobs,
) -> NDArray[np.uint8]:
    """Render one batch.

    Args:
        rng: Source of everything random.
        labels: Classes, shape (n,).
        templates: Cue templates, shape (c, 32, 32, 3).
        classes: What the classes look like.
        knobs: Difficulty.

    Returns:
        Images, uint8 of shape (n, 32, 32, 3).
    """
    num_images = len(labels)
    coverage = _coverage(rng, classes.shapes[labels], knobs)[..., np.newaxis]
    background_color, shape_color = _colors(rng, num_images, knobs.min_contrast)
    images = _smooth_field(rng, num_images, grid_size=5)
    images *= np.float32(knobs.background_amplitude)
    images += background_color
    surface = knobs.stripe_amplitude * classes.stripes(rng, labels)[..., np.newaxis] + shape_color
    # Background to surface by coverage, in place: three temporaries less.
    surface -= images
    surface *= coverage
    images += surface
    own_cue = rng.random(num_images) < knobs.cue_probability
    cue = np.where(own_cue, labels, rng.integers(0, len(templates), num_images))
    images += knobs.cue_amplitude * uniform(rng, num_images, 0.5, 1.5)[..., None] * templates[cue]
    noise = rng.standard_normal(images.shape, dtype=np.float32)
    noise *= np.float32(knobs.noise_std)
    images += noise
    images *= np.float32(255)
    images += np.float32(0.5)
    return np.clip(images, 0, 255, out=images).astype(np.uint8)


def uniform(rng: np.random.Generator, num_images: int, low: float, high: float) -> FloatArray:
    """Draw one number an image, uniform in [low, high), shape (n, 1, 1)."""
    return rng.uniform(low, high, (num_images, 1, 1)).astype(np.float32)


def pixel_grid() -> tuple[FloatArray, FloatArray]:
    """Return pixel coordinates as a row (1, 1, 32) of x and a column (1, 32, 1) of y."""
    axis = np.arange(IMAGE_SIZE, dtype=np.float32)
    return axis.reshape(1, 1, -1), axis.reshape(1, -1, 1)


def _coverage(
    rng: np.random.Generator, shapes: NDArray[np.integer], knobs: SceneKnobs
) -> FloatArray:
    """Return the share of each pixel that the shape covers, shape (n, 32, 32), values 0..1."""
    num_images = len(shapes)
    x, y = pixel_grid()
    center = (IMAGE_SIZE - 1) / 2
    low, high = center - knobs.center_jitter, center + knobs.center_jitter
    offset_x = x - uniform(rng, num_images, low, high)
    offset_y = y - uniform(rng, num_images, low, high)
    radius = uniform(rng, num_images, knobs.min_radius, knobs.max_radius)
    angle = uniform(rng, num_images, -knobs.max_rotation, knobs.max_rotation)
    cos, sin = np.cos(angle) / radius, np.sin(angle) / radius
    turned_x = cos * offset_x + sin * offset_y
    turned_y = cos * offset_y - sin * offset_x
    coverage = np.empty((num_images, IMAGE_SIZE, IMAGE_SIZE), np.float32)
    for shape, signed_distance in enumerate(_SHAPES):
        chosen = np.flatnonzero(shapes == shape)
        distance = signed_distance(turned_x[chosen], turned_y[chosen])
        # Distances are in radii; half a pixel either side of the edge is blended.
        coverage[chosen] = np.clip(distance * radius[chosen] + 0.5, 0, 1)
    return coverage


def _colors(
    rng: np.random.Generator, num_images: int, min_contrast: float
) -> tuple[FloatArray, FloatArray]:
    """Draw the RGB colours of background and shape, each of shape (n, 1, 1, 3), values 0..1."""
    shape = (num_images, 1, 1, NUM_CHANNELS)
    background = rng.uniform(0.15, 0.85, shape).astype(np.float32)
    difference = rng.uniform(0.0, 1.0, shape).astype(np.float32) - background
    contrast = np.sqrt(np.square(difference).sum(axis=-1, keepdims=True))
    stretch = np.maximum(contrast, min_contrast) / np.maximum(contrast, 1e-3)
    return background, np.clip(background + difference * stretch, 0, 1).astype(np.float32)


def _smooth_field(rng: np.random.Generator, num_images: int, *, grid_size: int) -> FloatArray:
    """Draw colour fields: normal numbers on a coarse grid, interpolated bilinearly.

    Args:
        rng: Source of the grid's values.
        num_images: Number of fields, n.
        grid_size: Points of the coarse grid along each axis.

    Returns:
        Fields of shape (n, 32, 32, 3), mean 0, standard deviation at most 1.
    """
    shape = (num_images, grid_size, grid_size, NUM_CHANNELS)
    coarse = rng.standard_normal(shape, dtype=np.float32)
    position = np.linspace(0, grid_size - 1, IMAGE_SIZE)
    lower = np.minimum(position.astype(np.intp), grid_size - 2)
    fraction = (position - lower).astype(np.float32)
    rows = fraction.reshape(1, -1, 1, 1)
    columns = fraction.reshape(1, 1, -1, 1)
    tall = coarse[:, lower] * (1 - rows) + coarse[:, lower + 1] * rows
    field: FloatArray = tall[:, :, lower] * (1 - columns)
    field += tall[:, :, lower + 1] * columns
    return field


def _cue_templates(num_classes: int, *, seed: int) -> FloatArray:
    """Return the context cue of each class, shape (c, 32, 32, 3), standard deviation 1."""
    templates = _smooth_field(np.random.default_rng(seed), num_classes, grid_size=3)
    templates /= templates.std(axis=(1, 2, 3), keepdims=True)
    return templates


def _box(
    x: FloatArray, y: FloatArray, center_y: float, half_width: float, half_height: float
) -> FloatArray:
    """Return the signed distance to the edge of an upright box at x = 0; positive inside."""
    distance: FloatArray = np.minimum(half_width - np.abs(x), half_height - np.abs(y - center_y))
    return distance


def _diagonals(x: FloatArray, y: FloatArray, half_length: float, half_width: float) -> FloatArray:
    """Return the signed distance to two round-ended diagonal strokes; positive inside."""
    along, across = (x + y) * np.float32(0.5**0.5), (x - y) * np.float32(0.5**0.5)
    falling = np.hypot(np.maximum(np.abs(along) - half_length, 0), across)
    rising = np.hypot(np.maximum(np.abs(across) - half_length, 0), along)
    distance: FloatArray = half_width - np.minimum(falling, rising)
    return distance


# Signed distances to the edge, positive inside, in units of the radius: x right, y down.
_SHAPES: Final[tuple[SignedDistance, ...]] = (
    lambda x, y: 0.80 - np.hypot(x, y),
    lambda x, y: 0.22 - np.abs(np.hypot(x, y) - 0.68),
    lambda x, y: _box(x, y, 0, 0.72, 0.72),
    lambda x, y: np.minimum(_box(x, y, 0, 0.85, 0.85), -_box(x, y, 0, 0.48, 0.48)),
    lambda x, y: np.minimum(0.62 - y, 0.52 + 0.48 * y - 0.86 * np.abs(x)),
    lambda x, y: np.maximum(_box(x, y, 0, 0.92, 0.26), _box(x, y, 0, 0.26, 0.92)),
    lambda x, y: _diagonals(x, y, 0.99, 0.24),
    lambda x, y: np.maximum(_box(x, y, -0.5, 0.9, 0.24), _box(x, y, 0.5, 0.9, 0.24)),
    lambda x, y: np.maximum(_box(x, y, -0.62, 0.9, 0.25), _box(x, y, 0.1, 0.25, 0.9)),
    lambda x, y: np.minimum(0.85 - np.hypot(x + 0.3, y), x + 0.30),
)
