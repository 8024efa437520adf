"""What was measured of a model that must remember a key over a long lag."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallScores:
    """How well a model recalls the first cued key, by lag and under changes. Origin: MEASURED.

    Attributes:
        accuracy_by_lag: `(lag, accuracy)` on hidden sequences, lags increasing; lag in tokens,
            accuracy in [0, 1].
        num_per_lag: Hidden sequences of the rarest lag.
        num_classes: Number of keys K; chance is 1 / K.
        train_accuracy: On a fixed sample of the training sequences, inference mode, in [0, 1].
        validation_accuracy: On the public validation sequences, in [0, 1].
        with_decoy_accuracy: On hidden sequences with a second cue later, in [0, 1].
        without_decoy_accuracy: On hidden sequences with one cue, in [0, 1].
        swapped_share: Share of hidden sequences, among those that come a second time with their
            cued key swapped for another, on which the model gives the old key before and the new
            key after, in [0, 1].
        longer_accuracy: On sequences longer than any in training, in [0, 1]; None when the model
            cannot read them.
        ablated_accuracy: On hidden sequences with every recurrent kernel set to zero, each lag
            counting the same, in [0, 1]; None when the model has no recurrent kernel.
    """

    accuracy_by_lag: tuple[tuple[int, float], ...]
    num_per_lag: int
    num_classes: int
    train_accuracy: float
    validation_accuracy: float
    with_decoy_accuracy: float
    without_decoy_accuracy: float
    swapped_share: float
    longer_accuracy: float | None
    ablated_accuracy: float | None

    @property
    def hidden_accuracy(self) -> float:
        """Mean accuracy over the lags, each lag counting the same, in [0, 1]."""
        return sum(accuracy for _lag, accuracy in self.accuracy_by_lag) / len(self.accuracy_by_lag)

    @property
    def chance(self) -> float:
        """Accuracy of guessing, 1 / K."""
        return 1.0 / self.num_classes

    @property
    def horizon(self) -> int:
        """Longest lag recalled at least half-way from chance to certainty; 0 when there is none."""
        half_way = (1.0 + self.chance) / 2
        return max(
            (lag for lag, accuracy in self.accuracy_by_lag if accuracy >= half_way), default=0
        )

    @property
    def recurrent_share(self) -> float | None:
        """Share of what the model knows beyond chance that the recurrent kernels carry, in [0, 1].

        None when the model has no recurrent kernel; 1 when it knows nothing beyond chance.
        """
        if self.ablated_accuracy is None:
            return None
        known = self.hidden_accuracy - self.chance
        lost = self.hidden_accuracy - self.ablated_accuracy
        return min(max(lost / known, 0.0), 1.0) if known > 0.0 else 1.0
