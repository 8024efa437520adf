"""Multiply-accumulates of one example through one layer.

Source:
    docs/grading.md, "Compute is counted, not timed".
"""

from __future__ import annotations

import math
from typing import Any

import keras

_CONVOLUTIONS = (keras.layers.Conv1D, keras.layers.Conv2D, keras.layers.Conv3D)
_TRANSPOSED = (
    keras.layers.Conv1DTranspose,
    keras.layers.Conv2DTranspose,
    keras.layers.Conv3DTranspose,
)
_DEPTHWISE = (keras.layers.DepthwiseConv1D, keras.layers.DepthwiseConv2D)
_SEPARABLE = (keras.layers.SeparableConv1D, keras.layers.SeparableConv2D)
# Matrices of units x (units + inputs) that a recurrent layer multiplies by at every step.
_GATES = (
    (keras.layers.LSTMCell, 4),
    (keras.layers.GRUCell, 3),
    (keras.layers.SimpleRNNCell, 1),
)


def count_macs(layer: Any, *, free_length: int | None = None) -> int:
    """Return the multiply-accumulates of one forward pass of one example.

    Convolutions count positions x kernel x channels, dense layers inputs x outputs per position,
    recurrent layers gates x units x (units + inputs) per step, attention its four projections and
    its two products of every step with every step; a wrapper counts what it wraps. Layers without
    products of weights and activations count nothing.

    Args:
        layer: A layer, built or not.
        free_length: Size that a free dimension, such as the steps of a sequence, counts with;
            None counts it as one.
    """
    if not getattr(layer, "built", False):
        return 0
    try:
        inputs, outputs = _shape(layer.input), _shape(layer.output)
    except (AttributeError, ValueError, IndexError):
        return 0
    size = 1 if free_length is None else free_length
    return int(_macs_of(layer, _filled(inputs, size), _filled(outputs, size), size))


def _shape(tensors: Any) -> Any:
    """Shape of the first tensor: the sequence comes first, states and further inputs after it."""
    return tensors[0].shape if isinstance(tensors, (list, tuple)) else tensors.shape


def _filled(shape: Any, free_length: int) -> tuple[int, ...]:
    """Sizes without the batch dimension, free ones replaced."""
    return tuple(free_length if size is None else int(size) for size in shape[1:])


def _macs_of(
    layer: Any, inputs: tuple[int, ...], outputs: tuple[int, ...], free_length: int
) -> int:
    if isinstance(layer, keras.Model):
        return sum(count_macs(part, free_length=free_length) for part in layer.layers)
    # `Bidirectional` wraps a layer without being a `Wrapper`.
    if isinstance(layer, (keras.layers.Wrapper, keras.layers.Bidirectional)):
        return _macs_of_wrapper(layer, inputs, outputs, free_length)
    if isinstance(layer, keras.layers.RNN):
        return _positions(inputs) * _macs_of_step(layer.cell, inputs[-1])
    if isinstance(layer, keras.layers.MultiHeadAttention):
        return _macs_of_attention(layer, inputs, outputs)
    if isinstance(layer, keras.layers.Dense):
        return _positions(outputs) * inputs[-1] * layer.units
    return _macs_of_convolution(layer, inputs, outputs)


def _macs_of_convolution(layer: Any, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> int:
    if isinstance(layer, _SEPARABLE):
        channels = inputs[-1] * layer.depth_multiplier
        kernel = math.prod(layer.kernel_size)
        return _positions(outputs) * (kernel * channels + channels * layer.filters)
    if isinstance(layer, _DEPTHWISE):
        per_position = math.prod(layer.kernel_size) * inputs[-1] * layer.depth_multiplier
        return _positions(outputs) * per_position
    if isinstance(layer, _TRANSPOSED):
        return _positions(inputs) * math.prod(layer.kernel_size) * inputs[-1] * layer.filters
    if isinstance(layer, _CONVOLUTIONS):
        per_position = math.prod(layer.kernel_size) * inputs[-1] // layer.groups * layer.filters
        return _positions(outputs) * per_position
    return 0


def _macs_of_wrapper(
    layer: Any, inputs: tuple[int, ...], outputs: tuple[int, ...], free_length: int
) -> int:
    if isinstance(layer, keras.layers.Bidirectional):
        directions = (layer.forward_layer, layer.backward_layer)
        return sum(_macs_of(part, inputs, outputs, free_length) for part in directions)
    if isinstance(layer, keras.layers.TimeDistributed):
        return inputs[0] * _macs_of(layer.layer, inputs[1:], outputs[1:], free_length)
    return _macs_of(layer.layer, inputs, outputs, free_length)


def _macs_of_step(cell: Any, num_inputs: int) -> int:
    if isinstance(cell, keras.layers.StackedRNNCells):
        total = 0
        for part in cell.cells:
            total += _macs_of_step(part, num_inputs)
            num_inputs = int(getattr(part, "output_size", None) or num_inputs)
        return total
    for kind, num_gates in _GATES:
        if isinstance(cell, kind):
            return num_gates * cell.units * (cell.units + num_inputs)
    # Of a cell we do not know, every matrix is used once a step.
    matrices = (weight.shape for weight in cell.weights if len(weight.shape) > 1)
    return sum(math.prod(int(size) for size in shape) for shape in matrices)


def _macs_of_attention(layer: Any, inputs: tuple[int, ...], outputs: tuple[int, ...]) -> int:
    """Count attention over a sequence of the query's length; keys and values may be others'."""
    config = layer.get_config()
    keys = config["num_heads"] * config["key_dim"]
    values = config["num_heads"] * (config["value_dim"] or config["key_dim"])
    steps, width = _positions(inputs), inputs[-1]
    projections = width * (2 * keys + values) + values * outputs[-1]
    return steps * projections + steps * steps * (keys + values)


def _positions(sizes: tuple[int, ...]) -> int:
    return math.prod(sizes[:-1])
