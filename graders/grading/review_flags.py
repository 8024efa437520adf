"""Which evidence makes a person look; a flag changes no points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from graders.domain.evidence import Evidence, Origin
from graders.domain.review import Influence, MovedPixels, Probes, ReviewFlag, TrainingSteps

MOST_DROP: Final = 0.10
"""Accuracy that answers may lose when each pixel moves by one grey level of 255."""

_STANDARD_ERRORS: Final = 2.0
NO_INFLUENCE: Final = 1e-6
"""Share of influence below which a layer does nothing."""

_LEAST_VARIATION: Final = 1e-4
MOST_UNCOUNTED_SHARE: Final = 0.05
"""Uncounted steps of training, as a share of the counted ones, that are let pass."""

MOST_UNCOUNTED_STEPS: Final = 10
"""Uncounted steps that are let pass in a training however short: a model tried on a batch."""

_MAX_NAMES: Final = 8
_STRUCTURAL_STARTS: Final = ("Conv", "SeparableConv", "DepthwiseConv", "Random", "UpSampling")
_STRUCTURAL_PARTS: Final = ("Pooling", "Dropout", "Normalization", "Noise", "LSTM", "GRU", "RNN")
_WRAPPERS: Final = frozenset({"Bidirectional", "TimeDistributed"})


def review_flags(evidence: Evidence) -> tuple[ReviewFlag, ...]:
    """Return the flags that evidence raises: those of the text first, then those of each model."""
    measured = (
        flag for part, probes in evidence.probes.items() for flag in _flags_of_model(part, probes)
    )
    return (*evidence.suspicions, *measured)


def _flags_of_model(part: str, probes: Probes) -> Iterator[ReviewFlag]:
    if probes.moved is not None:
        yield from _exact_inputs(part, probes.moved)
    if probes.influence is not None:
        yield from _inert_layers(part, probes.influence)
    if probes.steps is not None:
        yield from _nested_training(part, probes.steps)


def _exact_inputs(part: str, moved: MovedPixels) -> Iterator[ReviewFlag]:
    if moved.drop - _STANDARD_ERRORS * moved.standard_error > MOST_DROP:
        yield ReviewFlag(
            code="flag.exact_inputs",
            values=(
                ("images", str(moved.num_images)),
                ("moved", f"{moved.moved_accuracy:.4f}"),
                ("original", f"{moved.original_accuracy:.4f}"),
            ),
            origin=Origin.MEASURED,
            part=part,
        )


def _inert_layers(part: str, influence: Influence) -> Iterator[ReviewFlag]:
    # Outputs that never change have no path that carries: a dead network, not a decoration.
    if influence.output_variation < _LEAST_VARIATION:
        return
    inert = [
        f"{layer.name} ({layer.kind})"
        for layer in influence.layers
        if _is_structural(layer.kind)
        and layer.gradient < NO_INFLUENCE
        and layer.effect is not None
        and layer.effect < NO_INFLUENCE
    ]
    if inert:
        named = ", ".join(inert[:_MAX_NAMES]) + (", …" if len(inert) > _MAX_NAMES else "")
        yield ReviewFlag(
            code="flag.inert_layers",
            values=(("count", str(len(inert))), ("names", named)),
            origin=Origin.MEASURED,
            part=part,
        )


def _is_structural(kind: str) -> bool:
    """Whether the rubric could pay for a layer of this class."""
    return (
        kind in _WRAPPERS
        or kind.startswith(_STRUCTURAL_STARTS)
        or any(part in kind for part in _STRUCTURAL_PARTS)
    )


def _nested_training(part: str, steps: TrainingSteps) -> Iterator[ReviewFlag]:
    if steps.uncounted > max(MOST_UNCOUNTED_SHARE * steps.counted, MOST_UNCOUNTED_STEPS):
        yield ReviewFlag(
            code="flag.nested_training",
            values=(("counted", str(steps.counted)), ("uncounted", str(steps.uncounted))),
            origin=Origin.REPORTED,
            part=part,
        )
