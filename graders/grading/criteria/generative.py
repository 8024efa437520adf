"""Criteria on what a generator draws, and on how it was trained against its discriminator."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable
from typing import Final

from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import (
    CheckpointScores,
    GenerativeAnchors,
    GenerativeScores,
    quality_share,
)
from graders.domain.grade import Finding, Measure, Sense, Unit
from graders.grading.criteria.base import criterion
from graders.grading.criteria.sample_curves import coverage_curve, density_curve
from graders.grading.criteria.sample_gates import gate_of
from graders.grading.curves import ramp

_REFERENCE_SLACK: Final = 1.3
_KID_FLOORS: Final = 3.0
_KID_UNIT: Final = 1_000.0
_FIDELITY_LEAD: Final = 0.3
_BALANCE_FULL: Final = 0.12
_BALANCE_NONE: Final = 0.75
_DISCRIMINATOR: Final = (0.55, 0.98)
_LAST_STEPS: Final = 0.2
_HEALTH_SHARES: Final = (0.4, 0.3, 0.3)
_PROGRESS: Final = 0.5
_RANGE_SLACK: Final = 0.02
_RANGE_LOST: Final = 0.5
_RANGE_USED: Final = 0.5


@criterion("sample_quality")
def sample_quality(scores: GenerativeScores, anchors: GenerativeAnchors) -> Finding:
    """Distance of samples and real images, from untrained to reference on a logarithmic scale.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """
    good = max(_REFERENCE_SLACK * anchors.kid_reference, _KID_FLOORS * anchors.kid_floor)

    def share(checkpoint: CheckpointScores) -> float:
        return quality_share(checkpoint.kid, bad=anchors.kid_untrained, good=good)

    kid = statistics.median(checkpoint.kid for checkpoint in scores.checkpoints)
    credit = _median_share(scores, share)
    return _finding(
        scores,
        credit,
        codes=("quality.none", "quality.partial", "quality.full"),
        observed=Measure(value=kid * _KID_UNIT, unit=Unit.NUMBER),
        required=Measure(value=good * _KID_UNIT, unit=Unit.NUMBER),
        sense=Sense.AT_MOST,
        values=(
            ("share", repr(credit)),
            ("untrained", repr(anchors.kid_untrained * _KID_UNIT)),
        ),
    )


@criterion("sample_fidelity")
def sample_fidelity(scores: GenerativeScores, anchors: GenerativeAnchors) -> Finding:
    """Share of samples that lie where real images lie; one perfect image alone does not pay.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """
    curve = density_curve(anchors)
    fidelity = _median_share(scores, lambda found: curve.share(found.density))
    limit = _diversity(scores, anchors) + _FIDELITY_LEAD
    is_capped = fidelity > limit
    density = statistics.median(checkpoint.density for checkpoint in scores.checkpoints)
    return _finding(
        scores,
        min(fidelity, limit),
        codes=(
            "fidelity.none",
            "fidelity.same_images" if is_capped else "fidelity.partial",
            "fidelity.full",
        ),
        observed=Measure(value=density, unit=Unit.PERCENT),
        required=Measure(value=curve.enough, unit=Unit.PERCENT),
        values=(("limit", repr(limit)), ("rejected", repr(scores.final.rejected_share))),
    )


@criterion("class_balance")
def class_balance(scores: GenerativeScores, anchors: GenerativeAnchors) -> Finding:
    """Whether all classes are drawn, each about as often as among real images.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """
    allowed = max(_BALANCE_FULL, _REFERENCE_SLACK * anchors.total_variation_reference)
    last = max(_BALANCE_NONE, allowed + _BALANCE_FULL)

    def share(checkpoint: CheckpointScores) -> float:
        return 1.0 - ramp(checkpoint.total_variation, allowed, last)

    fair = 1 / (5 * scores.num_classes)
    absent = [str(label) for label, found in enumerate(scores.final.class_shares) if found < fair]
    variation = statistics.median(found.total_variation for found in scores.checkpoints)
    return _finding(
        scores,
        _median_share(scores, share),
        codes=(
            "balance.none",
            "balance.missing" if absent else "balance.uneven",
            "balance.full",
        ),
        observed=Measure(value=variation, unit=Unit.PERCENT),
        required=Measure(value=allowed, unit=Unit.PERCENT),
        sense=Sense.AT_MOST,
        values=(
            ("modes", str(scores.modes)),
            ("num_classes", str(scores.num_classes)),
            ("absent", ", ".join(absent)),
            ("rejected", repr(scores.final.rejected_share)),
        ),
    )


@criterion("sample_diversity")
def sample_diversity(scores: GenerativeScores, anchors: GenerativeAnchors) -> Finding:
    """Share of held-out real images that have a sample nearby; classes never drawn limit it.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """
    covered = statistics.median(checkpoint.coverage for checkpoint in scores.checkpoints)
    credit = _diversity(scores, anchors)
    is_capped = credit < _coverage_share(scores, anchors)
    return _finding(
        scores,
        credit,
        codes=(
            "diversity.few_classes" if is_capped else "diversity.none",
            "diversity.few_classes" if is_capped else "diversity.partial",
            "diversity.full",
        ),
        observed=Measure(value=covered, unit=Unit.PERCENT),
        required=Measure(value=coverage_curve(anchors).enough, unit=Unit.PERCENT),
        values=(("modes", str(scores.modes)), ("num_classes", str(scores.num_classes))),
    )


@criterion("training_health")
def training_health(history: AdversarialHistory, scores: GenerativeScores) -> Finding:
    """Finite losses, a discriminator neither blind nor unbeatable, and progress.

    Source:
        docs/gan-metrics.md, "From metrics to points".
    """
    losses = history.generator_loss + history.discriminator_loss
    accuracy = _last_discriminator_accuracy(history)
    low, high = _DISCRIMINATOR
    is_finite = len(losses) > 0 and all(math.isfinite(loss) for loss in losses)
    has_progressed = scores.final.kid < _PROGRESS * scores.untrained_kid
    # Two networks that learn nothing are in balance too.
    is_balanced = has_progressed and low < accuracy < high
    held = (is_finite, is_balanced, has_progressed)
    if not is_finite:
        code = "health.not_finite"
    elif not has_progressed:
        code = "health.no_progress"
    elif not is_balanced:
        code = "health.discriminator_wins" if accuracy >= high else "health.discriminator_guesses"
    else:
        code = "health.sound"
    # Summed in hundredths: three held parts are the whole, to the last bit.
    credit = (
        sum(
            round(100 * share)
            for share, is_held in zip(_HEALTH_SHARES, held, strict=True)
            if is_held
        )
        / 100
    )
    return Finding(
        credit=credit,
        code=code,
        observed=Measure(value=sum(held), unit=Unit.COUNT),
        required=Measure(value=len(held), unit=Unit.COUNT),
        values=(
            ("accuracy", repr(accuracy)),
            ("low", repr(low)),
            ("high", repr(high)),
            ("untrained", repr(scores.untrained_kid * _KID_UNIT)),
            ("final", repr(scores.final.kid * _KID_UNIT)),
        ),
    )


@criterion("value_range")
def value_range(scores: GenerativeScores, *, low: float, high: float) -> Finding:
    """Whether the generator's values lie in the range of the images it was trained on."""
    smallest, largest = scores.value_range
    width = high - low
    beyond = max(low - smallest, largest - high, 0.0) / width
    used = (min(largest, high) - max(smallest, low)) / width
    if beyond > _RANGE_SLACK:
        credit, code = 1.0 - ramp(beyond, _RANGE_SLACK, _RANGE_LOST), "range.outside"
    elif used < _RANGE_USED:
        credit, code = max(used, 0.0) / _RANGE_USED, "range.narrow"
    else:
        credit, code = 1.0, "range.inside"
    return Finding(
        credit=credit,
        code=code,
        values=(
            ("smallest", repr(smallest)),
            ("largest", repr(largest)),
            ("low", repr(low)),
            ("high", repr(high)),
        ),
    )


def _finding(  # noqa: PLR0913 - one entry a part of the finding
    scores: GenerativeScores,
    share: float,
    *,
    codes: tuple[str, str, str],
    observed: Measure,
    required: Measure,
    sense: Sense = Sense.AT_LEAST,
    values: tuple[tuple[str, str], ...] = (),
) -> Finding:
    """Multiply a share by the gates; a gate that bites says why instead of the row's own code.

    `codes` are those for no share, a part of it, and all of it.
    """
    none, partial, full = codes
    own = full if share >= 1.0 else partial if share > 0.0 else none
    gate = gate_of(scores)
    return Finding(
        credit=share * gate.factor,
        code=gate.code or own,
        observed=observed,
        required=required,
        sense=sense,
        values=(*values, *gate.values, ("before", repr(share)), ("factor", repr(gate.factor))),
    )


def _median_share(scores: GenerativeScores, share: Callable[[CheckpointScores], float]) -> float:
    """Return the middle of the last checkpoints' shares: adversarial training oscillates."""
    return statistics.median(share(checkpoint) for checkpoint in scores.checkpoints)


def _coverage_share(scores: GenerativeScores, anchors: GenerativeAnchors) -> float:
    curve = coverage_curve(anchors)
    return _median_share(scores, lambda found: curve.share(found.coverage))


def _diversity(scores: GenerativeScores, anchors: GenerativeAnchors) -> float:
    # One class drawn perfectly covers as much as the reference does, spread over all classes.
    curve = coverage_curve(anchors)
    return _median_share(
        scores, lambda found: min(curve.share(found.coverage), found.modes / scores.num_classes)
    )


def _last_discriminator_accuracy(history: AdversarialHistory) -> float:
    """Return its mean over the last fifth of the steps; 0 when nothing was recorded."""
    if not history.steps:
        return 0.0
    begin = (1.0 - _LAST_STEPS) * history.steps[-1]
    last = [
        accuracy
        for step, accuracy in zip(history.steps, history.discriminator_accuracy, strict=True)
        if step >= begin
    ]
    return statistics.fmean(last)
