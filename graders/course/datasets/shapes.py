"""Procedural stand-in for CIFAR-10: ten shapes on cluttered backgrounds.

The stripes on a shape have any direction and say nothing about its class.
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

CLASS_NAMES: Final = SHAPE_NAMES
NUM_CLASSES: Final = len(CLASS_NAMES)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShapesKnobs(SceneKnobs):
    """Difficulty of `shapes10`; every knob is explained at `SceneKnobs`."""

    center_jitter: float = 5.0
    min_radius: float = 7.5
    max_radius: float = 12.0
    max_rotation: float = 0.30
    min_contrast: float = 0.45
    stripe_amplitude: float = 0.10
    background_amplitude: float = 0.10
    noise_std: float = 0.17
    cue_amplitude: float = 0.08
    cue_probability: float = 0.33
    cue_seed: int = 1234


DEFAULT: Final = ShapesKnobs()


def make_shapes10(
    num_examples: int, *, seed: int, knobs: ShapesKnobs = DEFAULT
) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Draw a data set; the same arguments give the same arrays.

    Args:
        num_examples: Number of images; at least 0.
        seed: Seed of everything but the cue templates. Give training, validation and hidden
            images different seeds: no image is shared.
        knobs: Difficulty.

    Returns:
        Images, uint8 of shape (num_examples, 32, 32, 3) with values 0..255, and labels, uint8 of
        shape (num_examples,) with values 0..9, in random order. Class counts differ by one at most.

    Raises:
        ValueError: `num_examples` or `seed` is negative.
    """
    classes = Classes(shapes=np.arange(NUM_CLASSES), stripes=_stripes)
    return draw(num_examples, seed=seed, classes=classes, knobs=knobs)


def _stripes(rng: np.random.Generator, labels: NDArray[np.uint8]) -> FloatArray:
    """Draw sinusoidal stripes of any direction and phase, shape (n, 32, 32), values -1..1."""
    num_images = len(labels)
    x, y = pixel_grid()
    direction = uniform(rng, num_images, 0.0, np.pi)
    frequency = uniform(rng, num_images, 0.8, 1.8)
    phase = uniform(rng, num_images, 0.0, 2 * np.pi)
    wave_x, wave_y = frequency * np.cos(direction), frequency * np.sin(direction)
    stripes: FloatArray = np.sin(wave_x * x + wave_y * y + phase)
    return stripes
