"""Credit for density and coverage of samples, between measured anchors."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from graders.domain.generative_scores import ENOUGH_OF_REFERENCE, GenerativeAnchors
from graders.grading.curves import interpolate

_GOOD_ENOUGH_CREDIT: Final = 0.7
_NOTHING_OF_GOOD_ENOUGH: Final = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleCurve:
    """A curve on a logarithmic scale: nothing, good enough, enough.

    Straight lines on a linear scale would put everything that is not as good as the reference at
    nothing: generators of a minute's training differ by factors, not by shares.

    Attributes:
        plain: What good enough reaches, above 0; worth 0.7.
        reference: What the reference reaches, above `plain`.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """

    plain: float
    reference: float

    @property
    def enough(self) -> float:
        """What earns everything."""
        return ENOUGH_OF_REFERENCE * self.reference

    def share(self, value: float) -> float:
        """Return the share of the points for a density or coverage, from 0."""
        knots = (
            (math.log(_NOTHING_OF_GOOD_ENOUGH * self.plain), 0.0),
            (math.log(self.plain), _GOOD_ENOUGH_CREDIT),
            (math.log(self.enough), 1.0),
        )
        return interpolate(math.log(value), knots) if value > 0.0 else 0.0


def density_curve(anchors: GenerativeAnchors) -> SampleCurve:
    """Return the curve of the clipped density."""
    return SampleCurve(plain=anchors.density_good_enough, reference=anchors.density_reference)


def coverage_curve(anchors: GenerativeAnchors) -> SampleCurve:
    """Return the curve of the coverage."""
    return SampleCurve(plain=anchors.coverage_good_enough, reference=anchors.coverage_reference)
