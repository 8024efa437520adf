"""Criteria on what the built model is: only layers on a path from input to output count.

Settings of a layer are text from the worker; one that cannot be read counts as absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graders.domain.evidence import GraphFacts, LayerFacts
from graders.domain.grade import Finding, Measure, Sense, Unit
from graders.grading.criteria.base import criterion
from graders.grading.curves import ramp

_CONVOLUTIONS = frozenset({"Conv2D", "SeparableConv2D"})
_STRIDED = _CONVOLUTIONS | {"DepthwiseConv2D"}
_POOLING = frozenset({"MaxPooling2D", "AveragePooling2D"})
_GLOBAL_POOLING = frozenset({"GlobalMaxPooling2D", "GlobalAveragePooling2D"})
_WITH_RATE = frozenset(
    {
        "Dropout",
        "SpatialDropout1D",
        "SpatialDropout2D",
        "SpatialDropout3D",
        "GaussianDropout",
        "AlphaDropout",
    }
)
_WITHOUT_RATE = frozenset({"BatchNormalization", "GaussianNoise", "AugMix", "CutMix", "MixUp"})
# Layers that pass values on as they are, only in another shape.
_RESHAPING = frozenset({"Reshape", "Flatten", "Identity"})
_MAX_DROPOUT_RATE = 0.8
_FULL_AT, _NOTHING_AT = 1.0, 2.0
_WRONG_SOFTMAX_CREDIT = 0.5
_STRIDES_CREDIT = 0.5


@criterion("convolution")
def convolution(graph: GraphFacts, *, at_least: int) -> Finding:
    """Convolutions with a kernel of 2 x 2 or more; fewer than asked give their share.

    `Conv2D`, `SeparableConv2D`, and `DepthwiseConv2D` followed by a 1 x 1 `Conv2D` count one each.
    """
    found = sum(_is_convolution(graph.layers, index) for index in range(len(graph.layers)))
    if found >= at_least:
        code = "convolution.enough"
    else:
        code = "convolution.too_few" if found else "convolution.none"
    return Finding(
        credit=min(found / at_least, 1.0) if at_least > 0 else 1.0,
        code=code,
        observed=Measure(value=found, unit=Unit.COUNT),
        required=Measure(value=at_least, unit=Unit.COUNT),
    )


@criterion("pooling")
def pooling(graph: GraphFacts) -> Finding:
    """A pooling layer that shrinks the image; convolutions with strides alone are worth half."""
    found = sum(_is_pooling(layer) for layer in graph.layers)
    strided = sum(
        layer.kind in _STRIDED and max(_sizes(layer, "strides"), default=1) >= 2
        for layer in graph.layers
    )
    if found:
        credit, code = 1.0, "pooling.found"
    elif strided:
        credit, code = _STRIDES_CREDIT, "pooling.strides_only"
    else:
        credit, code = 0.0, "pooling.none"
    return Finding(
        credit=credit,
        code=code,
        observed=Measure(value=found, unit=Unit.COUNT),
        required=Measure(value=1, unit=Unit.COUNT),
        values=(("num_strided", str(strided)),),
    )


@criterion("softmax_output")
def softmax_output(graph: GraphFacts) -> Finding:
    """Outputs that become probabilities exactly once: in the last layer or in the loss.

    A softmax that is applied twice, in two layers or again in the loss, is worth half.
    """
    tail = [layer for layer in graph.layers if not _passes_on(layer)]
    last = tail[-1] if tail else None
    num_softmax = sum(_is_softmax(layer) for layer in tail[-2:])
    if last is None or not _is_softmax(last):
        credit, code = (1.0, "softmax.in_loss") if graph.loss_from_logits else (0.0, "softmax.none")
    elif graph.loss_from_logits:
        credit, code = _WRONG_SOFTMAX_CREDIT, "softmax.again_in_loss"
    elif num_softmax > 1:
        credit, code = _WRONG_SOFTMAX_CREDIT, "softmax.twice"
    else:
        credit, code = 1.0, "softmax.found"
    activation = (last.settings.get("activation") if last else "") or "linear"
    return Finding(
        credit=credit,
        code=code,
        values=(("layer", last.name if last else "-"), ("activation", activation)),
    )


@criterion("regularisation")
def regularisation(graph: GraphFacts) -> Finding:
    """At least one means against overfitting that acts.

    Accepted: dropout of any kind with a rate above 0 and up to 0.8, Gaussian noise, batch
    normalisation (its batch statistics act as noise), augmentation layers (`Random*`, `AugMix`,
    `CutMix`, `MixUp`), and L1/L2 on a kernel with a strength above 0.
    """
    acting = sorted({name for layer in graph.layers for name in _regularisers(layer)})
    out_of_range = [
        layer for layer in graph.layers if layer.kind in _WITH_RATE and not _acts(layer)
    ]
    values = (("kinds", ", ".join(acting)),)
    if acting:
        code = "regularisation.found"
    elif out_of_range:
        code = "regularisation.rate"
        values = (("rate", out_of_range[0].settings.get("rate", "?")),)
    else:
        code = "regularisation.none"
    return Finding(
        credit=float(bool(acting)),
        code=code,
        observed=Measure(value=len(acting), unit=Unit.COUNT),
        required=Measure(value=1, unit=Unit.COUNT),
        values=values,
    )


@criterion("parameter_budget")
def parameter_budget(graph: GraphFacts, *, at_most: int) -> Finding:
    """Number of parameters: all points within the budget, none from twice the budget on."""
    used = graph.num_params / at_most if at_most > 0 else float("inf")
    return Finding(
        credit=1.0 - ramp(used, _FULL_AT, _NOTHING_AT) if graph.num_params > at_most else 1.0,
        code="parameters.over" if graph.num_params > at_most else "parameters.within",
        observed=Measure(value=graph.num_params, unit=Unit.COUNT),
        required=Measure(value=at_most, unit=Unit.COUNT),
        sense=Sense.AT_MOST,
    )


def _is_convolution(layers: Sequence[LayerFacts], index: int) -> bool:
    layer = layers[index]
    if min(_sizes(layer, "kernel_size"), default=0) < 2:
        return False
    if layer.kind != "DepthwiseConv2D":
        return layer.kind in _CONVOLUTIONS
    following = next((after for after in layers[index + 1 :] if after.kind in _STRIDED), None)
    # A depthwise filter mixes no channels; with the 1 x 1 after it the pair is one convolution.
    return (
        following is not None
        and following.kind == "Conv2D"
        and set(_sizes(following, "kernel_size")) == {1}
    )


def _is_pooling(layer: LayerFacts) -> bool:
    if layer.kind in _GLOBAL_POOLING:
        return True
    return layer.kind in _POOLING and max(_sizes(layer, "strides"), default=2) >= 2


def _is_softmax(layer: LayerFacts) -> bool:
    return layer.kind == "Softmax" or layer.settings.get("activation") == "softmax"


def _passes_on(layer: LayerFacts) -> bool:
    is_linear = layer.kind == "Activation" and layer.settings.get("activation") == "linear"
    return is_linear or layer.kind in _RESHAPING


def _regularisers(layer: LayerFacts) -> list[str]:
    kernel = layer.settings.get("kernel_regularizer", "")
    name, _, strengths = kernel.partition("(")
    # A strength of zero, `L2(0)`, has no digit but 0 before its exponent.
    names = [name] if re.search(r"[1-9]", re.sub(r"e[-+]?[0-9]+", "", strengths)) else []
    return [*names, layer.kind] if _acts(layer) else names


def _acts(layer: LayerFacts) -> bool:
    if layer.kind in _WITH_RATE:
        return 0.0 < _number(layer, "rate") <= _MAX_DROPOUT_RATE
    return layer.kind in _WITHOUT_RATE or layer.kind.startswith(("Random", "RandAugment"))


def _sizes(layer: LayerFacts, name: str) -> tuple[int, ...]:
    sizes = re.findall(r"[0-9]{1,6}", layer.settings.get(name, ""))
    return tuple(int(size) for size in sizes)


def _number(layer: LayerFacts, name: str) -> float:
    try:
        return float(layer.settings.get(name, ""))
    except ValueError:
        return 0.0
