"""Pieces of evidence with a few knobs: scores, curves, models, sources."""

from __future__ import annotations

import numpy as np

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
