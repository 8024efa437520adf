"""Turns what a worker reported into domain facts."""

from __future__ import annotations

from graders.domain.evidence import GraphFacts, LayerFacts, TrainingHistory
from graders.domain.gan_history import AdversarialHistory
from graders.domain.review import Influence, LayerInfluence, TrainingSteps
from graders.sandbox.inbox import plain_text
from graders.wire.messages import (
    AdversarialTrainingReported,
    GraphReported,
    InfluenceReported,
    TrainingReported,
)


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


def training_steps(report: TrainingReported) -> TrainingSteps:
    """Return the steps that the budget counted, and those beside it."""
    return TrainingSteps(
        counted=report.steps_counted, taken=report.steps_taken, elsewhere=report.steps_elsewhere
    )


def influence_of_layers(report: InfluenceReported) -> Influence:
    """Return what each layer does for the outputs."""
    return Influence(
        layers=tuple(
            LayerInfluence(
                kind=plain_text(found.layer),
                name=plain_text(found.name),
                gradient=found.gradient,
                effect=found.effect,
            )
            for found in report.layers
        ),
        output_variation=report.output_variation,
    )


def adversarial_history(report: AdversarialTrainingReported) -> AdversarialHistory:
    """Return the curves of a pair; points without a finite value are left out of every curve."""
    points = [
        (step, generator, discriminator, accuracy)
        for step, generator, discriminator, accuracy in zip(
            report.steps,
            report.generator_loss,
            report.discriminator_loss,
            report.discriminator_accuracy,
            strict=False,
        )
        if generator is not None and discriminator is not None and accuracy is not None
    ]
    return AdversarialHistory(
        steps=tuple(point[0] for point in points),
        generator_loss=tuple(point[1] for point in points),
        discriminator_loss=tuple(point[2] for point in points),
        discriminator_accuracy=tuple(point[3] for point in points),
        steps_requested=report.steps_requested,
        steps_run=report.steps_run,
        budget_reached=report.budget_reached,
        step_macs=report.step_macs,
        checkpoint_steps=report.checkpoint_steps,
    )
