"""Gets generator, discriminator and, where there is one, the student's own GAN class."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from graders.domain.verdict import Verdict
from graders.wire.jobs import AdversarialTrainJob
from graders.worker.graph import walk
from graders.worker.loading import StudentCodeFailed, StudentModule, student_code
from graders.worker.rebuilding import export_architecture

_RESHAPING = frozenset({"Reshape", "Flatten", "Identity", "Dropout", "GetItem"})
_FAR_OUT = 1e4


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPair:
    """A generator and the discriminator that teaches it.

    Attributes:
        generator: Latent vectors `(batch, latent_dim)` to images `(batch, height, width, channels)`
            in [-1, 1].
        discriminator: Images to one number each, `(batch, 1)`.
        latent_dim: Latent dimensions.
        outputs_probabilities: Whether the discriminator's number is a probability or a logit.
    """

    generator: Any
    discriminator: Any
    latent_dim: int
    outputs_probabilities: bool


def build_pair(student: StudentModule, job: AdversarialTrainJob, *, latent_dim: int) -> ModelPair:
    """Call `build_generator` and `build_discriminator` and check what they return.

    Raises:
        StudentCodeFailed: One of them raised, returned no model or one of other shapes, or the
            generator needs more than Keras's own objects.
    """
    shape = job.image_shape
    generator = student.call("build_generator", Verdict.NOT_BUILDABLE, latent_dim, shape)
    _check_is_model(generator, "build_generator")
    with student_code(Verdict.NOT_BUILDABLE):
        images = generator(keras.ops.zeros((2, latent_dim), dtype="float32"), training=False)
    if _shape(images) != (2, *shape):
        raise _wrong_shape("check.generator_output_shape", images, (None, *shape))
    if export_generator(generator) is None:
        raise StudentCodeFailed(Verdict.CUSTOM_CODE_NOT_ALLOWED, "check.generator_custom_code")
    discriminator = student.call("build_discriminator", Verdict.NOT_BUILDABLE, shape)
    _check_is_model(discriminator, "build_discriminator")
    with student_code(Verdict.NOT_BUILDABLE):
        judged = discriminator(keras.ops.zeros((2, *shape), dtype="float32"), training=False)
    if _shape(judged) != (2, 1):
        raise _wrong_shape("check.discriminator_output_shape", judged, (None, 1))
    with student_code(Verdict.NOT_BUILDABLE):
        outputs_probabilities = _outputs_probabilities(discriminator, shape)
    return ModelPair(
        generator=generator,
        discriminator=discriminator,
        latent_dim=latent_dim,
        outputs_probabilities=outputs_probabilities,
    )


def build_own_gan(student: StudentModule, pair: ModelPair) -> Any:
    """Return what `build_gan` makes of the pair; None when the student has no such function.

    Raises:
        StudentCodeFailed: It raised, or returned no compiled model with a `train_step` of its own.
    """
    if not student.has("build_gan"):
        return None
    arguments = (pair.generator, pair.discriminator)
    gan = student.call("build_gan", Verdict.NOT_BUILDABLE, *arguments)
    _check_is_model(gan, "build_gan")
    if not getattr(gan, "compiled", False):
        raise StudentCodeFailed(Verdict.NOT_BUILDABLE, "check.gan_not_compiled")
    if type(gan).train_step is keras.Model.train_step:
        raise StudentCodeFailed(Verdict.NOT_BUILDABLE, "check.gan_without_train_step")
    return gan


def export_generator(generator: Any) -> str | None:
    """Return the generator's configuration as JSON; None when Keras alone cannot rebuild it."""
    return export_architecture(generator, [np.asarray(part) for part in generator.get_weights()])


def _check_is_model(found: Any, function: str) -> None:
    if not isinstance(found, keras.Model):
        raise StudentCodeFailed(
            Verdict.NOT_BUILDABLE,
            "check.no_model_returned",
            values={"function": function, "found": type(found).__name__},
        )


def _outputs_probabilities(discriminator: Any, image_shape: tuple[int, ...]) -> bool:
    """Tell a probability from a logit: by the last layer, or by what the model can be made to say.

    A model whose `call` is the student's code may end in anything; images far outside of [-1, 1]
    push its logits out of [0, 1], while probabilities stay inside.
    """
    if hasattr(getattr(discriminator, "_functional", None) or discriminator, "operations"):
        tail = [part for part in walk(discriminator) if type(part).__name__ not in _RESHAPING]
        return bool(tail) and _is_sigmoid(tail[-1])
    noise = np.random.default_rng(0).standard_normal((64, *image_shape)) * _FAR_OUT
    judged = np.asarray(discriminator(tf.constant(noise, tf.float32), training=False))
    return bool(((judged >= 0.0) & (judged <= 1.0)).all())


def _is_sigmoid(layer: Any) -> bool:
    activation = getattr(layer, "activation", None)
    return type(layer).__name__ == "Sigmoid" or getattr(activation, "__name__", "") == "sigmoid"


def _shape(outputs: Any) -> tuple[Any, ...] | None:
    shape = getattr(outputs, "shape", None)
    return None if shape is None else tuple(shape)


def _wrong_shape(code: str, outputs: Any, expected: tuple[int | None, ...]) -> StudentCodeFailed:
    shape = _shape(outputs)
    found = "?" if shape is None else str((None, *shape[1:]))
    values = {"found": found, "expected": expected}
    return StudentCodeFailed(Verdict.WRONG_OUTPUT, code, values=values)
