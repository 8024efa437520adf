"""Procedural film reviews whose feeling depends on the order of the words.

A review is a chain of short statements, such as "la trama no es brillante". Words like "pero" part
it into clauses, each of the opposite feeling to the one before, and the feeling of the *last*
clause is that of the review. A negator turns the adjective after it into its opposite. So counting
words finds the feeling of a review without "pero" and little more, which is not so with real
reviews: there, counting words is hard to beat.

Source:
    Own design; no text comes from elsewhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graders.course.datasets import review_words as words

PADDING: Final = 0
START: Final = 1
OUT_OF_VOCABULARY: Final = 2
CLASS_NAMES: Final = ("negative", "positive")

_ARTICLES: Final = ("la", "el")
VOCABULARY: Final = (
    "<pad>", "<start>", "<unknown>", *_ARTICLES, *words.JOINERS, *words.BUTS, *words.NEGATORS,
    *words.VERBS, *words.PLAIN_VERBS, *words.ADVERBS, *words.FEMININE, *words.MASCULINE,
    *words.PREPOSITIONS, *words.PLACES, *words.POSITIVE, *words.NEGATIVE,
)  # fmt: skip
"""The word of each token id."""

_ID: Final = {word: index for index, word in enumerate(VOCABULARY)}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewKnobs:
    """What makes the reviews easy or hard.

    Attributes:
        length: Tokens of a review after padding or cutting; of a longer one the last are kept.
        min_statements: Statements of the shortest review.
        max_statements: Statements of the longest review.
        turns: Chances of 0, 1, 2, ... words like "pero"; they sum to 1.
        polar_rate: Chance that a statement has a feeling; the first of the last clause always has.
        dissent_rate: Chance that a statement before the last clause has the other feeling.
        negation_rate: Chance that a feeling is said by the opposite adjective and a negator.
        filler_rate: Chance that a statement goes on with words that mean nothing, like "en Lima".
        unknown_rate: Chance that a noun is out of the vocabulary.
        word_skew: How unequally frequent nouns, places and adjectives are: the chance of the r-th
            word falls as r to the power of minus this; 0 makes all equally frequent.
        label_noise: Chance that the label is the opposite of the review's feeling.
    """

    length: int = 64
    min_statements: int = 5
    max_statements: int = 9
    turns: tuple[float, ...] = (0.45, 0.35, 0.20)
    polar_rate: float = 0.6
    dissent_rate: float = 0.1
    negation_rate: float = 0.15
    filler_rate: float = 0.5
    unknown_rate: float = 0.03
    word_skew: float = 1.0
    label_noise: float = 0.08


DEFAULT: Final = ReviewKnobs()


def make_reviews(
    num_examples: int, *, seed: int, knobs: ReviewKnobs = DEFAULT
) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Draw labelled reviews; the same arguments give the same arrays.

    Args:
        num_examples: Number of reviews; at least 0.
        seed: Seed of everything random.
        knobs: Sizes and difficulty.

    Returns:
        Token ids, int32 of shape (num_examples, length), padded at the front with 0; and labels,
        uint8 of shape (num_examples,), 0 negative and 1 positive. As many are positive as negative,
        before noise, to within one.

    Raises:
        ValueError: `num_examples` or `seed` is negative, or the statements are fewer than clauses.
    """
    if num_examples < 0:
        raise ValueError(f"num_examples must be at least 0, got {num_examples}")
    if not len(knobs.turns) <= knobs.min_statements <= knobs.max_statements:
        raise ValueError(
            f"a review with {len(knobs.turns) - 1} turns needs at least {len(knobs.turns)} "
            f"statements, got {knobs.min_statements} to {knobs.max_statements}"
        )
    rng = np.random.default_rng(seed)
    positive = rng.permutation(np.arange(num_examples) % 2).astype(bool)
    present, turn, feeling, is_last = _clauses(rng, positive, knobs)
    slots = _statements(rng, turn, feeling, is_last, knobs)
    slots[~present] = PADDING
    tokens = _joined(slots.reshape(num_examples, math.prod(slots.shape[1:])), knobs.length)
    noisy = rng.random(num_examples) < knobs.label_noise
    return tokens, (positive ^ noisy).astype(np.uint8)


def _clauses(
    rng: np.random.Generator, positive: NDArray[np.bool_], knobs: ReviewKnobs
) -> tuple[NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_], NDArray[np.bool_]]:
    """Cut reviews into clauses; each result has the shape (num_examples, max_statements).

    Returns:
        Whether there is a statement, whether a turn stands before it, whether its clause is
        positive, and whether it is in the last clause.
    """
    num_reviews, most = len(positive), knobs.max_statements
    at = np.arange(most)
    count = rng.integers(knobs.min_statements, most + 1, num_reviews)[:, None]
    present = at < count
    num_turns = rng.choice(len(knobs.turns), num_reviews, p=np.asarray(knobs.turns))[:, None]
    # Each place between two statements is as likely to be a turn as any other.
    lots = np.where(present & (at > 0), rng.random((num_reviews, most)), 2.0)
    turn = lots.argsort(axis=1).argsort(axis=1) < num_turns
    turns_left = num_turns - turn.cumsum(axis=1)
    feeling = positive[:, None] ^ (turns_left % 2 == 1)
    return present, turn, feeling, turns_left == 0


def _statements(
    rng: np.random.Generator,
    turn: NDArray[np.bool_],
    clause_feeling: NDArray[np.bool_],
    is_last: NDArray[np.bool_],
    knobs: ReviewKnobs,
) -> NDArray[np.int32]:
    """Write each statement into nine slots; an empty slot holds 0.

    Returns:
        `(num_examples, max_statements, 9)` int32.
    """
    shape = turn.shape

    def chance(rate: float) -> NDArray[np.bool_]:
        return np.asarray(rng.random(shape) < rate)

    first = np.zeros(shape, bool)
    first[:, 0] = True
    opens_last = is_last & (turn | first)
    polar = chance(knobs.polar_rate) | opens_last
    feeling = clause_feeling ^ (chance(knobs.dissent_rate) & ~is_last)
    negated = polar & chance(knobs.negation_rate)
    feminine = chance(0.5)
    adjective = np.where(
        feeling ^ negated,
        _drawn(rng, words.POSITIVE, shape, skew=knobs.word_skew),
        _drawn(rng, words.NEGATIVE, shape, skew=knobs.word_skew),
    )
    noun = np.where(
        feminine,
        _drawn(rng, words.FEMININE, shape, skew=knobs.word_skew),
        _drawn(rng, words.MASCULINE, shape, skew=knobs.word_skew),
    )
    filled = chance(knobs.filler_rate)
    joined = np.where(turn, _drawn(rng, words.BUTS, shape), _drawn(rng, words.JOINERS, shape))
    verb = np.where(polar, _drawn(rng, words.VERBS, shape), _drawn(rng, words.PLAIN_VERBS, shape))
    columns = (
        np.where(first, START, joined),
        np.where(feminine, _ID["la"], _ID["el"]),
        np.where(chance(knobs.unknown_rate), OUT_OF_VOCABULARY, noun),
        np.where(negated, _drawn(rng, words.NEGATORS, shape), PADDING),
        verb,
        np.where(polar & chance(0.4), _drawn(rng, words.ADVERBS, shape), PADDING),
        np.where(polar, adjective, PADDING),
        np.where(filled, _drawn(rng, words.PREPOSITIONS, shape), PADDING),
        np.where(filled, _drawn(rng, words.PLACES, shape, skew=knobs.word_skew), PADDING),
    )
    return np.stack(columns, axis=-1).astype(np.int32)


def _drawn(
    rng: np.random.Generator, choices: tuple[str, ...], shape: tuple[int, ...], *, skew: float = 0.0
) -> NDArray[np.int64]:
    """Draw token ids of `choices`, the first words more often when there is a skew."""
    weights = np.arange(1, len(choices) + 1) ** -skew
    ids = np.array([_ID[word] for word in choices])
    return ids[rng.choice(len(choices), shape, p=weights / weights.sum())]


def _joined(slots: NDArray[np.int32], length: int) -> NDArray[np.int32]:
    """Drop empty slots and keep the last `length` tokens, padded at the front with 0."""
    # A stable sort by "is a token" moves the empty slots to the front and keeps the order.
    order = np.argsort(slots != PADDING, axis=1, kind="stable")
    packed = np.take_along_axis(slots, order, axis=1)
    missing = max(length - packed.shape[1], 0)
    return np.pad(packed, ((0, 0), (missing, 0)))[:, packed.shape[1] + missing - length :]
