"""The classes of CIFAR-100 and their groups are the official ones, and have names to read."""

from __future__ import annotations

from collections import Counter

import pytest

from graders.course.datasets.cifar100_classes import CLASS_NAMES, MEMBERS, SUPERCLASSES
from graders.course.datasets.registered import DATASETS
from graders.reports.messages import classes, classes_cifar100


def test_a_hundred_classes_in_alphabetical_order() -> None:
    """A label of the files that Keras downloads is a place in this order."""
    assert len(set(CLASS_NAMES)) == len(CLASS_NAMES) == 100
    assert list(CLASS_NAMES) == sorted(CLASS_NAMES)
    # Labels that are well known from other software.
    known = {0: "apple", 8: "bicycle", 23: "cloud", 47: "maple_tree", 67: "ray", 99: "worm"}
    assert {label: CLASS_NAMES[label] for label in known} == known


def test_twenty_groups_of_five() -> None:
    """Every class is in one group."""
    assert len(SUPERCLASSES.names) == 20
    assert list(SUPERCLASSES.names) == sorted(SUPERCLASSES.names)
    assert set(Counter(SUPERCLASSES.of_class).values()) == {5}
    for label, name in enumerate(CLASS_NAMES):
        assert name in MEMBERS[SUPERCLASSES.names[SUPERCLASSES.of_class[label]]]


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("whale", "aquatic_mammals"),
        ("ray", "fish"),
        ("mushroom", "fruit_and_vegetables"),
        ("kangaroo", "large_omnivores_and_herbivores"),
        ("worm", "non-insect_invertebrates"),
        ("train", "vehicles_1"),
        ("streetcar", "vehicles_2"),
    ],
)
def test_groups_that_are_easily_mixed_up(name: str, group: str) -> None:
    """The table is that of the data set, not common sense."""
    index = SUPERCLASSES.of_class[CLASS_NAMES.index(name)]
    assert SUPERCLASSES.names[index] == group


def test_the_registered_data_set_has_them() -> None:
    """Scores by group need no further table."""
    dataset = DATASETS.get("cifar100")

    assert dataset.class_names == CLASS_NAMES
    assert dataset.superclasses == SUPERCLASSES
    assert dataset.downloadable


def test_every_class_and_group_has_a_name_in_both_languages() -> None:
    """No class is shown by its key, and no two by the same words."""
    texts = classes_cifar100.TEXTS

    assert set(texts) == {f"class.{name}" for name in (*CLASS_NAMES, *SUPERCLASSES.names)}
    assert len({text.es for text in texts.values()}) == len(texts)
    assert len({text.en for text in texts.values()}) == len(texts)
    assert not set(texts) & set(classes.TEXTS)
