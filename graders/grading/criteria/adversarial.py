"""Criteria on what generator and discriminator are: only layers between input and output count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from graders.domain.adversarial_graphs import DiscriminatorGraph, GeneratorGraph
from graders.domain.grade import Finding, Measure, Unit
from graders.domain.model_facts import LayerFacts
from graders.grading.criteria.base import criterion
from graders.grading.criteria.structure import convolution, regularisation

_CONVOLUTIONS = frozenset({"Conv2D", "SeparableConv2D", "Conv2DTranspose"})
_ENLARGING = frozenset({"UpSampling2D", "Resizing"})
# Layers that keep values within the range they come in.
_KEEPS_RANGE = frozenset(
    {
        "Reshape", "Flatten", "Identity", "Dropout", "GaussianNoise", "Cropping2D", "UpSampling2D",
        "Resizing", "AveragePooling2D", "MaxPooling2D",
    }
)  # fmt: skip
_BOUNDED = frozenset({"tanh", "hard_tanh", "softsign"})
_PART_CREDIT = 0.5
_CONVOLUTION_CODES: Final = MappingProxyType(
    {
        "convolution.enough": "discriminator_convolution.enough",
        "convolution.too_few": "discriminator_convolution.too_few",
        "convolution.none": "discriminator_convolution.none",
    }
)
_REGULARISATION_CODES: Final = MappingProxyType(
    {
        "regularisation.found": "discriminator_regularisation.found",
        "regularisation.rate": "discriminator_regularisation.rate",
        "regularisation.none": "discriminator_regularisation.none",
    }
)


@criterion("generator_upsampling")
def generator_upsampling(generator: GeneratorGraph) -> Finding:
    """Images that grow step by step through layers that learn how.

    Accepted: `Conv2DTranspose` with strides of 2 or more, and `UpSampling2D` (or `Resizing`) with a
    convolution of 2 x 2 or more after it. Enlarging without a convolution after it, and a `Dense`
    layer that makes all pixels at once, are worth half.
    """
    layers = generator.graph.layers
    learned = sum(_enlarges_and_learns(layers, index) for index in range(len(layers)))
    kinds = {layer.kind for layer in layers}
    if learned:
        credit, code = 1.0, "upsampling.found"
    elif kinds & _ENLARGING:
        credit, code = _PART_CREDIT, "upsampling.not_learned"
    elif "Dense" in kinds:
        credit, code = _PART_CREDIT, "upsampling.dense_only"
    else:
        credit, code = 0.0, "upsampling.none"
    return Finding(
        credit=credit,
        code=code,
        observed=Measure(value=learned, unit=Unit.COUNT),
        required=Measure(value=1, unit=Unit.COUNT),
    )


@criterion("generator_output")
def generator_output(generator: GeneratorGraph) -> Finding:
    """A last activation whose range is that of the images, -1 to 1.

    Accepted: tanh and its like, or a sigmoid that a `Rescaling` layer stretches. A bare sigmoid
    is worth nothing: it can draw no darker than the middle of the range.
    """
    tail = [layer for layer in generator.graph.layers if not _keeps_range(layer)]
    activation = _activation(tail[-1]) if tail else "-"
    is_stretched = len(tail) > 1 and tail[-1].kind == "Rescaling"
    if activation in _BOUNDED or (is_stretched and _activation(tail[-2]) == "sigmoid"):
        credit, code = 1.0, "drawing.bounded"
    elif activation == "sigmoid":
        credit, code = 0.0, "drawing.sigmoid"
    else:
        credit, code = 0.0, "drawing.unbounded"
    layer = tail[-1].name if tail else "-"
    return Finding(credit=credit, code=code, values=(("layer", layer), ("activation", activation)))


@criterion("discriminator_convolution")
def discriminator_convolution(discriminator: DiscriminatorGraph, *, at_least: int) -> Finding:
    """Convolutions of 2 x 2 or more, counted as in `convolution`."""
    finding = convolution(discriminator.graph, at_least=at_least)
    return replace(finding, code=_CONVOLUTION_CODES[finding.code])


@criterion("discriminator_regularisation")
def discriminator_regularisation(discriminator: DiscriminatorGraph) -> Finding:
    """At least one means that keeps the discriminator from winning too early.

    Accepted: what `regularisation` accepts, and `SpectralNormalization`.
    """
    graph = discriminator.graph
    finding = regularisation(graph)
    if any(layer.kind == "SpectralNormalization" for layer in graph.layers):
        known = dict(finding.values).get("kinds", "")
        kinds = f"{known}, SpectralNormalization" if known else "SpectralNormalization"
        observed = Measure(value=kinds.count(",") + 1, unit=Unit.COUNT)
        finding = replace(
            finding,
            credit=1.0,
            code="regularisation.found",
            observed=observed,
            values=(("kinds", kinds),),
        )
    return replace(finding, code=_REGULARISATION_CODES[finding.code])


def _enlarges_and_learns(layers: Sequence[LayerFacts], index: int) -> bool:
    layer = layers[index]
    if layer.kind == "Conv2DTranspose":
        return _largest(layer, "strides") >= 2
    return layer.kind in _ENLARGING and any(
        after.kind in _CONVOLUTIONS and _largest(after, "kernel_size") >= 2
        for after in layers[index + 1 :]
    )


def _activation(layer: LayerFacts) -> str:
    # `keras.ops.tanh` stands in the graph as an operation called `Tanh`.
    return layer.settings.get("activation") or layer.kind.lower()


def _keeps_range(layer: LayerFacts) -> bool:
    is_linear = layer.kind == "Activation" and layer.settings.get("activation") == "linear"
    return is_linear or layer.kind in _KEEPS_RANGE


def _largest(layer: LayerFacts, name: str) -> int:
    sizes = re.findall(r"[0-9]{1,6}", layer.settings.get(name, ""))
    return max((int(size) for size in sizes), default=0)
