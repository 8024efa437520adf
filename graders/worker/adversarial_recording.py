"""Watches the training of a pair: curves, generator checkpoints, progress, losses that explode."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from graders.domain.verdict import Verdict
from graders.worker.adversarial_models import ModelPair
from graders.worker.emitting import Emitter
from graders.worker.loading import StudentCodeFailed

GENERATOR_LOSS = "generator_loss"
DISCRIMINATOR_LOSS = "discriminator_loss"
_ACCURACY = "discriminator_accuracy"
_NUM_POINTS = 150
_NUM_REPORTS = 20
_PROBE_SIZE = 128


class AdversarialRecorder:
    """Told about every step; keeps what the grader wants to know.

    Args:
        pair: The models.
        images: Training images, uint8 `(num_examples, height, width, channels)`.
        steps: Steps that will be run.
        checkpoints: Shares of the steps, increasing, at which the generator is kept.
        seed: Seed of the images and latent vectors that the discriminator is measured on.
        emitter: Where progress is reported.

    Attributes:
        steps_run: Steps taken so far.
        curve_steps: Steps at which the curves have a value.
        curves: Mean generator and discriminator loss since the last of `curve_steps`, and the
            discriminator's accuracy on real and drawn images in inference mode.
        checkpoint_steps: Step of each checkpoint kept so far.
        checkpoint_weights: Weights of the generator at each of them.
    """

    def __init__(
        self,
        pair: ModelPair,
        images: NDArray[Any],
        *,
        steps: int,
        checkpoints: tuple[float, ...],
        seed: int,
        emitter: Emitter,
    ) -> None:
        self._pair = pair
        self._images = images
        self._emitter = emitter
        # Own random numbers: measuring must not change the course of the training.
        self._random = np.random.default_rng(seed)
        self._measure = tf.function(self._judge)
        self._points = _spread(steps, _NUM_POINTS)
        self._reports = _spread(steps, _NUM_REPORTS)
        self._num_reports = len(self._reports)
        self._checkpoints = [round(share * steps) for share in checkpoints]
        self._pending: list[Mapping[str, Any]] = []
        self.steps_run = 0
        self.curve_steps: list[int] = []
        self.curves: dict[str, list[float]] = {
            name: [] for name in (GENERATOR_LOSS, DISCRIMINATOR_LOSS, _ACCURACY)
        }
        self.checkpoint_steps: list[int] = []
        self.checkpoint_weights: list[list[NDArray[Any]]] = []
        self._keep_checkpoints()

    def after_step(self, step: int, losses: Mapping[str, Any]) -> None:
        """Take note of a step (1-based); steps may be skipped.

        Args:
            step: The step that ended.
            losses: Scalars by the names `GENERATOR_LOSS` and `DISCRIMINATOR_LOSS`; either may be
                missing, and is then measured as binary cross-entropy in inference mode.

        Raises:
            StudentCodeFailed: A loss is not finite.
        """
        self.steps_run = step
        self._pending.append(losses)
        if self._points and step >= self._points[0]:
            self._add_point()
            self._points = [point for point in self._points if point > step]
        self._keep_checkpoints()
        if self._reports and step >= self._reports[0]:
            self._reports = [report for report in self._reports if report > step]
            latest = {name: values[-1] for name, values in self.curves.items() if values}
            done = self._num_reports - len(self._reports)
            self._emitter.epoch(done, self._num_reports, latest)

    def finish(self) -> None:
        """Keep the generator as it is for the checkpoints that an early end left out."""
        while self._checkpoints:
            self._keep_checkpoint()

    def _add_point(self) -> None:
        losses = {
            name: float(np.mean([float(entry[name]) for entry in self._pending]))
            for name in (GENERATOR_LOSS, DISCRIMINATOR_LOSS)
            if all(name in entry for entry in self._pending)
        }
        self._pending = []
        if not all(math.isfinite(loss) for loss in losses.values()):
            raise StudentCodeFailed(
                Verdict.LOSS_NOT_FINITE,
                "check.adversarial_loss_not_finite",
                values={"step": self.steps_run},
            )
        self.curve_steps.append(self.steps_run)
        for name, value in {**self._measured(), **losses}.items():
            self.curves[name].append(value)

    def _measured(self) -> dict[str, float]:
        chosen = np.sort(self._random.integers(0, len(self._images), _PROBE_SIZE))
        real = np.asarray(self._images[chosen], np.float32) / 127.5 - 1.0
        latents = self._random.standard_normal((_PROBE_SIZE, self._pair.latent_dim))
        found = self._measure(tf.constant(real), tf.constant(latents, tf.float32))
        return {name: float(value) for name, value in found.items()}

    def _judge(self, real: Any, latents: Any) -> dict[str, Any]:
        drawn = self._pair.generator(latents, training=False)
        on_real = tf.cast(self._pair.discriminator(real, training=False), tf.float32)
        on_drawn = tf.cast(self._pair.discriminator(drawn, training=False), tf.float32)
        threshold = 0.5 if self._pair.outputs_probabilities else 0.0
        right = tf.concat([on_real > threshold, on_drawn <= threshold], axis=0)
        loss = cross_entropy(self._pair)
        ones, zeros = tf.ones_like(on_real), tf.zeros_like(on_real)
        return {
            GENERATOR_LOSS: loss(ones, on_drawn),
            DISCRIMINATOR_LOSS: loss(ones, on_real) + loss(zeros, on_drawn),
            _ACCURACY: tf.reduce_mean(tf.cast(right, tf.float32)),
        }

    def _keep_checkpoints(self) -> None:
        while self._checkpoints and self.steps_run >= self._checkpoints[0]:
            self._keep_checkpoint()

    def _keep_checkpoint(self) -> None:
        self._checkpoints.pop(0)
        self.checkpoint_steps.append(self.steps_run)
        weights = self._pair.generator.get_weights()
        # Keras may hand out views of the variables, which the next step overwrites.
        self.checkpoint_weights.append([np.array(weight, copy=True) for weight in weights])


def cross_entropy(pair: ModelPair) -> Any:
    """Return the binary cross-entropy that fits the discriminator's outputs."""
    return keras.losses.BinaryCrossentropy(from_logits=not pair.outputs_probabilities)


def _spread(steps: int, number: int) -> list[int]:
    """Return at most `number` steps, evenly spread, the last one among them."""
    return sorted({math.ceil(steps * part / number) for part in range(1, number + 1)})
