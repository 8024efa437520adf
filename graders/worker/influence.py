"""Measures what each layer of a rebuilt model does for the model's outputs.

Theory of operation: the graph is run once on a few inputs, and the gradient of a random mix of the
outputs is taken with respect to what every layer said. A gradient of zero has honest causes, such
as a dead ReLU or a softmax that is sure. So what such a layer says is disturbed, strongly and then
very strongly: what is alive behind it answers, what is multiplied by zero never does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from graders.wire.messages import InfluenceOfLayer, InfluenceReported

NUM_INPUTS = 64
# Every layer's words and gradients are held at once, which no training does with more examples.
_AT_ONCE = 16
# In standard deviations of what the layer says. The second wakes what is merely dead.
_DISTURBANCES = (10.0, 1e4)
_NO_GRADIENT = 1e-6
_MAX_TRIED = 64
_MAX_LAYERS = 2_000
_LARGEST = 1e9

_Hook = Callable[[str, Any, Any], Any]


def measure_influence(model: Any, inputs: NDArray[Any]) -> InfluenceReported:
    """Return the influence of every layer; of none where the graph cannot be followed.

    Args:
        model: A model made of Keras's own objects; it is left as it is.
        inputs: Images, uint8 or float, or int32 tokens; the first `NUM_INPUTS` are used.
    """
    few = np.asarray(inputs[:NUM_INPUTS])
    given = few if few.dtype == np.int32 else few.astype(np.float32)
    chunks = [tf.constant(given[at : at + _AT_ONCE]) for at in range(0, len(given), _AT_ONCE)]
    try:
        return _measured(model, chunks)
    except Exception:  # noqa: BLE001 - of a model that resists nothing is said, and it costs nothing
        return InfluenceReported()


def _measured(model: Any, chunks: list[Any]) -> InfluenceReported:
    kinds: dict[str, str] = {}
    gradients: dict[str, float] = {}
    outputs = []
    for chunk in chunks:
        found, said = _gradients(model, chunk, kinds)
        gradients = {name: max(found[name], gradients.get(name, 0.0)) for name in found}
        outputs.append(said)
    variation = float(np.max(np.std(np.concatenate(outputs), axis=0)))
    largest = max(gradients.values(), default=0.0)
    if not (0 < largest < np.inf and 0 < variation < np.inf):
        return InfluenceReported()
    shares = {name: value / largest for name, value in gradients.items()}
    tried = [name for name, share in shares.items() if share < _NO_GRADIENT][:_MAX_TRIED]
    effects = {name: _effect(model, chunks[0], name, outputs[0]) / variation for name in tried}
    return InfluenceReported(
        layers=tuple(
            InfluenceOfLayer(
                layer=kinds[name][:200],
                name=name[:200],
                gradient=share,
                effect=min(effects[name], _LARGEST) if name in effects else None,
            )
            for name, share in list(shares.items())[:_MAX_LAYERS]
        ),
        output_variation=min(variation, _LARGEST),
    )


def _gradients(
    model: Any, inputs: Any, kinds: dict[str, str]
) -> tuple[dict[str, float], NDArray[np.float32]]:
    """Return the largest gradient of each layer and the model's outputs; note class names."""
    said: dict[str, list[Any]] = {}

    def watch(name: str, operation: Any, outputs: Any) -> Any:
        kinds[name] = type(operation).__name__
        for tensor in _floats(outputs):
            tape.watch(tensor)
            said.setdefault(name, []).append(tensor)
        return outputs

    with tf.GradientTape() as tape:
        outputs = _run(model, [inputs], watch)
        # Probabilities sum to one: only a mix of them has a gradient.
        mix = np.random.default_rng(0).standard_normal(outputs.shape)
        mixed = tf.reduce_sum(outputs * tf.constant(mix, outputs.dtype))
    names = [(name, tensor) for name, tensors in said.items() for tensor in tensors]
    gradients = dict.fromkeys(said, 0.0)
    found = tape.gradient(mixed, [tensor for _name, tensor in names])
    for (name, _tensor), gradient in zip(names, found, strict=True):
        if gradient is not None:
            gradients[name] = max(gradients[name], float(np.max(np.abs(gradient))))
    return gradients, np.asarray(outputs, np.float32)


def _effect(model: Any, inputs: Any, wanted: str, outputs: NDArray[np.float32]) -> float:
    """Return the largest change of an output when what one layer says is disturbed."""
    random = np.random.default_rng(1)

    def disturbed_by(strength: float) -> float:
        def disturb(name: str, _operation: Any, said: Any) -> Any:
            if name != wanted:
                return said
            return keras.tree.map_structure(lambda part: _noisy(part, strength, random), said)

        change = np.abs(np.asarray(_run(model, [inputs], disturb), np.float32) - outputs)
        # An overflow is an effect, too.
        return float(change.max()) if np.isfinite(change).all() else _LARGEST

    return max(disturbed_by(strength) for strength in _DISTURBANCES)


def _noisy(tensor: Any, strength: float, random: np.random.Generator) -> Any:
    if not tensor.dtype.is_floating:
        return tensor
    plain = np.asarray(tensor, np.float32)
    noisy = plain + random.standard_normal(plain.shape) * strength * max(float(plain.std()), 1.0)
    bound = float(tensor.dtype.max) / 4
    return tf.constant(np.clip(noisy, -bound, bound), tensor.dtype)


def _floats(outputs: Any) -> Iterator[Any]:
    return (part for part in keras.tree.flatten(outputs) if part.dtype.is_floating)


def _run(model: Any, inputs: list[Any], hook: _Hook, prefix: str = "") -> Any:
    """Run a graph in inference mode, nested models included.

    `hook` is told the name, the operation and what it said, and returns what is passed on.
    """

    def call(operation: Any, *args: Any, **kwargs: Any) -> Any:
        name = f"{prefix}{operation.name}"
        if _graph_of(operation) is None:
            said = operation(*args, **kwargs)
        else:
            said = _run(operation, keras.tree.flatten(args), hook, f"{name}/")
        return hook(name, operation, said)

    # Keras has no public way to look into a graph while it runs; a test would see this one go.
    outputs = _graph_of(model)._run_through_graph(inputs, call_fn=call)
    flat = keras.tree.flatten(outputs)
    return flat[0] if len(flat) == 1 else outputs


def _graph_of(operation: Any) -> Any:
    """Return the graph behind a functional or sequential model; None for any other operation."""
    graph = getattr(operation, "_functional", None) or operation
    is_graph = isinstance(operation, keras.Model) and hasattr(graph, "_run_through_graph")
    return graph if is_graph else None
