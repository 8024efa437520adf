"""Cases of the criteria on memory: criterion, what it shows, finding, credit, code."""

from __future__ import annotations

from dataclasses import replace

from graders.domain.grade import Finding
from graders.domain.recall_scores import RecallScores
from graders.grading.criteria.sequence import (
    key_swap,
    long_lags,
    longer_sequences,
    recall_by_lag,
    recurrent_layer,
)
from tests.criterion_evidence import make_graph, make_layer

SOLVED = RecallScores(
    accuracy_by_lag=((8, 1.0), (16, 1.0), (32, 0.99), (64, 0.98)),
    num_per_lag=500,
    num_classes=8,
    train_accuracy=1.0,
    validation_accuracy=0.99,
    with_decoy_accuracy=0.99,
    without_decoy_accuracy=1.0,
    swapped_share=0.99,
    longer_accuracy=0.97,
    ablated_accuracy=0.15,
)
FORGETFUL = replace(SOLVED, accuracy_by_lag=((8, 0.54), (16, 0.34), (32, 0.21), (64, 0.13)))
GUESSING = replace(
    SOLVED,
    accuracy_by_lag=((8, 0.13), (16, 0.12), (32, 0.13), (64, 0.12)),
    swapped_share=0.12,
    longer_accuracy=0.13,
    ablated_accuracy=0.125,
)
FIXED_LENGTH = replace(SOLVED, longer_accuracy=None)
NOT_RECURRENT = replace(SOLVED, ablated_accuracy=None)
BYPASSED = replace(SOLVED, ablated_accuracy=0.9)


def recall(scores: RecallScores) -> Finding:
    return recall_by_lag(scores, full_at=0.95)


def far(scores: RecallScores) -> Finding:
    return long_lags(scores, full_at=0.90)


def swap(scores: RecallScores) -> Finding:
    return key_swap(scores, none_at=0.5, full_at=0.95)


def longer(scores: RecallScores) -> Finding:
    return longer_sequences(scores, none_at=0.5, full_at=0.9)


def layers(*kinds: str) -> Finding:
    return recurrent_layer(make_graph(*(make_layer(kind) for kind in kinds)))


CASES = [
    ("recall_by_lag", "solved", recall(SOLVED), 1.0, "recall.full"),
    ("recall_by_lag", "forgets", recall(FORGETFUL), 0.1822581, "recall.partial"),
    ("recall_by_lag", "guesses", recall(GUESSING), 0.0, "recall.none"),
    ("recall_by_lag", "fixed length", recall(FIXED_LENGTH), 0.0, "memory_gate.fixed_length"),
    ("recall_by_lag", "no recurrence", recall(NOT_RECURRENT), 0.0, "memory_gate.not_recurrent"),
    ("recall_by_lag", "recurrence bypassed", recall(BYPASSED), 0.0, "memory_gate.not_needed"),
    ("long_lags", "solved", far(SOLVED), 1.0, "long_lags.full"),
    (
        "long_lags",
        "half way",
        far(replace(SOLVED, accuracy_by_lag=((8, 1.0), (32, 0.5625), (64, 0.5625)))),
        0.5,
        "long_lags.partial",
    ),
    ("long_lags", "forgets", far(FORGETFUL), 0.0, "long_lags.none"),
    ("key_swap", "follows", swap(SOLVED), 1.0, "key_swap.full"),
    (
        "key_swap",
        "follows often",
        swap(replace(SOLVED, swapped_share=0.725)),
        0.5,
        "key_swap.partial",
    ),
    ("key_swap", "guesses", swap(GUESSING), 0.0, "key_swap.none"),
    ("longer_sequences", "holds", longer(SOLVED), 1.0, "longer.full"),
    (
        "longer_sequences",
        "holds in part",
        longer(replace(SOLVED, longer_accuracy=0.7)),
        0.5,
        "longer.partial",
    ),
    ("longer_sequences", "cannot be read", longer(FIXED_LENGTH), 0.0, "longer.none"),
    ("recurrent_layer", "LSTM", layers("Embedding", "LSTM", "Dense"), 1.0, "recurrent.found"),
    (
        "recurrent_layer",
        "in both directions",
        layers("Bidirectional", "GRU"),
        1.0,
        "recurrent.found",
    ),
    ("recurrent_layer", "plain", layers("Embedding", "SimpleRNN"), 0.5, "recurrent.plain"),
    ("recurrent_layer", "none", layers("Embedding", "Dense"), 0.0, "recurrent.none"),
]
