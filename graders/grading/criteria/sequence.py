"""Criteria on what a sequence model remembers, and for how long."""

from __future__ import annotations

from collections.abc import Sequence

from graders.domain.evidence import GraphFacts
from graders.domain.grade import Finding, Measure, Sense, Unit
from graders.domain.recall_scores import RecallScores
from graders.grading.criteria.base import criterion
from graders.grading.curves import ramp

_MARGIN = 0.05
_LONG_MARGIN = 0.10
_NUM_LONG_LAGS = 2
_ABLATION_COST = 0.5
_GATED = frozenset({"LSTM", "GRU"})
_CELLS = frozenset({"RNN", "ConvLSTM1D", "ConvLSTM2D"})
_PLAIN_CREDIT = 0.5


@criterion("recall_by_lag")
def recall_by_lag(scores: RecallScores, *, full_at: float) -> Finding:
    """Accuracy at every lag, each lag counting the same, above chance.

    Source:
        docs/grading.md, "Memory".
    """
    credit = _mean_share(scores.accuracy_by_lag, scores.chance + _MARGIN, full_at)
    return _gated(
        scores,
        credit,
        ("recall.full", "recall.partial", "recall.none"),
        observed=scores.hidden_accuracy,
        required=full_at,
        values=_by_lag(scores.accuracy_by_lag),
    )


@criterion("long_lags")
def long_lags(scores: RecallScores, *, full_at: float) -> Finding:
    """Accuracy at the two longest lags, above chance.

    Source:
        docs/grading.md, "Memory".
    """
    longest = scores.accuracy_by_lag[-_NUM_LONG_LAGS:]
    credit = _mean_share(longest, scores.chance + _LONG_MARGIN, full_at)
    return _gated(
        scores,
        credit,
        ("long_lags.full", "long_lags.partial", "long_lags.none"),
        observed=sum(accuracy for _lag, accuracy in longest) / len(longest),
        required=full_at,
        values=_by_lag(longest),
    )


@criterion("key_swap")
def key_swap(scores: RecallScores, *, none_at: float, full_at: float) -> Finding:
    """Predictions that follow when the cued key alone is swapped for another.

    Source:
        docs/grading.md, "Memory".
    """
    return _gated(
        scores,
        ramp(scores.swapped_share, none_at, full_at),
        ("key_swap.full", "key_swap.partial", "key_swap.none"),
        observed=scores.swapped_share,
        required=full_at,
        values=(
            ("with_decoy", repr(scores.with_decoy_accuracy)),
            ("without_decoy", repr(scores.without_decoy_accuracy)),
        ),
    )


@criterion("longer_sequences")
def longer_sequences(scores: RecallScores, *, none_at: float, full_at: float) -> Finding:
    """Accuracy on sequences longer than any the model was trained on.

    Source:
        docs/grading.md, "Memory".
    """
    accuracy = scores.longer_accuracy or 0.0
    return _gated(
        scores,
        ramp(accuracy, none_at, full_at),
        ("longer.full", "longer.partial", "longer.none"),
        observed=accuracy,
        required=full_at,
        values=(("hidden_accuracy", repr(scores.hidden_accuracy)),),
    )


@criterion("recurrent_layer")
def recurrent_layer(graph: GraphFacts) -> Finding:
    """A recurrent layer with gates; a plain `SimpleRNN`, which forgets fast, is worth half."""
    kinds = [layer.kind for layer in graph.layers]
    gated = [kind for kind in kinds if kind in _GATED or kind in _CELLS]
    plain = [kind for kind in kinds if kind == "SimpleRNN"]
    if gated:
        credit, code = 1.0, "recurrent.found"
    elif plain:
        credit, code = _PLAIN_CREDIT, "recurrent.plain"
    else:
        credit, code = 0.0, "recurrent.none"
    return Finding(
        credit=credit,
        code=code,
        observed=Measure(value=len(gated) + len(plain), unit=Unit.COUNT),
        required=Measure(value=1, unit=Unit.COUNT),
        values=(("kinds", ", ".join(sorted({*gated, *plain}))),),
    )


def memory_is_recurrent(scores: RecallScores) -> bool:
    """Whether zeroed recurrent kernels cost at least half of the accuracy above chance."""
    if scores.ablated_accuracy is None:
        return False
    above = scores.hidden_accuracy - scores.chance
    return scores.hidden_accuracy - scores.ablated_accuracy >= _ABLATION_COST * above


def _gated(
    scores: RecallScores,
    credit: float,
    codes: tuple[str, str, str],
    *,
    observed: float,
    required: float,
    values: tuple[tuple[str, str], ...],
) -> Finding:
    """Return the finding, worth nothing where the memory is a table or not the network's own."""
    full, partial, none = codes
    gate = _gate(scores) if credit > 0.0 else ""
    earned = full if credit >= 1.0 else partial if credit > 0.0 else none
    return Finding(
        credit=0.0 if gate else credit,
        code=gate or earned,
        observed=Measure(value=observed, unit=Unit.PERCENT),
        required=Measure(value=required, unit=Unit.PERCENT),
        sense=Sense.AT_LEAST,
        values=(
            ("chance", repr(scores.chance)),
            ("ablated", repr(scores.ablated_accuracy or 0.0)),
            *values,
        ),
    )


def _gate(scores: RecallScores) -> str:
    if scores.longer_accuracy is None:
        return "memory_gate.fixed_length"
    if scores.ablated_accuracy is None:
        return "memory_gate.not_recurrent"
    return "" if memory_is_recurrent(scores) else "memory_gate.not_needed"


def _mean_share(by_lag: Sequence[tuple[int, float]], none_at: float, full_at: float) -> float:
    shares = [ramp(accuracy, none_at, full_at) for _lag, accuracy in by_lag]
    return sum(shares) / len(shares)


def _by_lag(by_lag: Sequence[tuple[int, float]]) -> tuple[tuple[str, str], ...]:
    shown = ", ".join(f"{lag}: {accuracy * 100:.0f} %" for lag, accuracy in by_lag)
    return (("by_lag", shown),)
