"""How the training of a generator and its discriminator went."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AdversarialHistory:
    """Losses and discriminator accuracy along the training. Origin: REPORTED.

    Attributes:
        steps: Steps at which the values were taken, increasing.
        generator_loss: One value a step of `steps`.
        discriminator_loss: One value a step of `steps`.
        discriminator_accuracy: On a batch of real and generated images, in [0, 1], one a step of
            `steps`.
        steps_requested: Steps the student asked for.
        steps_run: Steps taken.
        budget_reached: Whether the budget ended the training.
        step_macs: Multiply-accumulates that one step costs, as the budget counts them.
        checkpoint_steps: Step at which each kept generator stood, in order; 0 is the untrained one.
    """

    steps: tuple[int, ...]
    generator_loss: tuple[float, ...]
    discriminator_loss: tuple[float, ...]
    discriminator_accuracy: tuple[float, ...]
    steps_requested: int
    steps_run: int
    budget_reached: bool
    step_macs: int = 0
    checkpoint_steps: tuple[int, ...] = ()
