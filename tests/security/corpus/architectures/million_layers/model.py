"""Builds a network of a million layers."""

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Stack layers until somebody stops it."""
    inputs = keras.Input(input_shape)
    outputs = layers.Flatten()(inputs)
    for _ in range(1_000_000):
        outputs = layers.Identity()(outputs)
    return keras.Model(inputs, layers.Dense(num_classes)(outputs))
