"""Scores of rules whose behaviour is known."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from graders.analysis.sequence_metrics import score_recall
from graders.course.datasets.sequences import Recall
from graders.domain.recall_scores import RecallScores
from tests.unit.course.test_recall import profile

NUM_KEYS, NUM_HIDDEN, NUM_SWAPPED = 8, 4000, 500
LAGS = (8, 16, 32, 64)


class Course:
    """Labels and facts of a course, drawn as a data set would."""

    def __init__(self) -> None:
        rng = np.random.default_rng(1)
        hidden = rng.integers(0, NUM_KEYS, NUM_HIDDEN)
        source = np.sort(rng.permutation(NUM_HIDDEN)[:NUM_SWAPPED])
        self.decoy = (hidden + rng.integers(1, NUM_KEYS, NUM_HIDDEN)) % NUM_KEYS
        self.labels = {
            "hidden": hidden,
            "validation": rng.integers(0, NUM_KEYS, 200),
            "train_probe": rng.integers(0, NUM_KEYS, 300),
            "swapped": (hidden[source] + 1) % NUM_KEYS,
            "longer": rng.integers(0, NUM_KEYS, 400),
        }
        self.facts = {
            "hidden": {
                "lag": np.asarray(LAGS)[np.arange(NUM_HIDDEN) % 4],
                "has_decoy": np.arange(NUM_HIDDEN) % 8 < 4,
            },
            "swapped": {"source": source, "old": hidden[source]},
            "longer": {"lag": np.asarray(LAGS)[np.arange(400) % 4] * 2},
        }

    def score(self, answers: dict[str, np.ndarray]) -> RecallScores:
        outputs = {name: np.eye(NUM_KEYS, dtype=np.float32)[keys] for name, keys in answers.items()}
        return score_recall(outputs, self.labels, self.facts, num_classes=NUM_KEYS)


@pytest.fixture(scope="module")
def course() -> Course:
    return Course()


def test_the_rule_scores_one_everywhere(course) -> None:
    """Who knows the rule is right at every lag, with decoys, after the swap and on longer ones."""
    scores = course.score(course.labels)
    assert scores.accuracy_by_lag == tuple((lag, 1.0) for lag in LAGS)
    assert scores.num_per_lag == 1000
    assert scores.hidden_accuracy == scores.train_accuracy == scores.validation_accuracy == 1.0
    assert scores.with_decoy_accuracy == scores.without_decoy_accuracy == 1.0
    assert scores.swapped_share == scores.longer_accuracy == 1.0
    assert scores.horizon == 64


def test_the_last_cue_is_right_without_decoys_and_wrong_with_them(course) -> None:
    """The two accuracies show which cue a model answers."""
    has_decoy = course.facts["hidden"]["has_decoy"]
    answers = np.where(has_decoy, course.decoy, course.labels["hidden"])
    scores = course.score(course.labels | {"hidden": answers})
    assert scores.without_decoy_accuracy == 1.0
    assert scores.with_decoy_accuracy == 0.0
    assert scores.hidden_accuracy == pytest.approx(0.5, abs=0.01)


def test_guessing_is_at_chance(course) -> None:
    """A random answer is right in 1 of K, and twice right in 1 of K squared."""
    rng = np.random.default_rng(2)
    scores = course.score(
        {name: rng.integers(0, NUM_KEYS, len(keys)) for name, keys in course.labels.items()}
    )
    assert scores.chance == 0.125
    assert scores.hidden_accuracy == pytest.approx(scores.chance, abs=0.02)
    assert scores.swapped_share == pytest.approx(scores.chance**2, abs=0.02)
    assert scores.horizon == 0


def test_one_answer_for_everything_never_follows_the_swap(course) -> None:
    """Being right before and after is impossible with one answer."""
    scores = course.score({name: np.zeros_like(keys) for name, keys in course.labels.items()})
    assert scores.swapped_share == 0.0


def test_swap_counts_only_who_was_right_before_and_is_right_after(course) -> None:
    """The old answer after the swap loses; so does the new one after a wrong answer."""
    old, source = course.facts["swapped"]["old"], course.facts["swapped"]["source"]
    assert course.score(course.labels | {"swapped": old}).swapped_share == 0.0
    hidden = course.labels["hidden"].copy()
    hidden[source[:100]] = (hidden[source[:100]] + 1) % NUM_KEYS
    assert course.score(course.labels | {"hidden": hidden}).swapped_share == pytest.approx(0.8)


def test_forgetting_shows_by_lag(course) -> None:
    """Accuracy is told lag by lag, and the horizon is the last lag that is half known."""
    lag = course.facts["hidden"]["lag"]
    answers = np.where(lag <= 16, course.labels["hidden"], course.decoy)
    scores = course.score(course.labels | {"hidden": answers})
    assert scores.accuracy_by_lag == ((8, 1.0), (16, 1.0), (32, 0.0), (64, 0.0))
    assert scores.horizon == 16


def test_what_a_model_did_not_answer_is_none(course) -> None:
    """Longer sequences and the ablated model are not measured where there is no answer."""
    answers = {name: keys for name, keys in course.labels.items() if name != "longer"}
    scores = course.score(answers)
    assert scores.longer_accuracy is None
    assert scores.ablated_accuracy is None
    assert scores.recurrent_share is None


@pytest.mark.parametrize(("kept", "share"), [("hidden", 0.0), ("guess", 1.0)])
def test_ablation_tells_how_much_the_kernels_carry(course, kept, share) -> None:
    """All that is known is lost with the kernels, or none of it."""
    guess = np.zeros_like(course.labels["hidden"])
    ablated = course.labels["hidden"] if kept == "hidden" else guess
    scores = course.score(course.labels | {"hidden_ablated": ablated})
    assert scores.recurrent_share == pytest.approx(share, abs=0.02)


def test_every_lag_counts_the_same_on_longer_sequences(course) -> None:
    """A lag that is rarer weighs no less."""
    lag = np.array([16] * 300 + [128] * 100)
    facts = course.facts | {"longer": {"lag": lag}}
    outputs = {
        name: np.eye(NUM_KEYS, dtype=np.float32)[keys] for name, keys in course.labels.items()
    }
    outputs["longer"][lag == 128] = np.roll(outputs["longer"][lag == 128], 1, axis=1)
    scores = score_recall(outputs, course.labels, facts, num_classes=NUM_KEYS)
    assert scores.longer_accuracy == 0.5


@pytest.mark.parametrize(
    ("outputs", "said"),
    [
        (np.full((200, NUM_KEYS), np.nan, np.float32), "finite"),
        (np.zeros((200, NUM_KEYS + 1), np.float32), r"outputs must be \(200, 8\)"),
        (np.zeros((199, NUM_KEYS), np.float32), r"outputs must be \(200, 8\)"),
    ],
)
def test_outputs_that_are_none_are_refused(course, outputs, said) -> None:
    """Wrong shapes and numbers that are none never become a score."""
    good = {name: np.eye(NUM_KEYS, dtype=np.float32)[keys] for name, keys in course.labels.items()}
    with pytest.raises(ValueError, match=said):
        score_recall(
            good | {"validation": outputs}, course.labels, course.facts, num_classes=NUM_KEYS
        )


def test_real_sequences_are_scored(course) -> None:
    """The data set's own splits and facts are what the score expects."""
    splits = Recall().splits(profile(), seed=1, store=Path())
    labels = {name: part.labels for name, part in splits.items()}
    labels["train_probe"] = labels.pop("train")
    scores = score_recall(
        {name: np.eye(NUM_KEYS, dtype=np.float32)[keys] for name, keys in labels.items()},
        labels,
        {name: part.facts for name, part in splits.items()},
        num_classes=NUM_KEYS,
    )
    assert scores.hidden_accuracy == scores.swapped_share == scores.longer_accuracy == 1.0
    assert scores.num_per_lag == 500
