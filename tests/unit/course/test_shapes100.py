"""The hundred textured shapes: the texture is in the picture, and says which class it is."""

from __future__ import annotations

import dataclasses
import time
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from graders.course.datasets.drawing import SHAPE_NAMES
from graders.course.datasets.registered import DATASETS
from graders.course.datasets.shapes import make_shapes10
from graders.course.datasets.textured_shapes import (
    CLASS_NAMES,
    DEFAULT,
    NUM_CLASSES,
    SHAPE_OF_CLASS,
    STRIPE_ANGLES,
    TEXTURE_NAMES,
    TexturedShapesKnobs,
    make_shapes100,
)
from graders.domain.training import Limits, Profile, TrainingBudget
from graders.reports.messages import classes, classes_shapes100

LABELS_OF_SHAPES10 = [4, 0, 8, 0, 0, 0, 2, 2, 9, 9, 4, 2]
MEANS_OF_SHAPES10 = [55.53, 107.04, 82.85, 114.02, 159.76]
CALM = TexturedShapesKnobs(
    center_jitter=0.0,
    min_radius=12.0,
    max_radius=12.0,
    max_rotation=0.0,
    background_amplitude=0.0,
    noise_std=0.0,
    cue_amplitude=0.0,
    frequency_jitter=0.0,
    angle_jitter=0.0,
)


def profile(*, train: int, validation: int, hidden: int) -> Profile:
    return Profile(
        name="embedded",
        dataset="shapes100",
        num_train=train,
        num_validation=validation,
        num_hidden=hidden,
        num_train_probe=train,
        budget=TrainingBudget(max_epochs=1, max_batch_size=1, giga_macs=1.0),
        limits=Limits(
            wall_seconds=1,
            cpu_seconds=1,
            build_cpu_seconds=1,
            memory_mib=256,
            scratch_mib=1,
            num_processes=1,
            output_kib=1,
        ),
    )


def test_the_same_seed_gives_the_same_arrays() -> None:
    """Training data can be drawn again at any time; another seed shares no image."""
    first, again, other = (make_shapes100(300, seed=seed) for seed in (7, 7, 8))

    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert not (first[0] == other[0]).all(axis=(1, 2, 3)).any()


def test_shapes_and_types_are_those_of_cifar100() -> None:
    """One network serves both data sets."""
    images, labels = make_shapes100(250, seed=1)

    assert images.shape == (250, 32, 32, 3)
    assert images.dtype == labels.dtype == np.uint8
    assert images.min() == 0
    assert images.max() == 255


@pytest.mark.parametrize("num_examples", [0, 1, 99, 100, 257])
def test_classes_are_balanced_to_within_one(num_examples: int) -> None:
    """No class is rare by chance."""
    images, labels = make_shapes100(num_examples, seed=3)
    counts = np.bincount(labels, minlength=NUM_CLASSES)

    assert len(images) == counts.sum() == num_examples
    assert counts.max() - counts.min() <= 1


def test_a_negative_size_is_refused() -> None:
    """The message names the number."""
    with pytest.raises(ValueError, match="num_examples must be at least 0, got -1"):
        make_shapes100(-1, seed=0)


def test_a_class_is_a_shape_and_a_texture() -> None:
    """Names, groups and label order agree."""
    assert len(set(CLASS_NAMES)) == NUM_CLASSES == 100
    for label, name in enumerate(CLASS_NAMES):
        shape = SHAPE_NAMES[SHAPE_OF_CLASS[label]]
        assert name == f"{shape}_{TEXTURE_NAMES[label % 10]}"


def test_stripes_have_the_direction_and_width_of_their_class() -> None:
    """The strongest wave on squares runs across the stripes, anticlockwise with y upwards."""
    images, labels = make_shapes100(400, seed=5, knobs=CALM)
    square = SHAPE_NAMES.index("square")
    for texture in range(len(TEXTURE_NAMES)):
        chosen = images[labels == square * 10 + texture]
        angle, length = strongest_wave(chosen)
        expected = STRIPE_ANGLES[texture % len(STRIPE_ANGLES)]
        assert abs((angle - expected + 90) % 180 - 90) < 18, TEXTURE_NAMES[texture]
        assert (length < 5.5) == (texture >= len(STRIPE_ANGLES)), TEXTURE_NAMES[texture]


def strongest_wave(images: NDArray[np.uint8]) -> tuple[float, float]:
    """Direction in degrees, and length in pixels, of the stripes inside the square."""
    inside = images[:, 9:23, 9:23].astype(float).mean(axis=-1)
    inside -= inside.mean(axis=(1, 2), keepdims=True)
    power = (np.abs(np.fft.fft2(inside, s=(64, 64))) ** 2).mean(axis=0)
    rows, columns = np.meshgrid(*[np.fft.fftfreq(64)] * 2, indexing="ij")
    row, column = (axis.flat[power.argmax()] for axis in (rows, columns))
    # The stripes run at right angles to the wave; rows count downwards.
    return float(np.degrees(np.arctan2(column, row)) % 180), float(1 / np.hypot(row, column))


def test_a_mirror_image_shows_another_class() -> None:
    """Stripes at 36 degrees become stripes at 144, as the handout lets students find out."""
    images, labels = make_shapes100(400, seed=5, knobs=CALM)
    tilted = CLASS_NAMES.index("square_narrow_36")
    angle, _length = strongest_wave(images[labels == tilted][:, :, ::-1])

    assert abs(angle - 144) < 18


def test_noise_is_a_knob() -> None:
    """Difficulty is set by numbers, not by other code."""

    def roughness(noise_std: float) -> float:
        knobs = dataclasses.replace(DEFAULT, noise_std=noise_std)
        images = make_shapes100(100, seed=5, knobs=knobs)[0].astype(np.float32)
        return float(np.abs(np.diff(images, axis=1)).mean())

    assert roughness(0.3) > 2 * roughness(0.0)


def test_a_thousand_images_take_well_under_a_second() -> None:
    """Nobody waits for the data."""
    start = time.process_time()
    make_shapes100(1000, seed=6)

    assert time.process_time() - start < 1.0


def test_the_ten_shapes_are_drawn_as_before() -> None:
    """The shared renderer changes no image of `shapes10`: its calibration stays valid."""
    images, labels = make_shapes10(40, seed=7)

    assert labels[:12].tolist() == LABELS_OF_SHAPES10
    # A NumPy build may round a grey level the other way, never a whole picture.
    np.testing.assert_allclose(
        images.astype(float).mean(axis=(1, 2, 3))[:5], MEANS_OF_SHAPES10, atol=0.05
    )


def test_the_data_set_has_groups_and_needs_no_download(tmp_path: Path) -> None:
    """Splits have the profile's sizes and share no image; the groups are the shapes."""
    dataset = DATASETS.get("shapes100")
    splits = dataset.splits(
        profile(train=200, validation=100, hidden=300), seed=11, store=tmp_path / "empty"
    )

    assert not dataset.downloadable
    assert {name: len(part.labels) for name, part in splits.items()} == {
        "train": 200,
        "validation": 100,
        "hidden": 300,
    }
    seen = {image.tobytes() for part in splits.values() for image in part.inputs}
    assert len(seen) == 600
    assert dataset.superclasses is not None
    assert dataset.superclasses.names == SHAPE_NAMES
    assert np.bincount(dataset.superclasses.of_class).tolist() == [10] * 10


def test_every_class_has_its_own_name_in_both_languages() -> None:
    """No class is shown by its key, and no two by the same words."""
    texts = classes_shapes100.TEXTS

    assert set(texts) == {f"class.{name}" for name in CLASS_NAMES}
    assert len({text.es for text in texts.values()}) == NUM_CLASSES
    assert len({text.en for text in texts.values()}) == NUM_CLASSES
    assert not set(texts) & set(classes.TEXTS)
