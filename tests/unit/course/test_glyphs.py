"""Glyphs: seeded, balanced, of ten kinds that a simple model can tell apart."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import numpy as np
import pytest

from graders.course.datasets.glyphs import (
    CLASS_NAMES,
    DEFAULT,
    NUM_CLASSES,
    GlyphKnobs,
    make_glyphs,
)
from graders.course.datasets.registered import DATASETS
from tests.assignment_factories import make_assignment


@pytest.fixture(scope="module")
def train():
    return make_glyphs(1_500, seed=1)


def test_the_same_seed_gives_the_same_arrays():
    """A seed is the whole data set."""
    first, again = make_glyphs(300, seed=7), make_glyphs(300, seed=7)
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])


def test_another_seed_gives_other_images_and_another_order():
    """No image is shared, so hidden images cannot leak."""
    first, other = make_glyphs(300, seed=7), make_glyphs(300, seed=8)
    same = (first[0][:, None] == other[0][None]).all(axis=(2, 3, 4))
    assert not same.any()
    assert not np.array_equal(first[1], other[1])


def test_the_global_generator_is_neither_read_nor_advanced():
    """Drawing data does not disturb anybody's seed."""
    np.random.seed(0)
    before = np.random.get_state()[1].copy()
    make_glyphs(20, seed=7)
    np.testing.assert_array_equal(np.random.get_state()[1], before)


def test_shapes_and_types_are_those_of_mnist_with_a_channel(train):
    """Grey images of 28 by 28, black around the glyph, bright on it."""
    images, labels = train
    assert images.shape == (1_500, 28, 28, 1)
    assert labels.shape == (1_500,)
    assert images.dtype == labels.dtype == np.uint8
    assert images.min() == 0
    assert images.max() > 240
    assert (images == 0).mean() > 0.6


@pytest.mark.parametrize("num_examples", [0, 1, 9, 10, 257, 503])
def test_classes_are_balanced_to_within_one(num_examples):
    """Class histograms of samples can be compared with equal shares."""
    images, labels = make_glyphs(num_examples, seed=3)
    counts = np.bincount(labels, minlength=NUM_CLASSES)
    assert len(images) == counts.sum() == num_examples
    assert counts.max() - counts.min() <= 1


def test_glyphs_stay_inside_the_image(train):
    """Hardly any ink touches the border: nothing is cut off."""
    images = train[0].astype(int)
    border = images.sum() - images[:, 1:-1, 1:-1].sum()
    assert border < 0.01 * images.sum()


def test_classes_are_told_apart_by_the_nearest_image(train):
    """The nearest training image nearly always has the same class."""
    images, labels = train
    points = images.reshape(len(images), -1).astype(np.float32)
    hidden, expected = make_glyphs(300, seed=2)
    rows = hidden.reshape(300, -1).astype(np.float32)
    distances = (points**2).sum(axis=1) - 2 * rows @ points.T
    assert (labels[distances.argmin(axis=1)] == expected).mean() > 0.95


def test_without_variety_every_image_of_a_class_is_the_same():
    """All differences within a class come from the knobs."""
    still = GlyphKnobs(
        corner_jitter=0.0,
        width_scale=(0.9, 0.9),
        height_scale=(0.9, 0.9),
        max_shear=0.0,
        max_rotation=0.0,
        max_shift=0.0,
        pen_radius=(0.05, 0.05),
        ink=(0.9, 0.9),
    )
    images, labels = make_glyphs(60, seed=4, knobs=still)
    templates = np.stack([images[labels == label][0] for label in range(NUM_CLASSES)])
    np.testing.assert_array_equal(images, templates[labels])
    assert len(np.unique(templates, axis=0)) == NUM_CLASSES


def test_shift_is_a_knob():
    """A larger shift spreads the ink's centre."""

    def spread(max_shift: float) -> float:
        knobs = dataclasses.replace(DEFAULT, max_shift=max_shift)
        images = make_glyphs(200, seed=5, knobs=knobs)[0][..., 0].astype(float)
        columns = images.sum(axis=1) @ np.arange(28) / images.sum(axis=(1, 2))
        return float(columns.std())

    assert spread(0.12) > 1.5 * spread(0.0)


def test_a_negative_size_is_refused():
    """A mistake is told at once."""
    with pytest.raises(ValueError, match="num_examples must be at least 0, got -1"):
        make_glyphs(-1, seed=0)


def test_a_thousand_images_take_well_under_a_second():
    """Preparing data costs nothing worth speaking of."""
    start = time.process_time()
    make_glyphs(1_000, seed=6)
    assert time.process_time() - start < 1.0


def test_registered_data_set_draws_three_different_splits(tmp_path: Path):
    """Training, validation and hidden images have streams of their own."""
    dataset = DATASETS.get("glyphs")
    any_profile = next(iter(make_assignment().profiles.values()))
    profile = dataclasses.replace(any_profile, num_train=60, num_validation=20, num_hidden=20)
    splits = dataset.splits(profile, seed=3, store=tmp_path)
    assert dataset.class_names == CLASS_NAMES
    assert not dataset.downloadable
    assert len(splits["train"].inputs) == profile.num_train
    assert not np.array_equal(splits["validation"].inputs[:9], splits["hidden"].inputs[:9])
