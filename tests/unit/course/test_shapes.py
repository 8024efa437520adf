from __future__ import annotations

import dataclasses
import time

import numpy as np
import pytest
from numpy.typing import NDArray

from graders.course.datasets.shapes import (
    CLASS_NAMES,
    DEFAULT,
    NUM_CLASSES,
    ShapesKnobs,
    make_shapes10,
)

NUM_TRAIN = 1500
NUM_HIDDEN = 1000


@pytest.fixture(scope="module")
def train() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    return make_shapes10(NUM_TRAIN, seed=1)


@pytest.fixture(scope="module")
def hidden() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    return make_shapes10(NUM_HIDDEN, seed=2)


def ridge_accuracy(
    train: tuple[NDArray[np.uint8], NDArray[np.uint8]],
    hidden: tuple[NDArray[np.uint8], NDArray[np.uint8]],
) -> float:
    """Hidden accuracy of a ridge classifier on 2x2-averaged pixels: the best linear guess."""

    def features(images: NDArray[np.uint8]) -> NDArray[np.float32]:
        blocks = images.reshape(len(images), 16, 2, 16, 2, 3).mean(axis=(2, 4), dtype=np.float32)
        return blocks.reshape(len(images), -1) / np.float32(127.5) - 1

    inputs, targets = features(train[0]), np.eye(NUM_CLASSES, dtype=np.float32)[train[1]] - 0.1
    kernel = inputs @ inputs.T
    kernel[np.diag_indices_from(kernel)] += 100.0
    weights = inputs.T @ np.linalg.solve(kernel, targets)
    return float((np.argmax(features(hidden[0]) @ weights, axis=1) == hidden[1]).mean())


def test_the_same_seed_gives_the_same_arrays() -> None:
    first, again = make_shapes10(300, seed=7), make_shapes10(300, seed=7)

    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])


def test_another_seed_gives_other_images_and_another_order() -> None:
    first, other = make_shapes10(300, seed=7), make_shapes10(300, seed=8)

    assert not (first[0] == other[0]).all(axis=(1, 2, 3)).any()
    assert not np.array_equal(first[1], other[1])


def test_the_global_generator_is_neither_read_nor_advanced() -> None:
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    make_shapes10(20, seed=7)

    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_shapes_and_types_are_those_of_cifar10(train) -> None:
    images, labels = train

    assert images.shape == (NUM_TRAIN, 32, 32, 3)
    assert labels.shape == (NUM_TRAIN,)
    assert images.dtype == labels.dtype == np.uint8


@pytest.mark.parametrize("num_examples", [0, 1, 9, 10, 257, 503])
def test_classes_are_balanced_to_within_one(num_examples) -> None:
    images, labels = make_shapes10(num_examples, seed=3)
    counts = np.bincount(labels, minlength=NUM_CLASSES)

    assert len(images) == num_examples
    assert counts.sum() == num_examples
    assert counts.max() - counts.min() <= 1


def test_images_use_the_whole_range_of_grey_levels(train) -> None:
    images, _ = train

    assert images.min() == 0
    assert images.max() == 255
    assert 100 < images.mean() < 155


def test_class_names_are_distinct_identifiers() -> None:
    assert len(set(CLASS_NAMES)) == NUM_CLASSES == 10
    assert all(name.isidentifier() for name in CLASS_NAMES)


def test_a_linear_model_learns_little_more_than_the_cue(train, hidden) -> None:
    accuracy = ridge_accuracy(train, hidden)

    assert 0.15 < accuracy < 0.45


def test_without_the_cue_a_linear_model_is_near_chance() -> None:
    knobs = ShapesKnobs(cue_amplitude=0.0)
    train = make_shapes10(NUM_TRAIN, seed=1, knobs=knobs)
    hidden = make_shapes10(NUM_HIDDEN, seed=2, knobs=knobs)

    assert ridge_accuracy(train, hidden) < 0.25


def test_every_class_has_its_own_shape() -> None:
    plain = ShapesKnobs(
        center_jitter=0.0,
        min_radius=11.0,
        max_radius=11.0,
        max_rotation=0.0,
        stripe_amplitude=0.0,
        background_amplitude=0.0,
        noise_std=0.0,
        cue_amplitude=0.0,
    )
    images, labels = make_shapes10(200, seed=4, knobs=plain)
    # With nothing else in the picture a pixel differs from the corner where the shape is.
    masks = (images != images[:, :1, :1]).any(axis=-1)
    templates = np.stack([masks[labels == label][0] for label in range(NUM_CLASSES)])

    for label in range(NUM_CLASSES):
        same_class = masks[labels == label]
        assert (same_class == templates[label]).mean() > 0.99
    differences = (templates[:, None] != templates[None]).sum(axis=(2, 3))
    assert differences[~np.eye(NUM_CLASSES, dtype=bool)].min() >= 40


def test_noise_is_a_knob() -> None:
    quiet = dataclasses.replace(DEFAULT, noise_std=0.0)
    loud = dataclasses.replace(DEFAULT, noise_std=0.3)

    def roughness(knobs: ShapesKnobs) -> float:
        images = make_shapes10(100, seed=5, knobs=knobs)[0].astype(np.float32)
        return float(np.abs(np.diff(images, axis=1)).mean())

    assert roughness(loud) > 2 * roughness(quiet)


def test_a_negative_size_is_refused() -> None:
    with pytest.raises(ValueError, match="num_examples must be at least 0, got -1"):
        make_shapes10(-1, seed=0)


def test_a_thousand_images_take_well_under_a_second() -> None:
    start = time.process_time()
    make_shapes10(1000, seed=6)

    assert time.process_time() - start < 1.0
