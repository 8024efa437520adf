"""Cuts a pool of imported examples into disjoint splits, and into folds for cross-validation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.domain.training import Profile
from graders.errors import DatasetError


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """Which part of a pool a run hides.

    Attributes:
        index: From 0.
        count: Folds in all; with one, every run hides the same examples.
    """

    index: int
    count: int


ONLY_FOLD: Final = Fold(index=0, count=1)


def pool_splits(
    profile: Profile, available: int, *, name: str, seed: int, fold: Fold = ONLY_FOLD
) -> Mapping[str, NDArray[Any]]:
    """Return the places of `train`, `validation` and `hidden` in a pool, each in rising order.

    The splits of one fold are disjoint. So are the hidden splits of different folds: each fold
    begins a fold's length further in the same secret order.

    Args:
        profile: Sizes of the splits.
        available: Examples in the pool.
        name: Name of the data set, for messages.
        seed: Decides the order.
        fold: Which fold.

    Raises:
        DatasetError: The pool is too small for the profile, or a fold for its hidden split.
    """
    sizes = {
        "train": profile.num_train,
        "validation": profile.num_validation,
        "hidden": profile.num_hidden,
    }
    needed = sum(sizes.values())
    if needed > available:
        raise DatasetError(
            f"Profile {profile.name!r} needs {needed} examples of {name}; {available} are stored.",
            hint="Import the complete data set, or use a smaller profile.",
        )
    length = available // fold.count
    if profile.num_hidden > length:
        raise DatasetError(
            f"Profile {profile.name!r} hides {profile.num_hidden} examples of {name}; "
            f"one of {fold.count} folds has {length}.",
            hint="Set `hidden` to that many at most, or make fewer runs.",
        )
    order = np.random.default_rng(seed).permutation(available)
    order = np.roll(order, -fold.index * length)
    parts = np.split(order[:needed], np.cumsum(list(sizes.values()))[:-1])
    return {split: np.sort(part) for split, part in zip(sizes, parts, strict=True)}
