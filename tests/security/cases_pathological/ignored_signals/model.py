"""Ignores every signal it can and computes for ever."""

import signal

import keras
from keras import layers

TRAINING = {"epochs": 1, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Build a small model."""
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


class Stubborn(keras.callbacks.Callback):
    """Ignore signals and never return."""

    def on_train_begin(self, logs=None):
        """Compute for ever."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGUSR1):
            signal.signal(number, signal.SIG_IGN)
        while True:
            logs = dict(logs or {})


def callbacks():
    """Return the stubborn callback."""
    return [Stubborn()]
