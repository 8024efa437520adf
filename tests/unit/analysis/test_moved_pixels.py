"""Copies of hidden images: what they are, and what answers to them tell."""

from __future__ import annotations

import numpy as np
import pytest

from graders.analysis.moved_pixels import compare_moved
from graders.course.datasets.base import Examples
from graders.course.moved_copies import moved_copies

RNG = np.random.default_rng(7)
HIDDEN = Examples(
    inputs=RNG.integers(0, 256, (50, 6, 6, 3), dtype=np.uint8),
    labels=RNG.integers(0, 10, 50).astype(np.uint8),
)


def test_a_copy_differs_by_one_level_in_every_pixel_that_has_room():
    """Type, shape and label stay; only values at the ends of the range may stay as they are."""
    copies = moved_copies(HIDDEN, 20, seed=1)
    originals = HIDDEN.inputs[copies.facts["original"]]
    difference = np.abs(copies.inputs.astype(int) - originals.astype(int))
    assert copies.inputs.dtype == np.uint8
    assert copies.inputs.shape == (20, 6, 6, 3)
    assert difference.max() == 1
    assert ((difference == 1) | (originals == 0) | (originals == 255)).all()
    np.testing.assert_array_equal(copies.labels, HIDDEN.labels[copies.facts["original"]])


def test_copies_follow_from_the_seed_and_are_of_different_images():
    """Equal secret, equal copies; no image is asked three times."""
    one, again, other = (moved_copies(HIDDEN, 20, seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(one.inputs, again.inputs)
    assert not np.array_equal(one.facts["original"], other.facts["original"])
    assert len(set(one.facts["original"].tolist())) == 20


def test_there_are_no_more_copies_than_hidden_images():
    """A small hidden split is copied whole."""
    assert len(moved_copies(HIDDEN, 200, seed=1).labels) == 50


def answers(classes):
    return np.eye(10, dtype=np.float32)[np.asarray(classes) % 10]


@pytest.mark.parametrize(
    ("shift_of_copies", "accuracy", "lost", "won"), [(0, 1.0, 0, 0), (1, 0.0, 20, 0)]
)
def test_answers_to_copies_are_compared_with_those_to_their_originals(
    shift_of_copies, accuracy, lost, won
):
    """Each copy is told from its own original, not from the split as a whole."""
    copies = moved_copies(HIDDEN, 20, seed=1)
    found = compare_moved(
        {
            "hidden": answers(HIDDEN.labels.astype(int)),
            "moved": answers(copies.labels.astype(int) + shift_of_copies),
        },
        {"hidden": HIDDEN.labels, "moved": copies.labels},
        {"moved": copies.facts},
    )
    assert found is not None
    assert (found.original_accuracy, found.moved_accuracy) == (1.0, accuracy)
    assert (found.num_lost, found.num_won) == (lost, won)


def test_errors_count_pairs():
    """Answers that change both ways widen the error; answers that all change one way do not."""
    copies = moved_copies(HIDDEN, 40, seed=1)
    labels = copies.labels.astype(int)
    half = np.arange(40) < 20
    hidden = np.zeros(50, int)
    hidden[copies.facts["original"]] = labels + half
    found = compare_moved(
        {"hidden": answers(hidden), "moved": answers(labels + ~half)},
        {"hidden": HIDDEN.labels, "moved": copies.labels},
        {"moved": copies.facts},
    )
    assert found is not None
    assert found.drop == 0.0
    assert found.standard_error == pytest.approx(40**0.5 / 40)


def test_without_copies_nothing_is_said():
    """Sequences and generators have none."""
    assert compare_moved({"hidden": answers([1])}, {"hidden": np.array([1])}, {}) is None
