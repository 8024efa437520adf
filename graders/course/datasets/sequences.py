"""Sequence data sets made by code, so that a fresh clone can grade without a download."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from graders.course.datasets import minireviews, recall
from graders.course.datasets.base import Examples, Superclasses
from graders.course.datasets.minireviews import ReviewKnobs, make_reviews
from graders.course.datasets.recall import RecallKnobs, make_recall, stretched, swap_keys
from graders.domain.training import Profile

NUM_SWAPPED: Final = 500
LONGER: Final = 1.25
_FEWEST_LONGER: Final = 500
_HIDDEN_PER_LONGER: Final = 4


class Recall:
    """Sequences to remember a key from; every split is drawn with a seed of its own.

    Args:
        knobs: Sizes and difficulty.
    """

    def __init__(self, knobs: RecallKnobs = recall.DEFAULT) -> None:
        self._knobs = knobs

    @property
    def class_names(self) -> tuple[str, ...]:
        """Names of the keys, in label order."""
        return recall.key_names(self._knobs)

    @property
    def superclasses(self) -> Superclasses | None:
        """None: the classes have no groups."""
        return None

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """A name for each token id."""
        return recall.token_names(self._knobs)

    @property
    def downloadable(self) -> bool:
        """Never: it is made by code."""
        return False

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, Examples]:  # noqa: ARG002 - nothing is stored
        """Return `train`, `validation`, `hidden`, and two more hidden splits.

        `swapped` repeats 500 hidden sequences (fewer when there are fewer) with the cued key
        exchanged; facts `source`, the index in `hidden`, and `old`, the key before. `longer` has
        sequences 1.25 times as long, with lags as much longer, a quarter as many as hidden ones
        and at least 500; fact `lag`. `hidden` has the facts `lag` and `has_decoy`.
        """
        train, validation, hidden, swap, longer = (
            int(part) for part in np.random.SeedSequence(seed).generate_state(5)
        )
        sequences = make_recall(profile.num_hidden, seed=hidden, knobs=self._knobs)
        swapped = swap_keys(sequences, NUM_SWAPPED, seed=swap, knobs=self._knobs)
        long_knobs = stretched(self._knobs, LONGER)
        num_longer = max(profile.num_hidden // _HIDDEN_PER_LONGER, _FEWEST_LONGER)
        long_sequences = make_recall(num_longer, seed=longer, knobs=long_knobs)
        return {
            "train": self._drawn(profile.num_train, train),
            "validation": self._drawn(profile.num_validation, validation),
            "hidden": Examples(
                inputs=sequences.tokens,
                labels=sequences.labels,
                facts={"lag": sequences.lags, "has_decoy": sequences.has_decoy},
            ),
            "swapped": Examples(
                inputs=swapped.tokens,
                labels=swapped.labels,
                facts={"source": swapped.source, "old": swapped.old},
            ),
            "longer": Examples(
                inputs=long_sequences.tokens,
                labels=long_sequences.labels,
                facts={"lag": long_sequences.lags},
            ),
        }

    def _drawn(self, num_examples: int, seed: int) -> Examples:
        sequences = make_recall(num_examples, seed=seed, knobs=self._knobs)
        return Examples(inputs=sequences.tokens, labels=sequences.labels)


class MiniReviews:
    """Short reviews made by code; every split is drawn with a seed of its own.

    Args:
        knobs: Sizes and difficulty.
    """

    def __init__(self, knobs: ReviewKnobs = minireviews.DEFAULT) -> None:
        self._knobs = knobs

    @property
    def class_names(self) -> tuple[str, ...]:
        """Negative and positive, in label order."""
        return minireviews.CLASS_NAMES

    @property
    def superclasses(self) -> Superclasses | None:
        """None: the classes have no groups."""
        return None

    @property
    def vocabulary(self) -> tuple[str, ...]:
        """The word of each token id."""
        return minireviews.VOCABULARY

    @property
    def downloadable(self) -> bool:
        """Never: it is made by code."""
        return False

    def splits(self, profile: Profile, *, seed: int, store: Path) -> Mapping[str, Examples]:  # noqa: ARG002 - nothing is stored
        """Return `train`, `validation` and `hidden`, each from its own random stream."""
        sizes = {
            "train": profile.num_train,
            "validation": profile.num_validation,
            "hidden": profile.num_hidden,
        }
        seeds = np.random.SeedSequence(seed).generate_state(len(sizes))
        return {
            name: Examples(inputs=tokens, labels=labels)
            for (name, size), part_seed in zip(sizes.items(), seeds, strict=True)
            for tokens, labels in [make_reviews(size, seed=int(part_seed), knobs=self._knobs)]
        }
