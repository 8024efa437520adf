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


def count_macs(layer: Any) -> int:
    """Return the multiply-accumulates of one forward pass of one example.

    Convolutions count positions x kernel x channels, dense layers inputs x outputs per position;
    layers without products of weights and activations count nothing.
    """
    if not getattr(layer, "built", False):
        return 0
    try:
        inputs, outputs = layer.input.shape, layer.output.shape
    except (AttributeError, ValueError):
        return 0
    return int(_macs_of(layer, inputs, outputs))


def _macs_of(layer: Any, inputs: Any, outputs: Any) -> int:
    if isinstance(layer, _SEPARABLE):
        channels = int(inputs[-1]) * layer.depth_multiplier
        kernel = math.prod(layer.kernel_size)
        return _positions(outputs) * (kernel * channels + channels * layer.filters)
    if isinstance(layer, _DEPTHWISE):
        return (
            _positions(outputs)
            * math.prod(layer.kernel_size)
            * int(inputs[-1])
            * layer.depth_multiplier
        )
    if isinstance(layer, _TRANSPOSED):
        return _positions(inputs) * math.prod(layer.kernel_size) * int(inputs[-1]) * layer.filters
    if isinstance(layer, _CONVOLUTIONS):
        per_position = (
            math.prod(layer.kernel_size) * int(inputs[-1]) // layer.groups * layer.filters
        )
        return _positions(outputs) * per_position
    if isinstance(layer, keras.layers.Dense):
        return _positions(outputs) * int(inputs[-1]) * layer.units
    return 0


def _positions(shape: Any) -> int:
    return math.prod(int(size) for size in shape[1:-1] if size is not None)
