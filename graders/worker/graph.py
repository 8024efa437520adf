"""Describes a built Keras model: layers on the path from input to output, parameters, MACs."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import keras

from graders.wire.messages import GraphReported, LayerReported
from graders.worker.macs import count_macs

_SHOWN_SETTINGS = (
    "activation",
    "rate",
    "strides",
    "kernel_size",
    "units",
    "filters",
    "padding",
    "dropout",
    "pool_size",
    "momentum",
    "factor",
)


def walk(model: Any) -> Iterator[Any]:
    """Yield layers in order, entering nested models; unconnected layers do not appear."""
    return (layer for layer, _wrapped in _walk(model))


def _walk(model: Any, *, wrapped: bool = False) -> Iterator[tuple[Any, bool]]:
    """Yield layers, and whether each stands inside a wrapper, which counts for what it wraps."""
    functional = getattr(model, "_functional", None) or model
    # `operations` follows the graph; `.layers` of a subclassed model lists all it tracks.
    for operation in getattr(functional, "operations", model.layers):
        yield from _enter(operation, wrapped=wrapped)


def _enter(operation: Any, *, wrapped: bool) -> Iterator[tuple[Any, bool]]:
    if isinstance(operation, keras.Model):
        yield from _walk(operation, wrapped=wrapped)
        return
    yield operation, wrapped
    if isinstance(operation, keras.layers.Bidirectional):
        # The forward layer stands for both directions.
        yield from _enter(operation.forward_layer, wrapped=True)
    elif isinstance(operation, keras.layers.Wrapper):
        yield from _enter(operation.layer, wrapped=True)


def describe_model(model: Any, *, free_length: int | None = None) -> GraphReported:
    """Return the facts of a built model; compile settings only when it is compiled.

    Args:
        model: The model.
        free_length: Size that a free dimension of the input counts with; None counts it as one.
    """
    layers = tuple(
        _describe_layer(layer, wrapped=wrapped, free_length=free_length)
        for layer, wrapped in _walk(model)
    )
    compiled = bool(getattr(model, "compiled", False))
    return GraphReported(
        layers=layers[:2_000],
        num_params=model.count_params(),
        num_trainable=sum(_size(variable.shape) for variable in model.trainable_weights),
        macs=sum(layer.macs for layer in layers),
        loss=loss_name(model) if compiled else "",
        loss_from_logits=_from_logits(model) if compiled else False,
        optimizer=type(model.optimizer).__name__ if compiled else "",
        learning_rate=_learning_rate(model) if compiled else None,
    )


def loss_name(model: Any) -> str:
    """Name of the compiled loss in snake case, such as `sparse_categorical_crossentropy`."""
    loss = getattr(model, "loss", None)
    if isinstance(loss, str):
        return loss[:200]
    if isinstance(loss, keras.losses.Loss):
        return str(loss.name)[:200]
    return str(getattr(loss, "__name__", ""))[:200]


def _from_logits(model: Any) -> bool:
    loss = getattr(model, "loss", None)
    if not isinstance(loss, keras.losses.Loss):
        return False
    return bool(loss.get_config().get("from_logits", False))


def _learning_rate(model: Any) -> float | None:
    rate = getattr(model.optimizer, "_learning_rate", None)
    try:
        value = float(keras.ops.convert_to_numpy(rate))
    except Exception:  # noqa: BLE001 - schedules, functions and own classes have no one number
        return None
    return value if math.isfinite(value) else None


def _describe_layer(layer: Any, *, wrapped: bool, free_length: int | None) -> LayerReported:
    return LayerReported(
        kind=type(layer).__name__[:200],
        name=str(layer.name)[:200],
        output_shape=_output_shape(layer),
        num_params=0 if wrapped else _num_params(layer),
        macs=0 if wrapped else count_macs(layer, free_length=free_length),
        settings=_settings(layer),
    )


def _num_params(layer: Any) -> int:
    is_built_layer = isinstance(layer, keras.layers.Layer) and layer.built
    return layer.count_params() if is_built_layer else 0


def _output_shape(layer: Any) -> tuple[int | None, ...]:
    try:
        shape = layer.output.shape
    except (AttributeError, ValueError):
        return ()
    return tuple(None if size is None else int(size) for size in shape[1:9])


def _settings(layer: Any) -> dict[str, str]:
    shown: dict[str, str] = {}
    for name in _SHOWN_SETTINGS:
        value = getattr(layer, name, None)
        if value is None or (callable(value) and not hasattr(value, "__name__")):
            continue
        shown[name] = _text(value)
    if isinstance(layer, keras.layers.RNN):
        cells = getattr(layer.cell, "cells", (layer.cell,))
        shown["cell"] = _text([type(cell).__name__ for cell in cells])
    regularizer = getattr(layer, "kernel_regularizer", None)
    if regularizer is not None:
        shown["kernel_regularizer"] = _regularizer(regularizer)
    return shown


def _text(value: Any) -> str:
    if callable(value):
        return str(value.__name__)[:200]
    if isinstance(value, (tuple, list)):
        return ",".join(str(part) for part in value)[:200]
    return str(value)[:200]


def _regularizer(regularizer: Any) -> str:
    kind = getattr(regularizer, "__name__", type(regularizer).__name__)
    try:
        values = [value for value in regularizer.get_config().values() if value is not None]
        strengths = [f"{float(value):g}" for value in values]
    except Exception:  # noqa: BLE001 - functions and own classes need not describe themselves
        return str(kind)[:200]
    return f"{kind}({', '.join(strengths)})"[:200]


def _size(shape: Any) -> int:
    total = 1
    for dimension in shape:
        total *= int(dimension)
    return total
