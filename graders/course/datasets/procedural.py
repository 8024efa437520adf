"""Data sets made by code, so that a fresh clone can grade without a download."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets.base import Examples, Superclasses
from graders.course.datasets.drawing import SHAPE_NAMES
from graders.course.datasets.glyphs import CLASS_NAMES as GLYPH_NAMES
from graders.course.datasets.glyphs import make_glyphs
from graders.course.datasets.shapes import CLASS_NAMES, make_shapes10
from graders.course.datasets.textured_shapes import CLASS_NAMES as TEXTURED_NAMES
from graders.course.datasets.textured_shapes import SHAPE_OF_CLASS, make_shapes100
from graders.domain.training import Profile


class Shapes10:
    """Ten shapes on coloured backgrounds; every split is drawn with a seed of its own."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the shapes, in label order."""
        return tuple(CLASS_NAMES)

    @property
    def superclasses(self) -> Superclasses | None:
        """None: the classes have no groups."""
        return None

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Empty: the examples are images."""
        return ()

    @property
    def downloadable(self) -> bool:
        """Never: it is made by code."""
        return False

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, Examples]:  # noqa: ARG002 - nothing is stored
        """Return `train`, `validation` and `hidden`, each from its own random stream."""
        return _drawn_splits(make_shapes10, profile, seed)


class Shapes100:
    """Ten shapes in ten textures; the groups of like classes are the shapes."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of shape and texture, in label order."""
        return TEXTURED_NAMES

    @property
    def superclasses(self) -> Superclasses | None:
        """The shapes, ten textures each."""
        return Superclasses(names=SHAPE_NAMES, of_class=SHAPE_OF_CLASS)

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Empty: the examples are images."""
        return ()

    @property
    def downloadable(self) -> bool:
        """Never: it is made by code."""
        return False

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, Examples]:  # noqa: ARG002 - nothing is stored
        """Return `train`, `validation` and `hidden`, each from its own random stream."""
        return _drawn_splits(make_shapes100, profile, seed)


class Glyphs:
    """Ten digit-like glyphs, grey; every split is drawn with a seed of its own."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the glyphs, in label order."""
        return GLYPH_NAMES

    @property
    def superclasses(self) -> Superclasses | None:
        """None: the classes have no groups."""
        return None

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Empty: the examples are images."""
        return ()

    @property
    def downloadable(self) -> bool:
        """Never: it is made by code."""
        return False

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, Examples]:  # noqa: ARG002 - nothing is stored
        """Return `train`, `validation` and `hidden`, each from its own random stream."""
        return _drawn_splits(make_glyphs, profile, seed)


class _Maker(Protocol):
    def __call__(self, num_examples: int, *, seed: int) -> tuple[NDArray[Any], NDArray[Any]]: ...


def _drawn_splits(make: _Maker, profile: Profile, seed: int) -> Mapping[str, Examples]:
    sizes = {
        "train": profile.num_train,
        "validation": profile.num_validation,
        "hidden": profile.num_hidden,
    }
    seeds = np.random.SeedSequence(seed).generate_state(len(sizes))
    return {
        name: Examples(inputs=images, labels=labels)
        for (name, size), part_seed in zip(sizes.items(), seeds, strict=True)
        for images, labels in [make(size, seed=int(part_seed))]
    }
