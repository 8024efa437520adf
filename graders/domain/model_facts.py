"""What was established about models and their training: layers, compute, learning curves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Origin(StrEnum):
    """Who vouches for a fact."""

    STATIC = "static"
    MEASURED = "measured"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerFacts:
    """One layer on a path from input to output.

    Attributes:
        kind: Keras class name, such as `Conv2D`.
        name: Layer name.
        output_shape: Without the batch dimension; None where a dimension is free.
        num_params: Number of parameters.
        macs: Multiply-accumulates per example.
        settings: A few configuration values, such as activation, rate, strides, kernel_size.
    """

    kind: str
    name: str
    output_shape: tuple[int | None, ...]
    num_params: int
    macs: int
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphFacts:
    """The built model.

    Attributes:
        layers: Layers on a path from input to output, in order.
        num_params: All parameters.
        num_trainable: Trainable parameters.
        macs: Multiply-accumulates of one forward pass of one example.
        loss: Name of the compiled loss; empty when unknown.
        loss_from_logits: Whether the loss applies the softmax itself.
        optimizer: Optimizer class name; empty when unknown.
        learning_rate: Initial learning rate; None for a schedule or when unknown.
        origin: MEASURED when rebuilt without student code, else REPORTED.
    """

    layers: tuple[LayerFacts, ...]
    num_params: int
    num_trainable: int
    macs: int
    loss: str = ""
    loss_from_logits: bool = False
    optimizer: str = ""
    learning_rate: float | None = None
    origin: Origin = Origin.REPORTED


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingHistory:
    """Learning curves as Keras gave them. Origin: REPORTED.

    Attributes:
        metrics: Values per epoch by metric name (`loss`, `accuracy`, `val_loss`, ...).
        epochs_requested: Epochs the student asked for.
        epochs_run: Epochs begun.
        examples_seen: Training examples fed, counted by the worker.
        budget_reached: Whether the budget ended the training.
    """

    metrics: Mapping[str, tuple[float, ...]]
    epochs_requested: int
    epochs_run: int
    examples_seen: int
    budget_reached: bool
