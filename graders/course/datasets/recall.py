"""Procedural sequences that can be answered only by remembering one token for long.

A sequence of random tokens ends in `QUERY`. One token `CUE` announces a key, and the class of the
sequence is the key that follows the *first* cue. Keys without a cue are everywhere, so counting
words does not help; half of the sequences have a second cue with another key later on, so the last
cue is not the answer. The lag is the distance from the key to the query. Several lags are mixed:
the short ones are learned first and lead a network to the long ones, where a single long lag would
leave it to luck when learning begins.

Source:
    Own design, after the temporal order problem of S. Hochreiter and J. Schmidhuber, "Long
    Short-Term Memory", Neural Computation 9(8), 1997, section 5.6.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

TokenArray = NDArray[np.int32]
LabelArray = NDArray[np.uint8]

CUE: Final = 1
QUERY: Final = 2
FIRST_KEY: Final = 3

# A second cue and its key must fit between the key and the query.
_SHORTEST_LAG: Final = 3
# One key to swap in beside the two that are announced; labels are bytes.
_FEWEST_KEYS: Final = 3
_MOST_KEYS: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallKnobs:
    """What makes the sequences easy or hard.

    Attributes:
        length: Tokens of a sequence, the query included.
        lags: Distances from the key to the query, in tokens, each equally frequent; every one
            from 3 to `length - 2`.
        num_keys: Number of keys K, the classes; at least 3, at most 256.
        num_distractors: Number of other tokens.
        decoy_probability: Chance of a second cue, with another key, after the first.
    """

    length: int = 80
    lags: tuple[int, ...] = (8, 16, 32, 64)
    num_keys: int = 8
    num_distractors: int = 12
    decoy_probability: float = 0.5

    @property
    def num_tokens(self) -> int:
        """Number of token ids; id 0 is never used."""
        return FIRST_KEY + self.num_keys + self.num_distractors


DEFAULT: Final = RecallKnobs()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallSequences:
    """Sequences with what is known of each.

    Attributes:
        tokens: `(num_examples, length)` int32, ids in [1, num_tokens).
        labels: `(num_examples,)` uint8, the key after the first cue, in [0, num_keys).
        lags: `(num_examples,)` int32, distance from that key to the query, in tokens.
        has_decoy: `(num_examples,)` bool, whether a second cue follows.
        decoy_keys: `(num_examples,)` int32, the key after the second cue; -1 where there is none.
    """

    tokens: TokenArray
    labels: LabelArray
    lags: NDArray[np.int32]
    has_decoy: NDArray[np.bool_]
    decoy_keys: NDArray[np.int32]


@dataclass(frozen=True, slots=True, kw_only=True)
class SwappedSequences:
    """Sequences whose cued key was exchanged and nothing else.

    Attributes:
        tokens: `(num_swapped, length)` int32.
        labels: `(num_swapped,)` uint8, the new key.
        source: `(num_swapped,)` int32, index of the sequence each was made from, increasing.
        old: `(num_swapped,)` uint8, the key that stood there before.
    """

    tokens: TokenArray
    labels: LabelArray
    source: NDArray[np.int32]
    old: LabelArray


def make_recall(num_examples: int, *, seed: int, knobs: RecallKnobs = DEFAULT) -> RecallSequences:
    """Draw sequences; the same arguments give the same arrays.

    Lags, and keys within each lag, are as equally frequent as the number allows.

    Args:
        num_examples: Number of sequences; at least 0.
        seed: Seed of everything random.
        knobs: Sizes and difficulty.

    Raises:
        ValueError: `num_examples` or `seed` is negative, or the knobs fit no sequence.
    """
    _check(num_examples, knobs)
    rng = np.random.default_rng(seed)
    order = rng.permutation(num_examples)
    lags = np.asarray(knobs.lags, np.int32)[order % len(knobs.lags)]
    labels = (order // len(knobs.lags) % knobs.num_keys).astype(np.int32)
    tokens = rng.integers(FIRST_KEY, knobs.num_tokens, (num_examples, knobs.length), np.int32)
    rows, key_at = np.arange(num_examples), knobs.length - 1 - lags
    tokens[:, -1] = QUERY
    tokens[rows, key_at - 1] = CUE
    tokens[rows, key_at] = FIRST_KEY + labels

    has_decoy = rng.random(num_examples) < knobs.decoy_probability
    # The second cue stands after the key, and its own key before the query.
    second_cue_at = key_at + 1 + rng.integers(0, lags - 2)
    decoy_keys = (labels + rng.integers(1, knobs.num_keys, num_examples)) % knobs.num_keys
    decoyed = np.flatnonzero(has_decoy)
    tokens[decoyed, second_cue_at[decoyed]] = CUE
    tokens[decoyed, second_cue_at[decoyed] + 1] = FIRST_KEY + decoy_keys[decoyed]
    return RecallSequences(
        tokens=tokens,
        labels=labels.astype(np.uint8),
        lags=lags,
        has_decoy=has_decoy,
        decoy_keys=np.where(has_decoy, decoy_keys, -1).astype(np.int32),
    )


def swap_keys(
    sequences: RecallSequences, num_swapped: int, *, seed: int, knobs: RecallKnobs = DEFAULT
) -> SwappedSequences:
    """Exchange the cued key of some sequences for a key that neither cue announces.

    Args:
        sequences: Drawn with the same knobs.
        num_swapped: How many to make; all when there are fewer.
        seed: Seed of which sequences and which keys.
        knobs: Sizes of the sequences.

    Raises:
        ValueError: A number or the seed is negative.
    """
    rng = np.random.default_rng(seed)
    chosen = rng.permutation(len(sequences.labels))[: max(num_swapped, 0)]
    source = np.sort(chosen).astype(np.int32)
    old, decoy = sequences.labels[source].astype(np.int64), sequences.decoy_keys[source]
    scores = rng.random((len(source), knobs.num_keys))
    keys = np.arange(knobs.num_keys)
    scores[(keys == old[:, None]) | (keys == decoy[:, None])] = -1.0
    new = scores.argmax(axis=1)
    tokens = sequences.tokens[source]
    key_at = knobs.length - 1 - sequences.lags[source]
    tokens[np.arange(len(source)), key_at] = FIRST_KEY + new
    return SwappedSequences(
        tokens=tokens, labels=new.astype(np.uint8), source=source, old=old.astype(np.uint8)
    )


def stretched(knobs: RecallKnobs, factor: float) -> RecallKnobs:
    """Return knobs of sequences `factor` times as long, with lags as much longer."""
    return replace(
        knobs,
        length=round(knobs.length * factor),
        lags=tuple(round(lag * factor) for lag in knobs.lags),
    )


def key_names(knobs: RecallKnobs = DEFAULT) -> tuple[str, ...]:
    """Names of the keys, in label order."""
    return tuple(f"key_{key}" for key in range(knobs.num_keys))


def token_names(knobs: RecallKnobs = DEFAULT) -> tuple[str, ...]:
    """A readable word for each token id, id 0 included."""
    others = tuple(f"other_{other}" for other in range(knobs.num_distractors))
    return ("unused", "CUE", "QUERY", *key_names(knobs), *others)


def _check(num_examples: int, knobs: RecallKnobs) -> None:
    if num_examples < 0:
        raise ValueError(f"num_examples must be at least 0, got {num_examples}")
    if not knobs.lags or min(knobs.lags) < _SHORTEST_LAG or max(knobs.lags) > knobs.length - 2:
        raise ValueError(
            f"lags must lie between {_SHORTEST_LAG} and {knobs.length - 2}, got {knobs.lags}"
        )
    if not _FEWEST_KEYS <= knobs.num_keys <= _MOST_KEYS:
        raise ValueError(
            f"num_keys must lie between {_FEWEST_KEYS} and {_MOST_KEYS}, got {knobs.num_keys}"
        )
