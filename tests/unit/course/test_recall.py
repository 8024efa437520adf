"""Sequences hold what their facts say, and nothing but memory answers them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graders.course.datasets.recall import (
    CUE,
    FIRST_KEY,
    QUERY,
    RecallKnobs,
    RecallSequences,
    key_names,
    make_recall,
    stretched,
    swap_keys,
    token_names,
)
from graders.course.datasets.sequences import LONGER, NUM_SWAPPED, Recall
from graders.domain.training import Limits, Profile, TrainingBudget

SEQUENCES = make_recall(4000, seed=1)
KNOBS = RecallKnobs()


def first_cued_key(tokens: np.ndarray) -> np.ndarray:
    """The rule, read from the tokens alone."""
    at = (tokens == CUE).argmax(axis=1)
    return tokens[np.arange(len(tokens)), at + 1] - FIRST_KEY


def last_cued_key(tokens: np.ndarray) -> np.ndarray:
    at = tokens.shape[1] - 1 - (tokens[:, ::-1] == CUE).argmax(axis=1)
    return tokens[np.arange(len(tokens)), at + 1] - FIRST_KEY


def profile(num_hidden: int = 2000) -> Profile:
    return Profile(
        name="embedded",
        dataset="recall",
        num_train=300,
        num_validation=100,
        num_hidden=num_hidden,
        num_train_probe=50,
        budget=TrainingBudget(max_epochs=1, max_batch_size=64, giga_macs=1.0),
        limits=Limits(
            wall_seconds=1,
            cpu_seconds=1,
            build_cpu_seconds=1,
            memory_mib=1,
            scratch_mib=1,
            num_processes=1,
            output_kib=1,
        ),
    )


@pytest.fixture(scope="module")
def splits():
    return Recall().splits(profile(), seed=3, store=Path())


def test_the_first_cued_key_is_the_class() -> None:
    """The rule alone answers every sequence."""
    np.testing.assert_array_equal(first_cued_key(SEQUENCES.tokens), SEQUENCES.labels)


def test_the_last_cued_key_is_right_exactly_without_a_decoy() -> None:
    """Who answers the last cue is right on one half and wrong on all of the other."""
    right = last_cued_key(SEQUENCES.tokens) == SEQUENCES.labels
    np.testing.assert_array_equal(right, ~SEQUENCES.has_decoy)
    assert SEQUENCES.has_decoy.mean() == pytest.approx(0.5, abs=0.03)


def test_the_lag_is_the_distance_from_the_key_to_the_query() -> None:
    """The query ends every sequence and stands nowhere else."""
    key_at = (SEQUENCES.tokens == CUE).argmax(axis=1) + 1
    np.testing.assert_array_equal(KNOBS.length - 1 - key_at, SEQUENCES.lags)
    assert (SEQUENCES.tokens[:, -1] == QUERY).all()
    assert (SEQUENCES.tokens[:, :-1] != QUERY).all()


def test_decoy_is_a_second_cue_with_another_key_before_the_query() -> None:
    """A decoy never repeats the answer; nothing else follows a cue."""
    num_cues = (SEQUENCES.tokens == CUE).sum(axis=1)
    np.testing.assert_array_equal(num_cues, 1 + SEQUENCES.has_decoy)
    decoyed = SEQUENCES.has_decoy
    np.testing.assert_array_equal(
        last_cued_key(SEQUENCES.tokens)[decoyed], SEQUENCES.decoy_keys[decoyed]
    )
    assert (SEQUENCES.decoy_keys[decoyed] != SEQUENCES.labels[decoyed]).all()
    assert (SEQUENCES.decoy_keys[~decoyed] == -1).all()


def test_lags_and_keys_are_balanced_together() -> None:
    """At each lag every key is as frequent as any other, so no lag favours a guess."""
    counts = np.zeros((len(KNOBS.lags), KNOBS.num_keys), int)
    np.add.at(counts, (np.searchsorted(KNOBS.lags, SEQUENCES.lags), SEQUENCES.labels), 1)
    assert (counts == 4000 // counts.size).all()


def test_counting_keys_hardly_helps() -> None:
    """The commonest key of a sequence is little better than a guess: keys are everywhere."""
    keys = np.arange(KNOBS.num_keys) + FIRST_KEY
    counts = (SEQUENCES.tokens[:, :, None] == keys).sum(axis=1)
    assert (counts.argmax(axis=1) == SEQUENCES.labels).mean() < 0.30
    assert counts.sum(axis=1).mean() > 20


@pytest.mark.parametrize("lags", [(3,), (3, 12), (12,)])
def test_the_shortest_and_the_longest_lag_fit(lags) -> None:
    """Also where cue, key, decoy and query just fit, the rule holds."""
    knobs = RecallKnobs(length=14, lags=lags, decoy_probability=1.0)
    sequences = make_recall(600, seed=2, knobs=knobs)
    np.testing.assert_array_equal(first_cued_key(sequences.tokens), sequences.labels)
    assert (last_cued_key(sequences.tokens) != sequences.labels).all()


def test_the_same_seed_gives_the_same_and_another_gives_others() -> None:
    """Sequences depend on seed and knobs only."""
    again, other = make_recall(4000, seed=1), make_recall(4000, seed=2)
    np.testing.assert_array_equal(SEQUENCES.tokens, again.tokens)
    assert not (SEQUENCES.tokens == other.tokens).all(axis=1).any()


@pytest.mark.parametrize(
    ("num_examples", "knobs", "said"),
    [
        (-1, KNOBS, "num_examples must be at least 0, got -1"),
        (1, RecallKnobs(lags=(2,)), "lags must lie between 3 and 78"),
        (1, RecallKnobs(lags=(79,)), "lags must lie between 3 and 78"),
        (1, RecallKnobs(lags=()), "lags must lie"),
        (1, RecallKnobs(num_keys=2), "num_keys must lie between 3 and 256, got 2"),
    ],
)
def test_impossible_sizes_are_refused(num_examples, knobs, said) -> None:
    """Knobs that fit no sequence are named."""
    with pytest.raises(ValueError, match=said):
        make_recall(num_examples, seed=0, knobs=knobs)


def test_swap_changes_the_cued_key_and_nothing_else() -> None:
    """One token differs, the rule gives the new key, and neither cue announced it before."""
    swapped = swap_keys(SEQUENCES, 500, seed=4)
    before = SEQUENCES.tokens[swapped.source]
    assert ((before != swapped.tokens).sum(axis=1) == 1).all()
    np.testing.assert_array_equal(first_cued_key(swapped.tokens), swapped.labels)
    np.testing.assert_array_equal(swapped.old, SEQUENCES.labels[swapped.source])
    assert (swapped.labels != swapped.old).all()
    assert (swapped.labels != SEQUENCES.decoy_keys[swapped.source]).all()
    assert (np.diff(swapped.source) > 0).all()


def test_every_other_key_is_swapped_in() -> None:
    """No new key is preferred."""
    counts = np.bincount(swap_keys(SEQUENCES, 4000, seed=4).labels, minlength=KNOBS.num_keys)
    assert counts.min() > 0.8 * counts.mean()


def test_fewer_sequences_than_asked_are_all_swapped() -> None:
    """A small set gives as many as it has."""
    few = make_recall(20, seed=1)
    assert isinstance(few, RecallSequences)
    np.testing.assert_array_equal(swap_keys(few, 500, seed=1).source, np.arange(20))


def test_stretched_sequences_are_longer_by_the_factor() -> None:
    """Length and lags grow together."""
    longer = stretched(KNOBS, LONGER)
    assert (longer.length, longer.lags) == (100, (10, 20, 40, 80))


def test_splits_have_their_sizes_and_facts(splits) -> None:
    """Five splits of the sizes the profile asks for, with at least 500 sequences per lag."""
    assert {name: part.inputs.shape for name, part in splits.items()} == {
        "train": (300, 80),
        "validation": (100, 80),
        "hidden": (2000, 80),
        "swapped": (NUM_SWAPPED, 80),
        "longer": (500, 100),
    }
    assert {part.inputs.dtype for part in splits.values()} == {np.dtype(np.int32)}
    assert {part.labels.dtype for part in splits.values()} == {np.dtype(np.uint8)}
    assert {name: set(part.facts) for name, part in splits.items()} == {
        "train": set(),
        "validation": set(),
        "hidden": {"lag", "has_decoy"},
        "swapped": {"source", "old"},
        "longer": {"lag"},
    }
    assert np.unique(splits["hidden"].facts["lag"], return_counts=True)[1].min() >= 500
    for part in splits.values():
        np.testing.assert_array_equal(first_cued_key(part.inputs), part.labels)


def test_swapped_sequences_point_at_the_hidden_ones_they_were_made_from(splits) -> None:
    """A prediction before and after the swap can be compared."""
    source = splits["swapped"].facts["source"]
    different = splits["hidden"].inputs[source] != splits["swapped"].inputs
    assert (different.sum(axis=1) == 1).all()
    np.testing.assert_array_equal(splits["hidden"].labels[source], splits["swapped"].facts["old"])


def test_no_sequence_is_in_two_splits(splits) -> None:
    """What is trained on is not what is tested."""
    train = {row.tobytes() for row in splits["train"].inputs}
    for name in ("validation", "hidden", "swapped"):
        assert not train & {row.tobytes() for row in splits[name].inputs}


def test_every_token_has_a_name() -> None:
    """Pages can show a sequence."""
    assert len(token_names()) == KNOBS.num_tokens == len(Recall().vocabulary)
    assert Recall().class_names == key_names()
    assert token_names()[FIRST_KEY : FIRST_KEY + KNOBS.num_keys] == key_names()
    assert SEQUENCES.tokens.min() >= 1
    assert SEQUENCES.tokens.max() < KNOBS.num_tokens
