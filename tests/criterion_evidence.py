"""Small evidence for judging one criterion; every factory takes only what a test is about."""

from __future__ import annotations

from graders.domain.evidence import (
    ClassificationScores,
    Evidence,
    FunctionFacts,
    GraphFacts,
    LayerFacts,
    Origin,
    SourceFacts,
    StyleFacts,
    StyleViolation,
    TrainingHistory,
)
from graders.domain.rubric import Calibration
from graders.domain.submission import SourceLocation
from graders.domain.verdict import Verdict

KNOTS = ((0.30, 0.0), (0.50, 0.30), (0.70, 0.70), (0.85, 1.0))


def make_calibration(**changes: object) -> Calibration:
    values: dict[str, object] = {
        "profile": "embedded",
        "accuracy_knots": KNOTS,
        "gap_full_credit": 0.10,
        "gap_no_credit": 0.25,
        "sha256": "c" * 64,
    }
    return Calibration(**(values | changes))


def make_scores(*, hidden: float = 0.90, train: float = 0.95) -> ClassificationScores:
    return ClassificationScores(
        hidden_accuracy=hidden,
        validation_accuracy=hidden,
        train_accuracy=train,
        num_hidden=4000,
        num_train_probe=2000,
        num_classes=2,
        confusion_matrix=((1000, 0), (0, 1000)),
    )


def make_layer(kind: str, **settings: str) -> LayerFacts:
    return LayerFacts(
        kind=kind,
        name=kind.lower(),
        output_shape=(8, 8, 16),
        num_params=100,
        macs=1000,
        settings=settings,
    )


def conv(**settings: str) -> LayerFacts:
    return make_layer("Conv2D", **({"kernel_size": "3,3", "strides": "1,1"} | settings))


def make_graph(*layers: LayerFacts, **changes: object) -> GraphFacts:
    values: dict[str, object] = {
        "layers": layers or sound_layers(),
        "num_params": 90_000,
        "num_trainable": 90_000,
        "macs": 3_000_000,
        "loss": "sparse_categorical_crossentropy",
        "origin": Origin.REPORTED,
    }
    return GraphFacts(**(values | changes))


def sound_layers() -> tuple[LayerFacts, ...]:
    return (
        make_layer("InputLayer"),
        conv(activation="relu"),
        make_layer("MaxPooling2D", strides="2,2"),
        conv(activation="relu"),
        make_layer("GlobalAveragePooling2D"),
        make_layer("Dropout", rate="0.3"),
        make_layer("Dense", activation="softmax", units="10"),
    )


def make_function(name: str = "build_model", docstring: str | None = None) -> FunctionFacts:
    return FunctionFacts(
        name=name,
        parameters=("input_shape", "num_classes"),
        where=SourceLocation(line=10),
        docstring="Build and compile the network." if docstring is None else docstring,
    )


def make_source(*functions: FunctionFacts, **changes: object) -> SourceFacts:
    values: dict[str, object] = {
        "functions": functions or (make_function(),),
        "has_settings": True,
        "module_docstring": "Our tuned classifier.",
        "num_code_lines": 40,
    }
    return SourceFacts(**(values | changes))


def make_style(*rules: str) -> StyleFacts:
    return StyleFacts(
        violations=tuple(
            StyleViolation(rule=rule, message="said", where=SourceLocation(line=number))
            for number, rule in enumerate(rules, start=1)
        ),
        linter="ruff 0.14",
    )


def make_history() -> TrainingHistory:
    return TrainingHistory(
        metrics={"loss": (2.0, 1.0), "val_loss": (2.1, 1.2)},
        epochs_requested=2,
        epochs_run=2,
        examples_seen=8000,
        budget_reached=False,
    )


def make_evidence(**changes: object) -> Evidence:
    values: dict[str, object] = {
        "verdict": Verdict.COMPLETED,
        "source": make_source(),
        "style": make_style(),
        "graph": make_graph(),
        "history": make_history(),
        "scores": make_scores(),
    }
    return Evidence(**(values | changes))
