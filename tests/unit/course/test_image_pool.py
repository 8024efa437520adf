"""Grey data sets: files without an axis for the channel are what Keras itself writes."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from graders.course.datasets.registered import DATASETS
from graders.errors import DatasetError
from graders.reports.messages.classes_gray import TEXTS
from tests.assignment_factories import make_assignment

GREY = ("mnist", "fashion_mnist")


def write_grey(path, shape=(28, 28)):
    rng = np.random.default_rng(0)
    np.savez(
        path,
        x_train=rng.integers(0, 256, (40, *shape)).astype(np.uint8),
        y_train=(np.arange(40) % 10).astype(np.uint8),
        x_test=rng.integers(0, 256, (20, *shape)).astype(np.uint8),
        y_test=(np.arange(20) % 10).astype(np.uint8),
    )
    return path


@pytest.mark.parametrize("name", GREY)
@pytest.mark.parametrize("shape", [(28, 28), (28, 28, 1)])
def test_grey_images_get_their_channel_and_nothing_else(tmp_path, name, shape):
    """Both layouts are stored alike, values unchanged."""
    file = write_grey(tmp_path / "data.npz", shape)
    pool = DATASETS.get(name)
    assert pool.import_file(file, tmp_path / "store") == 60
    profile = dataclasses.replace(
        next(iter(make_assignment().profiles.values())),
        num_train=30,
        num_validation=10,
        num_hidden=20,
    )
    splits = pool.splits(profile, seed=1, store=tmp_path / "store")
    assert splits["train"].inputs.shape == (30, 28, 28, 1)
    pooled = np.concatenate([part.inputs for part in splits.values()])
    with np.load(file) as arrays:
        sent = np.concatenate([arrays["x_train"], arrays["x_test"]])
    assert {image.tobytes() for image in pooled} == {image.tobytes() for image in sent}


def test_layouts_are_the_same_data_set(tmp_path):
    """Importing the other layout of stored data changes nothing and is no error."""
    pool = DATASETS.get("mnist")
    pool.import_file(write_grey(tmp_path / "flat.npz", (28, 28)), tmp_path / "store")
    assert (
        pool.import_file(write_grey(tmp_path / "axis.npz", (28, 28, 1)), tmp_path / "store") == 60
    )


@pytest.mark.parametrize("shape", [(32, 32), (28, 28, 3), (28,)])
def test_other_shapes_are_refused(tmp_path, shape):
    """Only images of the data set's own size are taken."""
    with pytest.raises(DatasetError, match="must be uint8 images"):
        DATASETS.get("mnist").import_file(
            write_grey(tmp_path / "data.npz", shape), tmp_path / "store"
        )


@pytest.mark.parametrize("name", ["glyphs", *GREY])
def test_every_class_has_its_words(name):
    """A report never shows a bare class name."""
    names = DATASETS.get(name).class_names
    assert len(set(names)) == 10
    assert all(f"class.{entry}" in TEXTS for entry in names)
