"""What every row on a generator's samples is multiplied by: copies, repeats, ignored noise.

Distributions cannot tell new images from the training images themselves, so these checks stand
beside every metric of a distribution.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from graders.domain.generative_scores import GenerativeScores
from graders.grading.curves import ramp

_COPIES: Final = (0.10, 0.40)
_REPEATS: Final = (0.10, 0.50)
_LEAST_LATENT_DISTANCE: Final = 0.4
_LATENT_JUMPS: Final = (0.001, 0.5)
_DEAF_FACTOR: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """A factor and its reason.

    Attributes:
        factor: In [0, 1].
        code: Message code of the reason; empty when the factor is 1.
        values: Values for the message.
    """

    factor: float
    code: str = ""
    values: tuple[tuple[str, str], ...] = ()


def gate_of(scores: GenerativeScores) -> Gate:
    """Multiply the gates; the one that takes most gives the reason.

    Source:
        docs/gan-metrics.md, "Gates".
    """
    is_deaf = scores.latent_distance < _LEAST_LATENT_DISTANCE
    smooth_from, smooth_to = _LATENT_JUMPS
    is_table = not smooth_from <= scores.latent_jump < smooth_to
    gates = (
        Gate(
            factor=1.0 - ramp(scores.memorised_share, *_COPIES),
            code="gate.copies",
            values=(("copies", repr(scores.memorised_share)),),
        ),
        Gate(
            factor=1.0 - ramp(scores.duplicate_share, *_REPEATS),
            code="gate.repeats",
            values=(("repeats", repr(scores.duplicate_share)),),
        ),
        Gate(
            factor=_DEAF_FACTOR if is_deaf else 1.0,
            code="gate.noise_ignored",
            values=(("distance", repr(scores.latent_distance)),),
        ),
        Gate(
            factor=_DEAF_FACTOR if is_table and not is_deaf else 1.0,
            code="gate.jumps",
            values=(("jump", repr(scores.latent_jump)),),
        ),
    )
    worst = min(gates, key=lambda gate: gate.factor)
    if worst.factor >= 1.0:
        return Gate(factor=1.0)
    product = math.prod(gate.factor for gate in gates)
    return Gate(factor=product, code=worst.code, values=worst.values)
