"""Reviews mean what their last clause says, and counting words does not find it."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from graders.course.datasets import review_words as words
from graders.course.datasets.minireviews import (
    CLASS_NAMES,
    DEFAULT,
    OUT_OF_VOCABULARY,
    PADDING,
    START,
    VOCABULARY,
    ReviewKnobs,
    make_reviews,
)
from graders.course.datasets.sequences import MiniReviews

CLEAN = dataclasses.replace(DEFAULT, label_noise=0.0)


def feeling_of_last_clause(tokens: np.ndarray) -> int:
    """The rule, read word by word: 1 when the last clause begins with something positive."""
    said = [VOCABULARY[token] for token in tokens if token != PADDING]
    turns = [index for index, word in enumerate(said) if word in words.BUTS]
    negated = False
    for word in said[turns[-1] if turns else 0 :]:
        if word in words.NEGATORS:
            negated = True
        elif word in words.POSITIVE or word in words.NEGATIVE:
            return int((word in words.POSITIVE) != negated)
    raise AssertionError("the last clause says nothing")


def word_counts(tokens: np.ndarray) -> np.ndarray:
    counts = np.zeros((len(tokens), len(VOCABULARY)), np.float32)
    np.add.at(counts, (np.arange(len(tokens))[:, None], tokens), 1.0)
    counts[:, PADDING] = 1.0
    return counts


def counting_accuracy(knobs: ReviewKnobs) -> float:
    """Hidden accuracy of ridge regression on word counts: what a bag of words can know."""
    (train, y_train), (hidden, y_hidden) = (
        make_reviews(size, seed=seed, knobs=knobs) for size, seed in ((4000, 1), (4000, 2))
    )
    inputs, targets = word_counts(train), y_train * 2.0 - 1.0
    weights = np.linalg.solve(inputs.T @ inputs + 20 * np.eye(len(VOCABULARY)), inputs.T @ targets)
    return float(((word_counts(hidden) @ weights > 0) == y_hidden).mean())


def test_the_last_clause_decides() -> None:
    """Without label noise the rule is right on every review."""
    tokens, labels = make_reviews(1000, seed=1, knobs=dataclasses.replace(CLEAN, length=90))
    np.testing.assert_array_equal([feeling_of_last_clause(row) for row in tokens], labels)


def test_cutting_the_beginning_off_hardly_hurts() -> None:
    """The default length cuts few reviews, and never their meaning."""
    tokens, labels = make_reviews(2000, seed=1, knobs=CLEAN)
    right = [feeling_of_last_clause(row) == label for row, label in zip(tokens, labels, strict=True)
             if START in row]  # fmt: skip
    assert all(right)
    assert len(right) > 0.95 * len(tokens)


def test_label_noise_turns_its_share_of_labels() -> None:
    """The best possible accuracy is 1 less the noise."""
    tokens, labels = make_reviews(3000, seed=1)
    _, clean = make_reviews(3000, seed=1, knobs=CLEAN)
    assert (labels != clean).mean() == pytest.approx(DEFAULT.label_noise, abs=0.015)
    assert len(tokens) == 3000


def test_counting_words_stays_behind() -> None:
    """A bag of words is better than a guess and far from the rule."""
    assert 0.65 < counting_accuracy(DEFAULT) < 0.80


def test_without_turns_and_negators_counting_words_is_enough() -> None:
    """It is the order that makes the reviews hard."""
    easy = dataclasses.replace(CLEAN, turns=(1.0,), negation_rate=0.0)
    assert counting_accuracy(easy) > 0.95


def test_shapes_types_and_padding_are_those_of_keras() -> None:
    """Ids 0, 1 and 2 are padding, start and unknown; padding stands at the front."""
    tokens, labels = make_reviews(500, seed=3)
    assert (tokens.shape, tokens.dtype) == ((500, DEFAULT.length), np.int32)
    assert (labels.shape, labels.dtype) == ((500,), np.uint8)
    assert VOCABULARY[:3] == ("<pad>", "<start>", "<unknown>")
    is_word = tokens != PADDING
    assert (np.diff(is_word.astype(int), axis=1) >= 0).all()
    first = tokens[np.arange(500), is_word.argmax(axis=1)]
    assert (first[~is_word[:, 0]] == START).all()
    assert (tokens == OUT_OF_VOCABULARY).any()
    assert 0 <= tokens.min() <= tokens.max() < len(VOCABULARY)


def test_words_are_distinct_and_readable() -> None:
    """A token id is one word, and every word is in the vocabulary once."""
    assert len(set(VOCABULARY)) == len(VOCABULARY)
    assert len(words.POSITIVE) == len(words.NEGATIVE) == 40
    assert MiniReviews().vocabulary == VOCABULARY
    assert MiniReviews().class_names == CLASS_NAMES


def test_the_same_seed_gives_the_same_and_another_gives_others() -> None:
    """Reviews depend on seed and knobs only."""
    first, again, other = (make_reviews(300, seed=seed) for seed in (7, 7, 8))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert not (first[0] == other[0]).all(axis=1).any()


@pytest.mark.parametrize("num_examples", [0, 1, 257])
def test_classes_are_balanced_to_within_one(num_examples) -> None:
    """Before noise, a guess is right on half."""
    tokens, labels = make_reviews(num_examples, seed=3, knobs=CLEAN)
    assert len(tokens) == num_examples
    assert abs(2 * int(labels.sum()) - num_examples) <= 1


def test_impossible_sizes_are_refused() -> None:
    """A negative number, and more turns than statements, are named."""
    with pytest.raises(ValueError, match="num_examples must be at least 0, got -1"):
        make_reviews(-1, seed=0)
    with pytest.raises(ValueError, match="a review with 2 turns needs at least 3 statements"):
        make_reviews(1, seed=0, knobs=dataclasses.replace(DEFAULT, min_statements=2))
