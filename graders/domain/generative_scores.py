"""What was measured of a generator's samples, and the anchors they are judged against."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

ENOUGH_OF_REFERENCE: Final = 0.7
"""Of the reference's density and coverage: what earns everything, because runs vary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckpointScores:
    """Quality of one sample of images, the worse of two feature networks. Origin: MEASURED.

    Attributes:
        step: Training steps the generator had taken.
        kid: Kernel inception distance to held-out images, unbiased, may be below 0.
        density: Clipped density divided by that of real images, from 0; about 1 for real images.
        coverage: Share of held-out images with a sample nearby, divided by that of real images.
        total_variation: Half the summed absolute difference of class shares to those of held-out
            images, samples of no class being one class more, in [0, 1].
        class_shares: Share of each class, as the classifier sees it; with `rejected_share` they
            sum to 1.
        rejected_share: Share of samples that look like no class, in [0, 1].
    """

    step: int
    kid: float
    density: float
    coverage: float
    total_variation: float
    class_shares: tuple[float, ...]
    rejected_share: float

    @property
    def modes(self) -> int:
        """Classes with at least a fifth of their fair share."""
        return sum(share >= 1 / (5 * len(self.class_shares)) for share in self.class_shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerativeScores:
    """What a generator draws from latent vectors of the grader. Origin: MEASURED.

    Attributes:
        checkpoints: The last three checkpoints, oldest first.
        untrained_kid: KID before training.
        memorised_share: Share of the final samples nearer to a training image than 99 % of held-out
            images are, in [0, 1]; about 0.01 for new images.
        duplicate_share: Share of the final samples with an almost equal sample, in [0, 1].
        latent_distance: Median distance of samples of different latent vectors, divided by that of
            pairs of real images; 0 for a generator that ignores its noise.
        latent_jump: 90th percentile of the distance that a tiny step in the latent space causes,
            divided by that of pairs of real images.
        net_disagreement: Largest absolute difference of the quality shares of both networks.
        num_samples: Samples a checkpoint.
        num_classes: Number of classes C.
        value_range: Smallest and largest value of the final samples, as the generator gave them.
    """

    checkpoints: tuple[CheckpointScores, ...]
    untrained_kid: float
    memorised_share: float
    duplicate_share: float
    latent_distance: float
    latent_jump: float
    net_disagreement: float
    num_samples: int
    num_classes: int
    value_range: tuple[float, float]

    @property
    def final(self) -> CheckpointScores:
        """The last checkpoint."""
        return self.checkpoints[-1]

    @property
    def modes(self) -> int:
        """Classes of the final sample with at least a fifth of their fair share."""
        return self.final.modes


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerativeAnchors:
    """Measured anchors of a generative assignment.

    Attributes:
        kid_floor: 95th percentile of the KID between two sets of real images.
        kid_reference: Median KID of the reference.
        kid_untrained: Median KID of untrained generators.
        density_reference: Median density of the reference.
        density_good_enough: Median density of the good-enough solution.
        coverage_reference: Median coverage of the reference.
        coverage_good_enough: Median coverage of the good-enough solution.
        total_variation_reference: Median total variation of the reference.
    """

    kid_floor: float
    kid_reference: float
    kid_untrained: float
    density_reference: float
    density_good_enough: float
    coverage_reference: float
    coverage_good_enough: float
    total_variation_reference: float


def quality_share(kid: float, *, bad: float, good: float) -> float:
    """Return how far a KID is from bad (0) to good (1), on a logarithmic scale.

    Args:
        kid: Measured; at or below `good` it is good, even below 0.
        bad: KID that is worth nothing.
        good: KID that is worth everything, above 0.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """
    if kid <= good:
        return 1.0
    if kid >= bad:
        return 0.0
    return (math.log(bad) - math.log(kid)) / (math.log(bad) - math.log(good))
