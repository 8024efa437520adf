"""Reads the settings of a pair of models and works out the steps that the budget lets through."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graders.domain.training import FORWARD_AND_BACKWARD
from graders.domain.verdict import Verdict
from graders.wire.jobs import AdversarialTrainJob
from graders.worker.emitting import Emitter
from graders.worker.loading import StudentCodeFailed, StudentModule

_COUNTS = ("steps", "batch_size", "latent_dim")
_RATES = ("generator_learning_rate", "discriminator_learning_rate")
_DEFAULT_LEARNING_RATE = 2e-4
_LARGEST = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class AdversarialSettings:
    """What the student asked for, held to the assignment's caps.

    Attributes:
        steps_requested: As written.
        steps: At most the assignment's.
        batch_size: At most the assignment's.
        latent_dim: Latent dimensions.
        generator_learning_rate: For the grader's own loop.
        discriminator_learning_rate: For the grader's own loop.
    """

    steps_requested: int
    steps: int
    batch_size: int
    latent_dim: int
    generator_learning_rate: float
    discriminator_learning_rate: float


def read_adversarial_settings(
    student: StudentModule, job: AdversarialTrainJob, emitter: Emitter
) -> AdversarialSettings:
    """Check `TRAINING` and cap it, with a note for each change.

    Raises:
        StudentCodeFailed: It is not a dictionary with positive integers `steps`, `batch_size` and
            `latent_dim`, a learning rate is no positive number, or there are too many latent
            dimensions.
    """
    settings = student.namespace.get("TRAINING")
    if not isinstance(settings, dict):
        raise _wrong("check.settings_not_a_dictionary", found=type(settings).__name__)
    _check_values(settings)
    unknown = sorted(str(key) for key in settings if key not in (*_COUNTS, *_RATES))
    if unknown:
        emitter.note("note.settings_ignored", keys=", ".join(unknown))
    steps, batch_size, latent_dim = (int(settings[key]) for key in _COUNTS)
    if latent_dim > job.max_latent_dim:
        raise _wrong("check.latent_dim_too_large", found=latent_dim, cap=job.max_latent_dim)
    if steps > job.max_steps:
        emitter.note("note.steps_capped", asked=steps, cap=job.max_steps)
    if batch_size > job.max_batch_size:
        emitter.note("note.batch_size_capped", asked=batch_size, cap=job.max_batch_size)
    rates = [float(settings.get(key, _DEFAULT_LEARNING_RATE)) for key in _RATES]
    return AdversarialSettings(
        steps_requested=steps,
        steps=min(steps, job.max_steps),
        batch_size=min(batch_size, job.max_batch_size),
        latent_dim=latent_dim,
        generator_learning_rate=rates[0],
        discriminator_learning_rate=rates[1],
    )


def step_macs(
    settings: AdversarialSettings, *, generator_macs: int, discriminator_macs: int
) -> int:
    """Return what one step costs, in multiply-accumulates.

    A step costs `batch_size x 3 x (generator MACs + 3 x discriminator MACs)`: the discriminator
    sees real images, then drawn ones, then drawn ones again to teach the generator that drew them;
    each pass counts three times because going backward costs about twice going forward. A step of
    the student's own class counts the same, whatever it does.

    Args:
        settings: Steps and batch size.
        generator_macs: Multiply-accumulates of one image through the generator, forward.
        discriminator_macs: As `generator_macs`, of the discriminator.
    """
    per_image = FORWARD_AND_BACKWARD * (generator_macs + 3 * discriminator_macs)
    return settings.batch_size * per_image


def affordable_steps(settings: AdversarialSettings, *, cost: int, giga_macs: float) -> int:
    """Return how many steps will be run: those asked for, or those the budget pays, at least one.

    Args:
        settings: Steps asked for.
        cost: Multiply-accumulates of one step.
        giga_macs: Budget in 10^9 multiply-accumulates.
    """
    paid = math.floor(giga_macs * 1e9 / cost) if cost else settings.steps
    return max(1, min(settings.steps, paid))


def _check_values(settings: Mapping[Any, Any]) -> None:
    for key in _COUNTS:
        if key not in settings:
            raise _wrong("check.settings_key_missing", key=key)
        value = settings[key]
        is_count = isinstance(value, int) and not isinstance(value, bool)
        if not is_count or not 0 < value <= _LARGEST:
            raise _wrong("check.settings_value", key=key, found=repr(value)[:60])
    for key in _RATES:
        rate = settings.get(key, _DEFAULT_LEARNING_RATE)
        is_number = isinstance(rate, (int, float)) and not isinstance(rate, bool)
        if not is_number or not 0 < rate <= _LARGEST:
            raise _wrong("check.settings_rate", key=key, found=repr(rate)[:60])


def _wrong(code: str, **values: object) -> StudentCodeFailed:
    return StudentCodeFailed(Verdict.NOT_IMPORTABLE, code, values=values)
