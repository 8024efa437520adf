"""Pieces of evidence with a few knobs: scores, curves, models, sources."""

from __future__ import annotations

import numpy as np

from graders.domain.adversarial_graphs import (
    AdversarialFacts,
    DiscriminatorGraph,
    GeneratorGraph,
)
from graders.domain.evidence import (
    ClassificationScores,
    FunctionFacts,
    GraphFacts,
    LayerFacts,
    SourceFacts,
    StyleFacts,
    StyleViolation,
    TrainingHistory,
)
from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import CheckpointScores, GenerativeScores
from graders.domain.recall_scores import RecallScores
from graders.domain.submission import SourceLocation


def make_scores(hidden: float, train: float, *, seed: int = 0) -> ClassificationScores:
    rng = np.random.default_rng(seed)
    matrix = []
    for true in range(10):
        weights = rng.dirichlet(np.full(10, 0.35))
        weights[true] = 0
        wrong = np.round(400 * (1 - hidden) * weights / weights.sum()).astype(int)
        wrong[true] = 400 - wrong.sum()
        matrix.append(tuple(int(count) for count in wrong))
    return ClassificationScores(
        hidden_accuracy=hidden,
        validation_accuracy=hidden + 0.006,
        train_accuracy=train,
        num_hidden=4000,
        num_train_probe=2000,
        num_classes=10,
        confusion_matrix=tuple(matrix),
    )


def make_history(hidden: float, train: float, *, epochs: int = 14) -> TrainingHistory:
    t = np.arange(1, epochs + 1)
    rise = 1 - np.exp(-t / (epochs / 4))
    wave = 0.012 * np.sin(2.3 * t)
    curves = {
        "loss": 2.3 - (2.3 + np.log(train) - 0.15) * rise,
        "accuracy": 0.1 + (train - 0.1) * rise,
        "val_loss": 2.3
        - (2.1 + 1.6 * np.log(hidden)) * rise
        + 4 * max(train - hidden - 0.1, 0) * t / epochs,
        "val_accuracy": 0.1 + (hidden - 0.1) * rise + wave,
    }
    metrics = {
        name: tuple(round(float(value), 5) for value in line) for name, line in curves.items()
    }
    return TrainingHistory(
        metrics=metrics,
        epochs_requested=epochs,
        epochs_run=epochs,
        examples_seen=epochs * 4000,
        budget_reached=False,
    )


def _layer(kind: str, name: str, params: int = 0, **settings: str) -> LayerFacts:
    return LayerFacts(
        kind=kind,
        name=name,
        output_shape=(16, 16, 32),
        num_params=params,
        macs=params * 100,
        settings=settings,
    )


def make_graph(*, convolutions: int = 3, dropout: bool = True, params: int = 184_330) -> GraphFacts:
    layers = []
    for index in range(convolutions):
        layers.append(
            _layer(
                "Conv2D",
                f"conv_{index}",
                9248,
                kernel_size="(3, 3)",
                strides="(1, 1)",
                activation="relu",
            )
        )
        layers.append(_layer("MaxPooling2D", f"pool_{index}", pool_size="(2, 2)"))
    layers.append(_layer("Flatten", "flatten"))
    if dropout:
        layers.append(_layer("Dropout", "dropout", rate="0.3"))
    layers.append(_layer("Dense", "salida", 5130, units="10", activation="softmax"))
    return GraphFacts(
        layers=tuple(layers),
        num_params=params,
        num_trainable=params,
        macs=6_400_000,
        loss="sparse_categorical_crossentropy",
        optimizer="Adam",
        learning_rate=0.001,
    )


def make_source(*, documented: bool = True, cell: int | None = None) -> SourceFacts:
    words = "Build and compile the model for the given images." if documented else ""
    build = FunctionFacts(
        name="build_model",
        parameters=("input_shape", "num_classes"),
        where=SourceLocation(line=12, cell=cell),
        docstring=words,
    )
    return SourceFacts(
        functions=(build,),
        has_settings=True,
        num_code_lines=41,
        module_docstring="Probamos más filtros y dropout." if documented else "",
    )


def make_style(*rules: str) -> StyleFacts:
    found = tuple(
        StyleViolation(rule=rule, message="", where=SourceLocation(line=7 + 3 * index))
        for index, rule in enumerate(rules)
    )
    return StyleFacts(violations=found, linter="ruff 0.17.6")


def make_fine_scores(hidden: float, train: float) -> ClassificationScores:
    """100 classes in groups of five; most mistakes stay inside the group."""
    matrix = np.zeros((100, 100), np.int64)
    right = round(40 * hidden)
    for true in range(100):
        near = true // 5 * 5 + (true + 1 + true % 3) % 5
        matrix[true, true] = right
        matrix[true, near if near != true else true // 5 * 5] += (40 - right) * 2 // 3
        matrix[true, (true * 7 + 3) % 100] += 40 - matrix[true].sum()
    group = np.arange(100) // 5
    return ClassificationScores(
        hidden_accuracy=hidden,
        validation_accuracy=hidden,
        train_accuracy=train,
        num_hidden=4000,
        num_train_probe=2000,
        num_classes=100,
        confusion_matrix=tuple(tuple(int(count) for count in row) for row in matrix),
        top5_accuracy=min(hidden + 0.3, 1.0),
        coarse_accuracy=float(matrix[group[:, None] == group[None, :]].sum() / matrix.sum()),
    )


def make_text_scores(hidden: float, train: float) -> ClassificationScores:
    right = round(500 * hidden)
    return ClassificationScores(
        hidden_accuracy=hidden,
        validation_accuracy=hidden,
        train_accuracy=train,
        num_hidden=1000,
        num_train_probe=1000,
        num_classes=2,
        confusion_matrix=((right, 500 - right), (500 - right, right)),
    )


def make_recall_scores(*, longest: float = 0.71) -> RecallScores:
    return RecallScores(
        accuracy_by_lag=((8, 0.995), (16, 0.981), (32, 0.874), (64, longest)),
        num_per_lag=500,
        num_classes=8,
        train_accuracy=0.93,
        validation_accuracy=0.9,
        with_decoy_accuracy=0.842,
        without_decoy_accuracy=0.951,
        swapped_share=0.902,
        longer_accuracy=None,
        ablated_accuracy=0.131,
    )


def make_generative_scores() -> GenerativeScores:
    shares = (0.21, 0.16, 0.13, 0.12, 0.11, 0.09, 0.08, 0.05, 0.01, 0.0)
    checkpoints = tuple(
        CheckpointScores(
            step=step,
            kid=kid,
            density=0.71,
            coverage=coverage,
            total_variation=0.228,
            class_shares=shares,
            rejected_share=0.04,
        )
        for step, kid, coverage in ((1800, 0.021, 0.5), (1900, 0.016, 0.57), (2000, 0.0127, 0.62))
    )
    return GenerativeScores(
        checkpoints=checkpoints,
        untrained_kid=0.412,
        memorised_share=0.013,
        duplicate_share=0.0,
        latent_distance=0.82,
        latent_jump=0.11,
        net_disagreement=0.05,
        num_samples=1000,
        num_classes=10,
        value_range=(-1.0, 1.0),
    )


def make_adversarial(*, steps: int = 2000) -> AdversarialFacts:
    at = np.arange(10, steps + 1, 10)
    wave = np.sin(at / 90)
    history = AdversarialHistory(
        steps=tuple(int(step) for step in at),
        generator_loss=tuple(float(value) for value in 1.2 + 0.3 * wave - at / 9000),
        discriminator_loss=tuple(float(value) for value in 0.55 - 0.1 * wave),
        discriminator_accuracy=tuple(float(value) for value in 0.72 + 0.1 * wave),
        steps_requested=steps,
        steps_run=steps,
        budget_reached=False,
        checkpoint_steps=(0, 200, 500, 1000, 1800, 1900, 2000),
    )
    return AdversarialFacts(
        generator=GeneratorGraph(graph=make_graph(params=310_000)),
        discriminator=DiscriminatorGraph(graph=make_graph(params=120_000)),
        history=history,
    )
