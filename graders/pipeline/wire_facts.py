"""Turns what a worker reported into domain facts."""

from __future__ import annotations

from graders.domain.evidence import GraphFacts, LayerFacts, TrainingHistory
from graders.sandbox.inbox import plain_text
from graders.wire.messages import GraphReported, TrainingReported


def graph_facts(graph: GraphReported, *, compiled: GraphFacts | None) -> GraphFacts:
    """Return the model's facts; compile settings come from `compiled` where the graph has none."""
    shown = graph if graph.loss or compiled is None else compiled
    return GraphFacts(
        layers=tuple(
            LayerFacts(
                kind=plain_text(layer.kind),
                name=plain_text(layer.name),
                output_shape=layer.output_shape,
                num_params=layer.num_params,
                macs=layer.macs,
                settings={plain_text(k): plain_text(v) for k, v in layer.settings.items()},
            )
            for layer in graph.layers
        ),
        num_params=graph.num_params,
        num_trainable=graph.num_trainable,
        macs=graph.macs,
        loss=plain_text(shown.loss),
        loss_from_logits=shown.loss_from_logits,
        optimizer=plain_text(shown.optimizer),
        learning_rate=shown.learning_rate,
    )


def training_history(report: TrainingReported) -> TrainingHistory:
    """Return the learning curves; epochs without a finite value are left out of a metric."""
    return TrainingHistory(
        metrics={
            plain_text(name): tuple(value for value in values if value is not None)
            for name, values in report.metrics.items()
        },
        epochs_requested=report.epochs_requested,
        epochs_run=report.epochs_run,
        examples_seen=report.examples_seen,
        budget_reached=report.budget_reached,
    )
