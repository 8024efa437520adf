"""Reads from address zero."""

import ctypes

import keras
from keras import layers

TRAINING = {"epochs": 1, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Build a small model."""
    ctypes.string_at(0)
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
