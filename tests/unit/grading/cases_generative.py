"""Cases of the criteria on generators; see test_criteria for the form."""

from __future__ import annotations

import math
from dataclasses import replace

from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import (
    CheckpointScores,
    GenerativeAnchors,
    GenerativeScores,
)
from graders.domain.grade import Finding
from graders.grading.criteria.generative import (
    class_balance,
    sample_diversity,
    sample_fidelity,
    sample_quality,
    training_health,
    value_range,
)

ANCHORS = GenerativeAnchors(
    kid_floor=0.005,
    kid_reference=0.1,
    kid_untrained=13.0,
    density_reference=1.0,
    density_good_enough=0.3,
    coverage_reference=1.0,
    coverage_good_enough=0.3,
    total_variation_reference=0.05,
)
GOOD = CheckpointScores(
    step=100,
    kid=0.1,
    density=0.95,
    coverage=0.95,
    total_variation=0.05,
    class_shares=(0.1,) * 10,
    rejected_share=0.0,
)
# Five sevenths of the way from nothing (a tenth of good enough) to good enough, which is worth 0.7.
HALF_WAY = 0.03 * 10 ** (5 / 7)
ONE_CLASS = {"class_shares": (1.0,) + (0.0,) * 9}
# Half of the classes at twice their share.
LOPSIDED = {"class_shares": (0.2,) * 5 + (0.0,) * 5}


def make_generative_scores(*checkpoints: CheckpointScores, **changes: object) -> GenerativeScores:
    """Scores of a sound generator, or of these checkpoints."""
    sound = GenerativeScores(
        checkpoints=checkpoints or (GOOD, GOOD, GOOD),
        untrained_kid=13.0,
        memorised_share=0.01,
        duplicate_share=0.0,
        latent_distance=0.9,
        latent_jump=0.03,
        net_disagreement=0.02,
        num_samples=1500,
        num_classes=10,
        value_range=(-1.0, 1.0),
    )
    return replace(sound, **changes)


def make_history(**changes: object) -> AdversarialHistory:
    """The history of a sound training."""
    sound = AdversarialHistory(
        steps=tuple(range(100, 1100, 100)),
        generator_loss=(0.9,) * 10,
        discriminator_loss=(0.6,) * 10,
        discriminator_accuracy=(0.99,) * 5 + (0.75,) * 5,
        steps_requested=1000,
        steps_run=1000,
        budget_reached=False,
    )
    return replace(sound, **changes)


def everywhere(**changes: object) -> GenerativeScores:
    """The same change at each of the three checkpoints."""
    return make_generative_scores(*[replace(GOOD, **changes)] * 3)


def quality(scores: GenerativeScores) -> Finding:
    return sample_quality(scores, ANCHORS)


def fidelity(scores: GenerativeScores) -> Finding:
    return sample_fidelity(scores, ANCHORS)


def balance(scores: GenerativeScores) -> Finding:
    return class_balance(scores, ANCHORS)


def diversity(scores: GenerativeScores) -> Finding:
    return sample_diversity(scores, ANCHORS)


def health(final_kid: float = 0.1, **changes: object) -> Finding:
    scores = make_generative_scores(GOOD, GOOD, replace(GOOD, kid=final_kid))
    return training_health(make_history(**changes), scores)


def in_range(smallest: float, largest: float) -> Finding:
    scores = make_generative_scores(value_range=(smallest, largest))
    return value_range(scores, low=-1.0, high=1.0)


BAD_ONCE = make_generative_scores(GOOD, replace(GOOD, kid=20.0, coverage=0.0), GOOD)

# In each case: criterion, what it shows, finding, expected credit, expected code.
CASES = [
    ("sample_quality", "as the reference", quality(everywhere()), 1.0, "quality.full"),
    (
        "sample_quality",
        "below zero is as good",
        quality(everywhere(kid=-0.001)),
        1.0,
        "quality.full",
    ),
    ("sample_quality", "one bad checkpoint of three", quality(BAD_ONCE), 1.0, "quality.full"),
    (
        "sample_quality",
        "half the way on a logarithmic scale",
        quality(everywhere(kid=1.3)),
        0.5,
        "quality.partial",
    ),
    ("sample_quality", "untrained", quality(everywhere(kid=13.0)), 0.0, "quality.none"),
    (
        "sample_quality",
        "training images returned",
        quality(make_generative_scores(memorised_share=1.0)),
        0.0,
        "gate.copies",
    ),
    (
        "sample_quality",
        "a quarter copied",
        quality(make_generative_scores(memorised_share=0.25)),
        0.5,
        "gate.copies",
    ),
    (
        "sample_quality",
        "a few images repeated",
        quality(make_generative_scores(duplicate_share=0.3)),
        0.5,
        "gate.repeats",
    ),
    (
        "sample_quality",
        "noise ignored",
        quality(make_generative_scores(latent_distance=0.1)),
        0.2,
        "gate.noise_ignored",
    ),
    (
        "sample_quality",
        "a table of images",
        quality(make_generative_scores(latent_jump=0.0)),
        0.2,
        "gate.jumps",
    ),
    (
        "sample_quality",
        "a hash of the noise",
        quality(make_generative_scores(latent_jump=0.9)),
        0.2,
        "gate.jumps",
    ),
    ("sample_fidelity", "as the reference", fidelity(everywhere()), 1.0, "fidelity.full"),
    ("sample_fidelity", "half", fidelity(everywhere(density=HALF_WAY)), 0.5, "fidelity.partial"),
    (
        "sample_fidelity",
        "as good enough",
        fidelity(everywhere(density=0.3)),
        0.7,
        "fidelity.partial",
    ),
    (
        "sample_fidelity",
        "seven tenths of the reference",
        fidelity(everywhere(density=0.7)),
        1.0,
        "fidelity.full",
    ),
    ("sample_fidelity", "noise", fidelity(everywhere(density=0.0)), 0.0, "fidelity.none"),
    (
        "sample_fidelity",
        "one perfect image does not pay",
        fidelity(everywhere(density=1.4, coverage=0.03)),
        0.3,
        "fidelity.same_images",
    ),
    ("class_balance", "even", balance(everywhere()), 1.0, "balance.full"),
    ("class_balance", "uneven", balance(everywhere(total_variation=0.435)), 0.5, "balance.uneven"),
    (
        "class_balance",
        "half of the classes missing",
        balance(everywhere(total_variation=0.5925, **LOPSIDED)),
        0.25,
        "balance.missing",
    ),
    ("class_balance", "one class", balance(everywhere(total_variation=0.9)), 0.0, "balance.none"),
    ("sample_diversity", "as the reference", diversity(everywhere()), 1.0, "diversity.full"),
    ("sample_diversity", "one bad checkpoint of three", diversity(BAD_ONCE), 1.0, "diversity.full"),
    (
        "sample_diversity",
        "half",
        diversity(everywhere(coverage=HALF_WAY)),
        0.5,
        "diversity.partial",
    ),
    (
        "sample_diversity",
        "hardly anything",
        diversity(everywhere(coverage=0.02)),
        0.0,
        "diversity.none",
    ),
    (
        "sample_diversity",
        "one class drawn perfectly covers no more than its share",
        diversity(everywhere(coverage=0.95, **ONE_CLASS)),
        0.1,
        "diversity.few_classes",
    ),
    (
        "sample_diversity",
        "one checkpoint of three that draws one class",
        diversity(make_generative_scores(GOOD, GOOD, replace(GOOD, **ONE_CLASS))),
        1.0,
        "diversity.full",
    ),
    (
        "sample_diversity",
        "real images of no class that the classifier knows",
        diversity(everywhere(coverage=0.95, class_shares=(0.0,) * 10)),
        0.0,
        "diversity.few_classes",
    ),
    ("training_health", "sound", health(), 1.0, "health.sound"),
    (
        "training_health",
        "only the end of the discriminator's accuracy counts",
        health(discriminator_accuracy=(0.5,) * 7 + (0.75,) * 3),
        1.0,
        "health.sound",
    ),
    (
        "training_health",
        "the discriminator always wins",
        health(discriminator_accuracy=(1.0,) * 10),
        0.7,
        "health.discriminator_wins",
    ),
    (
        "training_health",
        "the discriminator guesses",
        health(discriminator_accuracy=(0.5,) * 10),
        0.7,
        "health.discriminator_guesses",
    ),
    ("training_health", "no better than untrained", health(7.0), 0.4, "health.no_progress"),
    (
        "training_health",
        "a loss is not a number",
        health(generator_loss=(0.9,) * 9 + (math.nan,)),
        0.6,
        "health.not_finite",
    ),
    (
        "training_health",
        "not trained at all",
        health(
            20.0,
            steps=(),
            generator_loss=(),
            discriminator_loss=(),
            discriminator_accuracy=(),
            steps_run=0,
        ),
        0.0,
        "health.not_finite",
    ),
    ("value_range", "inside", in_range(-0.99, 0.98), 1.0, "range.inside"),
    ("value_range", "a hair outside", in_range(-1.01, 1.01), 1.0, "range.inside"),
    ("value_range", "grey levels", in_range(0.0, 255.0), 0.0, "range.outside"),
    ("value_range", "a quarter of the width outside", in_range(-1.0, 1.52), 0.5, "range.outside"),
    ("value_range", "a quarter of the width used", in_range(0.0, 0.5), 0.5, "range.narrow"),
    ("value_range", "nothing of the range used", in_range(0.1, 0.1), 0.0, "range.narrow"),
]
