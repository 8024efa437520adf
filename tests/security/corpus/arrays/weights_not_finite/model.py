"""Turns the weights into numbers that are none when training ends."""

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}

class Poison(keras.callbacks.Callback):
    """Overwrites weights."""

    def on_train_end(self, logs=None):
        """Set NaN and Inf."""
        self.model.set_weights([weight * float("inf") for weight in self.model.get_weights()])


def callbacks():
    """Return the poison."""
    return [Poison()]


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
