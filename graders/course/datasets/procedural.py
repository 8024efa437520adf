"""Data sets made by code, so that a fresh clone can grade without a download."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import numpy as np

from graders.course.datasets.base import LabelledImages
from graders.course.datasets.shapes import CLASS_NAMES, make_shapes10
from graders.domain.training import Profile


class Shapes10:
    """Ten shapes on coloured backgrounds; every split is drawn with a seed of its own."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the shapes, in label order."""
        return tuple(CLASS_NAMES)

    @property
    def downloadable(self) -> bool:
        """Never: it is made by code."""
        return False

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, LabelledImages]:  # noqa: ARG002 - nothing is stored
        """Return `train`, `validation` and `hidden`, each from its own random stream."""
        sizes = {
            "train": profile.num_train,
            "validation": profile.num_validation,
            "hidden": profile.num_hidden,
        }
        seeds = np.random.SeedSequence(seed).generate_state(len(sizes))
        return {
            name: LabelledImages(images=images, labels=labels)
            for (name, size), part_seed in zip(sizes.items(), seeds, strict=True)
            for images, labels in [make_shapes10(size, seed=int(part_seed))]
        }
