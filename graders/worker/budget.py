"""Counts what training costs and ends it at the budget; the model is then graded as it stands."""

from __future__ import annotations

import math
from typing import Any

import keras

from graders.domain.training import FORWARD_AND_BACKWARD
from graders.worker.emitting import Emitter


class BudgetGuard(keras.callbacks.Callback):
    """Stops at the compute budget, at a loss that is not finite, and reports every epoch.

    Args:
        emitter: Where epochs are reported.
        epochs: Epochs that will be run.
        batch_size: Examples per step.
        num_examples: Examples per epoch, to count the smaller last batch exactly.
        macs: Forward multiply-accumulates per example.
        giga_macs: Budget in 10^9 multiply-accumulates; backward counts twice the forward pass.

    Attributes:
        batches_run: Batches fed so far.
        examples_seen: Training examples fed so far.
        epochs_run: Epochs begun.
        budget_reached: Whether the budget ended the training.
        loss_failed_in_epoch: 1-based epoch whose loss was not finite; 0 when none was.
    """

    def __init__(
        self,
        emitter: Emitter,
        *,
        epochs: int,
        batch_size: int,
        num_examples: int,
        macs: int,
        giga_macs: float,
    ) -> None:
        super().__init__()
        self._emitter = emitter
        self._epochs = epochs
        self._batch_size = batch_size
        self._num_examples = num_examples
        self._max_examples = giga_macs * 1e9 / (FORWARD_AND_BACKWARD * macs) if macs else math.inf
        self.batches_run = 0
        self.examples_seen = 0
        self.epochs_run = 0
        self.budget_reached = False
        self.loss_failed_in_epoch = 0
        self._in_epoch = 0
        self._batches_in_epoch = 0

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:  # noqa: ARG002 - Keras's signature
        """Start counting an epoch."""
        self.epochs_run = epoch + 1
        self._in_epoch = 0
        self._batches_in_epoch = 0

    def on_train_batch_end(self, batch: int, logs: dict[str, float] | None = None) -> None:
        """Count what ran; stop at the budget or at a loss that is not finite."""
        # With `steps_per_execution` Keras calls this once for several batches.
        while self._batches_in_epoch <= batch:
            self._count_batch()
        if not math.isfinite(float((logs or {}).get("loss", 0.0))):
            self.loss_failed_in_epoch = self.epochs_run
            self.model.stop_training = True
        if self.examples_seen + self._batch_size > self._max_examples:
            self.budget_reached = True
            self.model.stop_training = True

    def _count_batch(self) -> None:
        left = self._num_examples - self._in_epoch
        size = min(self._batch_size, left) if left > 0 else self._batch_size
        self._in_epoch += size
        self._batches_in_epoch += 1
        self.batches_run += 1
        self.examples_seen += size

    def on_epoch_end(self, epoch: int, logs: dict[str, float] | None = None) -> None:
        """Report the epoch."""
        metrics = {name: float(value) for name, value in (logs or {}).items()}
        self._emitter.epoch(epoch + 1, self._epochs, metrics)
