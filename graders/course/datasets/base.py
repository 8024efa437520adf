"""What a data set must provide: labelled examples for the splits of a profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from numpy.typing import NDArray

from graders.course.datasets.pool_splits import ONLY_FOLD, Fold
from graders.domain.training import Profile


@dataclass(frozen=True, slots=True, kw_only=True)
class Examples:
    """Inputs with their true classes.

    Attributes:
        inputs: `(num_examples, height, width, channels)` uint8 images, or
            `(num_examples, length)` int32 token ids.
        labels: `(num_examples,)` uint8, in [0, num_classes).
        facts: More that is known of each example and never crosses the wall, such as the lag of a
            sequence; arrays of length `num_examples` by name.
    """

    inputs: NDArray[Any]
    labels: NDArray[Any]
    facts: Mapping[str, NDArray[Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Superclasses:
    """Groups of like classes.

    Attributes:
        names: Names of the groups.
        of_class: Index of each class's group, in label order.
    """

    names: tuple[str, ...]
    of_class: tuple[int, ...]


class Dataset(Protocol):
    """One data set, registered by name."""

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the classes, in label order."""

    @property
    def superclasses(self) -> Superclasses | None:
        """Groups of like classes; None where the data set has none."""

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """Word of each token id; empty for images."""

    @property
    def downloadable(self) -> bool:
        """Whether its examples come from outside and must be imported or downloaded once."""

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, Examples]:
        """Return `train`, `validation`, `hidden` and whatever else is predicted, drawn by `seed`.

        Further splits, such as sequences with the key swapped, are hidden as well: the worker gets
        their inputs to predict, never their labels or facts.

        Raises:
            DatasetError: The data is not there, damaged, or too small for the profile.
        """


@runtime_checkable
class ImportedDataset(Dataset, Protocol):
    """A data set that comes from outside: imported once, stored, and re-split by the secret."""

    def splits(
        self, profile: Profile, *, seed: int, store: Path, fold: Fold = ONLY_FOLD
    ) -> Mapping[str, Examples]:
        """Return `train`, `validation` and `hidden`, disjoint parts of the pool, drawn by `seed`.

        `fold` says which part of the pool is hidden; hidden parts of different folds are disjoint.

        Raises:
            DatasetError: The data is not there, damaged, or too small for the profile.
        """

    def import_file(self, file: Path, store: Path) -> int:
        """Check a `.npz` file and store its pooled examples; return how many there are.

        Raises:
            DatasetError: The file is missing, damaged, or not this data set.
        """

    def stored_examples(self, store: Path) -> int:
        """Return how many examples are stored; 0 when the data set is not on this machine."""

    def verify(self, store: Path) -> int:
        """Recompute the checksum of the stored pool; return how many examples it has.

        Raises:
            DatasetError: It is missing or does not match its checksum.
        """
