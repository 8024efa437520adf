"""What a data set must provide: labelled images for the three splits of a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from graders.domain.training import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledImages:
    """Images with their true classes.

    Attributes:
        images: `(num_examples, height, width, channels)` uint8.
        labels: `(num_examples,)` uint8, in [0, num_classes).
    """

    images: NDArray[Any]
    labels: NDArray[Any]


class Dataset(Protocol):
    """One data set, registered by name."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in label order."""

    @property
    def downloadable(self) -> bool:
        """Whether its images come from outside and must be imported or downloaded once."""

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, LabelledImages]:
        """Return `train`, `validation` and `hidden`, disjoint, drawn by `seed`.

        Raises:
            DatasetError: The data is not there, damaged, or too small for the profile.
        """
