"""Leaves with success in the middle of training."""

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}

class Leave(keras.callbacks.Callback):
    """Leaves after the first epoch."""

    def on_epoch_end(self, epoch, logs=None):
        """Ask the interpreter to end."""
        raise SystemExit(0)


def callbacks():
    """Return what leaves."""
    return [Leave()]


def build_model(input_shape, num_classes):
    """Return an ordinary network."""
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
