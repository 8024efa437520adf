"""Generating images: train a pair of models, draw samples from our latent vectors, measure them."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graders.analysis.generative_scoring import (
    Described,
    NetworkView,
    Pictures,
    real_kid_floor,
    score_generator,
)
from graders.domain.adversarial_graphs import DiscriminatorGraph, GeneratorGraph
from graders.domain.assignment import Assignment
from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import GenerativeScores
from graders.domain.training import Profile
from graders.tasks.base import Counted, Machine, Outputs, Truth
from graders.wire.jobs import AdversarialTrainJob, FeatureJob, SampleJob

# Shares of the steps at which the generator is kept: untrained, three for the picture of its
# progress, and the last three, a twentieth of the steps apart, that are scored.
CHECKPOINTS = (0.0, 0.1, 0.25, 0.5, 0.9, 0.95, 1.0)
NUM_SCORED = 3
NUM_SHOWN = 16
NUM_NEIGHBOURS = 256
NEIGHBOUR_STEP = 0.02
NETWORKS = ("a", "b")
MAX_LATENT_DIM = 512


class Gan:
    """Generative adversarial networks on small images."""

    @property
    def counted(self) -> Counted:
        """Budgets count steps: one update of the discriminator and one of the generator."""
        return Counted.STEPS

    @property
    def pieces(self) -> frozenset[type]:
        """Both models, their training, and what the samples are worth."""
        return frozenset({GeneratorGraph, DiscriminatorGraph, AdversarialHistory, GenerativeScores})

    @property
    def num_moved_copies(self) -> int:
        """None: a generator is asked for nothing but samples."""
        return 0

    def train_request(
        self, assignment: Assignment, profile: Profile, machine: Machine
    ) -> AdversarialTrainJob:
        """Return the train job; the executor fills in files and limits."""
        return AdversarialTrainJob(
            **machine.request_fields(),
            image_shape=assignment.input_shape,
            max_steps=profile.budget.max_steps,
            max_batch_size=profile.budget.max_batch_size,
            max_latent_dim=MAX_LATENT_DIM,
            giga_macs=profile.budget.giga_macs,
            checkpoints=CHECKPOINTS,
        )

    def sample_request(
        self, assignment: Assignment, profile: Profile, machine: Machine
    ) -> SampleJob:
        """Return the job that draws images; it carries no student code.

        The final checkpoint draws `NUM_NEIGHBOURS` images more, from latent vectors a tiny step
        away from the first ones.
        """
        middle = len(CHECKPOINTS) - NUM_SCORED - 1
        num_samples = profile.num_hidden
        counts = [num_samples, *([NUM_SHOWN] * middle), *([num_samples] * NUM_SCORED)]
        counts[-1] += min(NUM_NEIGHBOURS, num_samples)
        return SampleJob(
            **machine.request_fields(),
            image_shape=assignment.input_shape,
            num_samples=tuple(counts),
        )

    def feature_request(
        self, assignment: Assignment, machine: Machine, *, names: tuple[str, ...]
    ) -> FeatureJob:
        """Return the job that runs our feature networks over images; only arrays go in."""
        return FeatureJob(
            **machine.request_fields(),
            image_shape=assignment.input_shape,
            num_classes=assignment.num_classes,
            names=names,
        )

    def score(self, outputs: Outputs, truth: Truth) -> GenerativeScores:
        """Return quality, fidelity, balance, diversity and what the gates need."""
        final = outputs[f"samples_{len(CHECKPOINTS) - 1:02d}"]
        num_samples = len(outputs["samples_00"])
        low, high = outputs["value_range"]
        return score_generator(
            {network: _view(outputs, network) for network in NETWORKS},
            Pictures(
                final=final[:num_samples],
                stepped=final[num_samples:],
                held_out=truth.images["hidden"],
                train=truth.images["train"],
            ),
            steps=[int(step) for step in outputs["checkpoint_steps"][-NUM_SCORED:]],
            value_range=(float(low), float(high)),
        )

    def real_floor(self, outputs: Outputs) -> float:
        """Return the 95th percentile of the KID between two sets of real images."""
        return real_kid_floor({network: _view(outputs, network) for network in NETWORKS})


def latent_vectors(num_samples: int, latent_dim: int, *, seed: int) -> NDArray[np.float32]:
    """Draw the latent vectors of every checkpoint: standard normal, then near neighbours.

    Returns:
        `(num_samples + min(NUM_NEIGHBOURS, num_samples), latent_dim)`; row `num_samples + i` is row
        i after a step of `NEIGHBOUR_STEP` in a random direction.
    """
    rng = np.random.default_rng(seed)
    latents = rng.standard_normal((num_samples, latent_dim), dtype=np.float32)
    count = min(NUM_NEIGHBOURS, num_samples)
    steps = rng.standard_normal((count, latent_dim), dtype=np.float32)
    near = latents[:count] + np.float32(NEIGHBOUR_STEP) * steps
    return np.concatenate([latents, near])


def feature_sets(
    samples: Outputs, *, held_out: NDArray[Any], train: NDArray[Any], num_train: int
) -> dict[str, NDArray[Any]]:
    """Return the image sets that the feature networks look at, by name.

    Args:
        samples: `samples_<checkpoint>`, uint8 images.
        held_out: Real images that were not trained on.
        train: Training images; the first `num_train` are taken.
        num_train: How many.
    """
    num_samples = len(samples["samples_00"])
    first = len(CHECKPOINTS) - NUM_SCORED
    scored = {
        f"checkpoint_{index}": samples[f"samples_{first + index:02d}"][:num_samples]
        for index in range(NUM_SCORED)
    }
    return {
        "untrained": samples["samples_00"],
        **scored,
        "held_out": np.asarray(held_out),
        "train": np.asarray(train[:num_train]),
    }


def _view(outputs: Outputs, network: str) -> NetworkView:
    def described(name: str) -> Described:
        return Described(
            features=outputs[f"features_{network}_{name}"],
            classes=outputs[f"classes_{network}_{name}"],
        )

    return NetworkView(
        checkpoints=tuple(described(f"checkpoint_{index}") for index in range(NUM_SCORED)),
        untrained=described("untrained"),
        held_out=described("held_out"),
        train=described("train"),
    )
