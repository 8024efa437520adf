"""Takes the training steps of a pair: the grader's own loop, or the student's `train_step`."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import keras
import tensorflow as tf
from numpy.typing import NDArray

from graders.domain.verdict import Verdict
from graders.worker.adversarial_models import ModelPair
from graders.worker.adversarial_recording import (
    DISCRIMINATOR_LOSS,
    GENERATOR_LOSS,
    AdversarialRecorder,
    cross_entropy,
)
from graders.worker.adversarial_settings import AdversarialSettings
from graders.worker.batches import without_autotune
from graders.worker.loading import student_code

_BETA_1 = 0.5


def real_images(images: NDArray[Any], *, batch_size: int, seed: int) -> Any:
    """Return an endless `tf.data.Dataset` of shuffled batches, all of the same size.

    Args:
        images: uint8 `(num_examples, height, width, channels)`.
        batch_size: Images a batch.
        seed: Seed of the order.

    Returns:
        Batches of float32 images with values in [-1, 1].
    """
    dataset = tf.data.Dataset.from_tensor_slices(images)
    dataset = dataset.shuffle(len(images), seed=seed, reshuffle_each_iteration=True).repeat()
    # Batches of one size let student code rely on it.
    dataset = dataset.batch(batch_size, drop_remainder=True)
    dataset = dataset.map(lambda batch: tf.cast(batch, tf.float32) / 127.5 - 1.0)
    return without_autotune(dataset.prefetch(2))


def train_by_own_loop(
    pair: ModelPair,
    dataset: Any,
    settings: AdversarialSettings,
    recorder: AdversarialRecorder,
    *,
    steps: int,
) -> None:
    """Take `steps` steps of the standard game with the grader's loop.

    Each step updates the discriminator on a real and a drawn batch, and then the generator on what
    the discriminator now says of the drawn batch.

    Raises:
        StudentCodeFailed: A model raised, or a loss is not finite.

    Source:
        Goodfellow et al. 2014, the generator's loss that does not saturate; Radford et al. 2016,
        Adam with beta_1 = 0.5.
    """
    with student_code(Verdict.TRAINING_FAILED):
        take_step = _standard_step(pair, settings)
        batches = iter(dataset)
        for step in range(1, steps + 1):
            recorder.after_step(step, take_step(next(batches)))


def train_by_fit(gan: Any, dataset: Any, recorder: AdversarialRecorder, *, steps: int) -> None:
    """Take `steps` steps with the student's own `train_step`, through Keras's `fit`.

    Raises:
        StudentCodeFailed: It raised, or a loss is not finite.
    """
    with student_code(Verdict.TRAINING_FAILED):
        # Not `gan.fit`: a `fit` of the student's own would take steps nobody counts.
        keras.Model.fit(
            gan,
            dataset,
            steps_per_epoch=steps,
            callbacks=[_StepReporter(recorder)],
            shuffle=False,
            verbose=0,
        )


class _StepReporter(keras.callbacks.Callback):
    """Tells the recorder about each step of `fit`."""

    def __init__(self, recorder: AdversarialRecorder) -> None:
        super().__init__()
        self._recorder = recorder

    def on_train_batch_end(self, batch: int, logs: Mapping[str, Any] | None = None) -> None:
        """Pass on the losses, whatever they are called."""
        self._recorder.after_step(batch + 1, _named_losses(logs or {}))


def _named_losses(logs: Mapping[str, Any]) -> dict[str, float]:
    """Find both losses among `g_loss`, `gen_loss`, `loss_G`, `critic_loss` and the like."""
    found: dict[str, float] = {}
    for name, value in logs.items():
        if "loss" not in name.lower() or not isinstance(value, (int, float)):
            continue
        kind = name.lower().replace("loss", "").strip("_- ")
        if kind.startswith("g"):
            found.setdefault(GENERATOR_LOSS, float(value))
        elif kind.startswith(("d", "c")):
            found.setdefault(DISCRIMINATOR_LOSS, float(value))
        elif not math.isfinite(value):
            found[GENERATOR_LOSS] = found[DISCRIMINATOR_LOSS] = float(value)
    return found


def _standard_step(pair: ModelPair, settings: AdversarialSettings) -> Callable[[Any], Any]:
    generator, discriminator = pair.generator, pair.discriminator
    loss = cross_entropy(pair)
    to_generator = keras.optimizers.Adam(settings.generator_learning_rate, beta_1=_BETA_1)
    to_discriminator = keras.optimizers.Adam(settings.discriminator_learning_rate, beta_1=_BETA_1)

    def take_step(real: Any) -> dict[str, Any]:
        latents = tf.random.normal((settings.batch_size, pair.latent_dim))
        with tf.GradientTape() as generator_tape:
            drawn = generator(latents, training=True)
            with generator_tape.stop_recording(), tf.GradientTape() as tape:
                on_real = discriminator(real, training=True)
                on_drawn = discriminator(drawn, training=True)
                discriminator_loss = loss(tf.ones_like(on_real), on_real) + loss(
                    tf.zeros_like(on_drawn), on_drawn
                )
            with generator_tape.stop_recording():
                _update(discriminator, to_discriminator, tape, discriminator_loss)
            on_drawn = discriminator(drawn, training=True)
            generator_loss = loss(tf.ones_like(on_drawn), on_drawn)
        _update(generator, to_generator, generator_tape, generator_loss)
        return {GENERATOR_LOSS: generator_loss, DISCRIMINATOR_LOSS: discriminator_loss}

    return tf.function(take_step)


def _update(model: Any, optimizer: Any, tape: Any, loss: Any) -> None:
    variables = model.trainable_variables
    # A model without trainable weights is a poor one, not an error.
    if variables:
        optimizer.apply(tape.gradient(loss, variables), variables)
