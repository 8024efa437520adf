"""Procedural stand-in for CIFAR-100: ten shapes in ten textures, 100 classes in ten groups.

A texture is the direction and the width of the stripes on the shape, so a model must see the
outline and the surface. Like CIFAR-100's, the classes come in groups: those of one shape.

Directions are 36 degrees apart. A mirror image or a large turn of an image shows another class:
augmentation that is harmless for photographs destroys the labels here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets.drawing import (
    SHAPE_NAMES,
    Classes,
    FloatArray,
    SceneKnobs,
    draw,
    pixel_grid,
    uniform,
)

STRIPE_ANGLES: Final = (0, 36, 72, 108, 144)
"""Direction of the stripes in degrees, anticlockwise from the horizontal."""
STRIPE_WIDTHS: Final = ("wide", "narrow")
TEXTURE_NAMES: Final = tuple(
    f"{width}_{angle}" for width in STRIPE_WIDTHS for angle in STRIPE_ANGLES
)
CLASS_NAMES: Final = tuple(
    f"{shape}_{texture}" for shape in SHAPE_NAMES for texture in TEXTURE_NAMES
)
SHAPE_OF_CLASS: Final = tuple(
    shape for shape in range(len(SHAPE_NAMES)) for _texture in TEXTURE_NAMES
)
NUM_CLASSES: Final = len(CLASS_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class TexturedShapesKnobs(SceneKnobs):
    """Difficulty of `shapes100`; the knobs of every data set of shapes are at `SceneKnobs`.

    Attributes:
        wide_frequency: Frequency of wide stripes, in radians per pixel.
        narrow_frequency: Frequency of narrow stripes, in radians per pixel; below pi.
        frequency_jitter: Largest relative change of a frequency either way.
        angle_jitter: Largest change of the stripes' direction either way, in radians.
    """

    center_jitter: float = 3.5
    min_radius: float = 9.5
    max_radius: float = 13.0
    max_rotation: float = 0.20
    min_contrast: float = 0.80
    stripe_amplitude: float = 0.38
    background_amplitude: float = 0.08
    noise_std: float = 0.09
    cue_amplitude: float = 0.15
    cue_probability: float = 0.25
    cue_seed: int = 4321
    wide_frequency: float = 0.85
    narrow_frequency: float = 1.7
    frequency_jitter: float = 0.10
    angle_jitter: float = 0.35


DEFAULT: Final = TexturedShapesKnobs()


def make_shapes100(
    num_examples: int, *, seed: int, knobs: TexturedShapesKnobs = DEFAULT
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw a data set; the same arguments give the same arrays.

    Args:
        num_examples: Number of images; at least 0.
        seed: Seed of everything but the cue templates. Give training, validation and hidden
            images different seeds: no image is shared.
        knobs: Difficulty.

    Returns:
        Images, uint8 of shape (num_examples, 32, 32, 3) with values 0..255, and labels, uint8 of
        shape (num_examples,) with values 0..99, in random order. Class counts differ by one at
        most.

    Raises:
        ValueError: `num_examples` or `seed` is negative.
    """

    def stripes(rng: np.random.Generator, labels: NDArray[np.uint8]) -> FloatArray:
        return _stripes(rng, labels, knobs)

    classes = Classes(shapes=np.array(SHAPE_OF_CLASS), stripes=stripes)
    return draw(num_examples, seed=seed, classes=classes, knobs=knobs)


def _stripes(
    rng: np.random.Generator, labels: NDArray[np.uint8], knobs: TexturedShapesKnobs
) -> FloatArray:
    """Draw the sinusoidal stripes of each class, shape (n, 32, 32), values -1..1."""
    num_images = len(labels)
    x, y = pixel_grid()
    frequencies = np.array([knobs.wide_frequency, knobs.narrow_frequency], np.float32)
    width, angle = np.divmod(labels % len(TEXTURE_NAMES), len(STRIPE_ANGLES))
    spread, turn = knobs.frequency_jitter, knobs.angle_jitter
    frequency = frequencies[width].reshape(-1, 1, 1) * uniform(
        rng, num_images, 1 - spread, 1 + spread
    )
    direction = np.radians(np.array(STRIPE_ANGLES, np.float32))[angle].reshape(-1, 1, 1)
    direction = direction + uniform(rng, num_images, -turn, turn)
    phase = uniform(rng, num_images, 0.0, 2 * np.pi)
    # The wave runs across the stripes; y points down.
    wave_x, wave_y = frequency * np.sin(direction), frequency * np.cos(direction)
    stripes: FloatArray = np.sin(wave_x * x + wave_y * y + phase)
    return stripes
