"""Criteria on models that read sequences: what they remember, and what they are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graders.domain.evidence import GraphFacts, LayerFacts
from graders.domain.grade import Finding, Measure, Sense, Unit
from graders.domain.recall_scores import RecallScores
from graders.grading.criteria.base import criterion
from graders.grading.curves import ramp

_ABOVE_CHANCE: Final = 0.05
_ABOVE_CHANCE_LONG: Final = 0.10
_NUM_LONG_LAGS: Final = 2
# How much of what a model knows must be lost without its recurrent kernels.
_RECURRENT_SHARE: Final = (0.25, 0.50)
# A model that answers with the last cued key is right without a decoy and wrong with one.
_DECOY_LOSS: Final = 0.30
_GATED_CELLS: Final = frozenset({"LSTM", "GRU", "LSTMCell", "GRUCell"})
_PLAIN_CELLS: Final = frozenset({"SimpleRNN", "SimpleRNNCell"})
_PLAIN_CREDIT: Final = 0.5


@criterion("recall_by_lag")
def recall_by_lag(scores: RecallScores, *, full_at: float) -> Finding:
    """Accuracy at each lag, from just above chance to `full_at`; every lag counts the same.

    Source:
        docs/grading.md, "Memory by lag".
    """
    credit = _mean_credit(
        scores.accuracy_by_lag, start=scores.chance + _ABOVE_CHANCE, full_at=full_at
    )
    worst_lag, worst = min(scores.accuracy_by_lag, key=lambda entry: entry[1])
    return _gated(
        scores,
        Finding(
            credit=credit,
            code=_recall_code(scores, credit),
            observed=Measure(value=scores.hidden_accuracy, unit=Unit.PERCENT),
            required=Measure(value=full_at, unit=Unit.PERCENT),
            sense=Sense.AT_LEAST,
            values=(
                ("chance", repr(scores.chance)),
                ("worst_lag", str(worst_lag)),
                ("worst_accuracy", repr(worst)),
                ("horizon", str(scores.horizon)),
                ("with_decoy", repr(scores.with_decoy_accuracy)),
                ("without_decoy", repr(scores.without_decoy_accuracy)),
            ),
        ),
    )


def _recall_code(scores: RecallScores, credit: float) -> str:
    if credit >= 1.0:
        return "recall.full"
    if credit <= 0.0:
        return "recall.chance"
    if scores.without_decoy_accuracy - scores.with_decoy_accuracy >= _DECOY_LOSS:
        return "recall.last_cue"
    longest = scores.accuracy_by_lag[-1][0]
    return "recall.short_lags" if scores.horizon < longest else "recall.partial"


@criterion("long_lags")
def long_lags(scores: RecallScores, *, full_at: float) -> Finding:
    """Accuracy at the two longest lags, from well above chance to `full_at`.

    Source:
        docs/grading.md, "Memory by lag".
    """
    longest = scores.accuracy_by_lag[-_NUM_LONG_LAGS:]
    credit = _mean_credit(longest, start=scores.chance + _ABOVE_CHANCE_LONG, full_at=full_at)
    return _gated(
        scores,
        Finding(
            credit=credit,
            code=_by_credit(credit, ("long_lags.chance", "long_lags.partial", "long_lags.full")),
            observed=Measure(value=_mean_accuracy(longest), unit=Unit.PERCENT),
            required=Measure(value=full_at, unit=Unit.PERCENT),
            sense=Sense.AT_LEAST,
            values=(
                ("chance", repr(scores.chance)),
                ("from_lag", str(longest[0][0])),
                ("to_lag", str(longest[-1][0])),
            ),
        ),
    )


@criterion("key_swap")
def key_swap(scores: RecallScores, *, none_at: float, full_at: float) -> Finding:
    """Share of sequences whose answer follows when the cued key, and nothing else, is swapped.

    Source:
        docs/grading.md, "Memory by lag".
    """
    credit = ramp(scores.swapped_share, none_at, full_at)
    return _gated(
        scores,
        Finding(
            credit=credit,
            code=_by_credit(credit, ("swap.none", "swap.partial", "swap.full")),
            observed=Measure(value=scores.swapped_share, unit=Unit.PERCENT),
            required=Measure(value=full_at, unit=Unit.PERCENT),
            sense=Sense.AT_LEAST,
            values=(("none_at", repr(none_at)),),
        ),
    )


@criterion("longer_sequences")
def longer_sequences(scores: RecallScores, *, none_at: float, full_at: float) -> Finding:
    """Accuracy on sequences, and over lags, longer than any in training.

    Source:
        docs/grading.md, "Memory by lag".
    """
    accuracy = scores.longer_accuracy or 0.0
    credit = ramp(accuracy, none_at, full_at)
    return _gated(
        scores,
        Finding(
            credit=credit,
            code=_by_credit(credit, ("longer.none", "longer.partial", "longer.full")),
            observed=Measure(value=accuracy, unit=Unit.PERCENT),
            required=Measure(value=full_at, unit=Unit.PERCENT),
            sense=Sense.AT_LEAST,
            values=(("none_at", repr(none_at)),),
        ),
    )


@criterion("recurrent_layer")
def recurrent_layer(graph: GraphFacts) -> Finding:
    """An LSTM or GRU on the path from input to output; a plain recurrence is worth half.

    A `Bidirectional` layer and an `RNN` count as the cells inside them.
    """
    kinds = [kind for layer in graph.layers for kind in _cells(layer)]
    num_gated = sum(kind in _GATED_CELLS for kind in kinds)
    num_plain = sum(kind in _PLAIN_CELLS for kind in kinds)
    if num_gated:
        credit, code = 1.0, "recurrent.gated"
    elif num_plain:
        credit, code = _PLAIN_CREDIT, "recurrent.plain"
    else:
        credit, code = 0.0, "recurrent.none"
    return Finding(
        credit=credit,
        code=code,
        observed=Measure(value=num_gated, unit=Unit.COUNT),
        required=Measure(value=1, unit=Unit.COUNT),
        values=(("num_plain", str(num_plain)),),
    )


def _cells(layer: LayerFacts) -> tuple[str, ...]:
    """Kinds of the cells of a recurrent layer; the kind itself of any other."""
    if layer.kind == "RNN":
        return tuple(layer.settings.get("cell", "").split(","))
    return (layer.kind,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gate:
    """What the points for memory are multiplied by, and why."""

    factor: float
    code: str


def _gated(scores: RecallScores, finding: Finding) -> Finding:
    """Take points for memory from a model that does not remember by recurrence, or not freely.

    Source:
        docs/grading.md, "Memory by lag".
    """
    gate = _gate_of(scores)
    if gate.factor >= 1.0:
        return finding
    return Finding(
        credit=finding.credit * gate.factor,
        code=gate.code,
        observed=finding.observed,
        required=finding.required,
        sense=finding.sense,
        values=(*finding.values, ("recurrent_share", repr(scores.recurrent_share or 0.0))),
    )


def _gate_of(scores: RecallScores) -> _Gate:
    if scores.recurrent_share is None:
        return _Gate(factor=0.0, code="memory.no_recurrence")
    if scores.longer_accuracy is None:
        return _Gate(factor=0.0, code="memory.fixed_length")
    factor = ramp(scores.recurrent_share, *_RECURRENT_SHARE)
    return _Gate(factor=factor, code="memory.partly_used" if factor > 0.0 else "memory.not_used")


def _mean_credit(
    accuracy_by_lag: Sequence[tuple[int, float]], *, start: float, full_at: float
) -> float:
    shares = [ramp(accuracy, start, full_at) for _lag, accuracy in accuracy_by_lag]
    return sum(shares) / len(shares)


def _mean_accuracy(accuracy_by_lag: Sequence[tuple[int, float]]) -> float:
    return sum(accuracy for _lag, accuracy in accuracy_by_lag) / len(accuracy_by_lag)


def _by_credit(credit: float, codes: tuple[str, str, str]) -> str:
    if credit >= 1.0:
        return codes[2]
    return codes[1] if credit > 0.0 else codes[0]
