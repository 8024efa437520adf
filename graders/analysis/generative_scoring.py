"""From arrays to the scores of a generator: two feature networks, three checkpoints, all checks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graders.analysis.copies import (
    duplicate_share,
    latent_distance,
    latent_jump,
    memorised_share,
)
from graders.analysis.distances import Images, Points, as_points
from graders.analysis.generative_metrics import (
    class_shares,
    clipped_density,
    coverage,
    kernel_distance,
    kernel_distances_of_splits,
    total_variation,
)
from graders.domain.generative_scores import CheckpointScores, GenerativeScores, quality_share

PUBLIC_NETWORK: Final = "a"
NUM_SPLITS: Final = 200
_FLOOR_QUANTILE: Final = 0.95
_FLOOR_FACTOR: Final = 3.0
_SPLIT_SEED: Final = 20_180_104


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """Images as one feature network sees them.

    Attributes:
        features: `(n, d)` float32, standardised by real training images.
        classes: `(n, C + 1)` float32 probabilities, the last of them "no class".
    """

    features: NDArray[Any]
    classes: NDArray[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkView:
    """Everything one feature network was shown.

    Attributes:
        checkpoints: Samples of the last checkpoints, oldest first.
        untrained: A sample of the generator before training.
        held_out: Real images that were not trained on.
        train: Training images, best all of them.
    """

    checkpoints: tuple[Described, ...]
    untrained: Described
    held_out: Described
    train: Described


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictures:
    """The images themselves, uint8 of shape `(n, height, width, channels)`.

    Attributes:
        final: Samples of the last checkpoint, each of latent vector of its own.
        stepped: The first of them again, after a step of 0.02 standard deviations.
        held_out: Real images that were not trained on.
        train: All training images.
    """

    final: Images
    stepped: Images
    held_out: Images
    train: Images


def score_generator(
    views: Mapping[str, NetworkView],
    pictures: Pictures,
    *,
    steps: Sequence[int],
    value_range: tuple[float, float],
) -> GenerativeScores:
    """Score a generator; of the networks the one that thinks worse of it counts, metric by metric.

    Args:
        views: What each feature network saw, by its name; `a` is used for copies in features.
        pictures: The images.
        steps: Training steps of each checkpoint, oldest first.
        value_range: Smallest and largest value as the generator gave them.

    Raises:
        ValueError: There is no view, steps and checkpoints differ in number, arrays do not fit,
            or a feature is not finite.
    """
    if not views or any(len(view.checkpoints) != len(steps) for view in views.values()):
        raise ValueError(f"every network needs one description for each of {len(steps)} steps")
    by_network = {
        name: tuple(
            _checkpoint(described, view.held_out, step)
            for described, step in zip(view.checkpoints, steps, strict=True)
        )
        for name, view in views.items()
    }
    untrained = {
        name: kernel_distance(view.untrained.features, view.held_out.features)
        for name, view in views.items()
    }
    final, held_out, train = map(as_points, (pictures.final, pictures.held_out, pictures.train))
    return GenerativeScores(
        checkpoints=tuple(_worse(found) for found in zip(*by_network.values(), strict=True)),
        untrained_kid=max(untrained.values()),
        memorised_share=max(
            memorised_share(final, train=train, held_out=held_out),
            _memorised_features(views.get(PUBLIC_NETWORK)),
        ),
        duplicate_share=duplicate_share(final, held_out=held_out),
        latent_distance=latent_distance(final, held_out=held_out),
        latent_jump=latent_jump(final, as_points(pictures.stepped), held_out=held_out),
        net_disagreement=_disagreement(by_network, untrained, views),
        num_samples=len(pictures.final),
        num_classes=next(iter(views.values())).held_out.classes.shape[1] - 1,
        value_range=value_range,
    )


def real_kid_floor(views: Mapping[str, NetworkView]) -> float:
    """Return the 95th percentile of the KID between two sets of real images.

    Halves of held-out and training images are compared; the larger value of the networks counts.
    """
    return max(_kid_floor(view) for view in views.values())


def _checkpoint(samples: Described, held_out: Described, step: int) -> CheckpointScores:
    shares = class_shares(samples.classes)
    return CheckpointScores(
        step=step,
        kid=kernel_distance(samples.features, held_out.features),
        density=clipped_density(samples.features, held_out.features),
        coverage=coverage(samples.features, held_out.features),
        total_variation=total_variation(shares, class_shares(held_out.classes)),
        class_shares=tuple(float(share) for share in shares[:-1]),
        rejected_share=float(shares[-1]),
    )


def _worse(found: Sequence[CheckpointScores]) -> CheckpointScores:
    """Join what the networks found at one checkpoint; class shares come from the stricter one."""
    strictest = max(found, key=lambda scores: scores.total_variation)
    return CheckpointScores(
        step=strictest.step,
        kid=max(scores.kid for scores in found),
        density=min(scores.density for scores in found),
        coverage=min(scores.coverage for scores in found),
        total_variation=strictest.total_variation,
        class_shares=strictest.class_shares,
        rejected_share=strictest.rejected_share,
    )


def _memorised_features(view: NetworkView | None) -> float:
    if view is None:
        return 0.0
    return memorised_share(
        view.checkpoints[-1].features, train=view.train.features, held_out=view.held_out.features
    )


def _kid_floor(view: NetworkView) -> float:
    # As many training as held-out images, so that either kind is in both halves alike.
    train: Points = view.train.features[: len(view.held_out.features)]
    pooled = np.concatenate([view.held_out.features, train])
    found = kernel_distances_of_splits(pooled, num_splits=NUM_SPLITS, seed=_SPLIT_SEED)
    return float(np.quantile(found, _FLOOR_QUANTILE))


def _disagreement(
    by_network: Mapping[str, tuple[CheckpointScores, ...]],
    untrained: Mapping[str, float],
    views: Mapping[str, NetworkView],
) -> float:
    """Compare networks by shares: their KIDs are on scales of their own."""
    shares = np.array(
        [
            [
                quality_share(scores.kid, bad=untrained[name], good=_FLOOR_FACTOR * floor)
                for scores in checkpoints
            ]
            for name, checkpoints in by_network.items()
            for floor in [_kid_floor(views[name])]
        ]
    )
    return float(np.ptp(shares, axis=0).max())
