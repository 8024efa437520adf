"""Sends every array twice, the second time as another one."""

import graders.worker.emitting as emitting
import keras
import numpy as np
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
SEND = emitting.Emitter.array


def send(emitter, name, array):
    """Send the array, then one of another shape under the same name."""
    SEND(emitter, name, array)
    SEND(emitter, name, np.zeros((2, 2)))


def build_model(input_shape, num_classes):
    """Return an ordinary network beside a patched worker."""
    emitting.Emitter.array = send
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, strides=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
