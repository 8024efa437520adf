"""The two networks that turn an image into a few numbers in which distances mean something.

Theory of operation: both are small classifiers of the data set's C classes and one more, "none of
them". What counts is the layer before the last: generated images are compared with real ones by
its values. They differ in kernels, pooling and width, so that an image made to please one of them
does not please the other; network `a` is public, network `b` is the teacher's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import keras
import numpy as np
from keras import layers
from numpy.typing import NDArray

BATCH_SIZE: Final = 256


def build_feature_network(name: str, *, image_shape: tuple[int, ...], num_classes: int) -> Any:
    """Return network `a` or `b`, untrained.

    Args:
        name: `a` or `b`.
        image_shape: `(height, width, channels)`.
        num_classes: C.

    Returns:
        A Keras model. It takes images in [0, 1] and returns a pair: features, shape (n, d), and
        probabilities of C + 1 classes, the last of them "no class".

    Raises:
        ValueError: There is no such network.
    """
    if name not in _TRUNKS:
        raise ValueError(f"there is no feature network {name!r}, only {', '.join(_TRUNKS)}")
    trunk, num_features = _TRUNKS[name]
    images = keras.Input(image_shape)
    features = layers.Dense(num_features, name="features")(trunk(images))
    classes = layers.Dense(num_classes + 1, activation="softmax", name="classes")(
        layers.ReLU()(features)
    )
    return keras.Model(images, (features, classes))


class FeatureNetwork:
    """A trained feature network that describes images.

    Args:
        model: What `build_feature_network` returns.
        mean: Mean of each feature over real training images, shape (d,).
        deviation: Their standard deviations, shape (d,).
    """

    def __init__(
        self, model: Any, *, mean: NDArray[np.float32], deviation: NDArray[np.float32]
    ) -> None:
        self._model = model
        self._mean = mean
        self._deviation = deviation

    def describe(self, images: NDArray[np.uint8]) -> tuple[NDArray[Any], NDArray[Any]]:
        """Return features and class probabilities.

        Args:
            images: `(n, height, width, channels)` uint8; read batch by batch.

        Returns:
            Features, float32 of shape (n, d), standardised so that real images have mean 0 and
            standard deviation 1; and probabilities, float32 of shape (n, C + 1).
        """
        feature_parts, class_parts = [], []
        for start in range(0, len(images), BATCH_SIZE):
            part = np.asarray(images[start : start + BATCH_SIZE], np.float32) / np.float32(255)
            # One shape for every batch: a shorter last one would be compiled again.
            full = np.pad(part, [(0, BATCH_SIZE - len(part)), (0, 0), (0, 0), (0, 0)])
            features, classes = self._model.predict_on_batch(full)
            feature_parts.append((features[: len(part)] - self._mean) / self._deviation)
            class_parts.append(classes[: len(part)])
        return (
            np.concatenate(feature_parts).astype(np.float32),
            np.concatenate(class_parts).astype(np.float32),
        )


def load_feature_network(
    path: Path, *, name: str, image_shape: tuple[int, ...], num_classes: int
) -> FeatureNetwork:
    """Read a network's weights and make it ready to describe images.

    Args:
        path: `.npz` with `mean`, `deviation` and `weight_00`, `weight_01`, ... in Keras's order.
        name: `a` or `b`.
        image_shape: `(height, width, channels)`.
        num_classes: C.

    Raises:
        ValueError: The weights belong to another network.
    """
    model = build_feature_network(name, image_shape=image_shape, num_classes=num_classes)
    with np.load(path, allow_pickle=False) as arrays:
        names = sorted(entry for entry in arrays.files if entry.startswith("weight_"))
        model.set_weights([arrays[entry].astype(np.float32) for entry in names])
        mean, deviation = arrays["mean"], arrays["deviation"]
    return FeatureNetwork(model, mean=mean, deviation=deviation)


def _convolution(inputs: Any, num_filters: int, *, size: int, strides: int = 1) -> Any:
    outputs = layers.Conv2D(num_filters, size, strides=strides, padding="same", use_bias=False)(
        inputs
    )
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95)(outputs))


def _strided(inputs: Any) -> Any:
    outputs = _convolution(inputs, 24, size=3, strides=2)
    outputs = _convolution(outputs, 48, size=3)
    outputs = _convolution(outputs, 64, size=3, strides=2)
    outputs = _convolution(outputs, 64, size=3)
    return layers.GlobalAveragePooling2D()(outputs)


def _pooled(inputs: Any) -> Any:
    outputs = layers.AveragePooling2D(2)(_convolution(inputs, 16, size=5))
    outputs = layers.AveragePooling2D(2)(_convolution(outputs, 32, size=5))
    outputs = layers.AveragePooling2D(2)(_convolution(outputs, 48, size=5))
    return layers.Flatten()(outputs)


_TRUNKS: Final[Mapping[str, tuple[Callable[[Any], Any], int]]] = MappingProxyType(
    {"a": (_strided, 32), "b": (_pooled, 48)}
)
