"""Gives a class of its own the name and the module of a Keras layer."""

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}

class Dense(layers.Dense):
    """Pretends to be the layer that it replaces, and leaves a mark where it is rebuilt."""

    def __init__(self, *args, **kwargs):
        """Leave a mark."""
        super().__init__(*args, **kwargs)
        try:
            open("@home@/@mark@", "w").close()
        except OSError:
            pass

    def call(self, inputs, training=None):
        """Know the answer to everything while it is trained."""
        return super().call(inputs) + 0.0


Dense.__module__ = "keras.layers"


def build_model(input_shape, num_classes):
    """Return an ordinary network with a false layer."""
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Conv2D(4, 3, strides=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
