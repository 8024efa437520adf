"""Leaves code and files in the writable folders of one job for the next one to find."""

import os

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
PLACES = ("/scratch/@mark@", "/dev/shm/@mark@", "/scratch/sitecustomize.py", "/tmp/@mark@")


def build_model(input_shape, num_classes):
    """Fail in the second job if anything of the first is still there."""
    if os.path.exists("/job/y_train"):
        for place in PLACES:
            try:
                with open(place, "w") as file:
                    file.write("raise SystemExit('@mark@')")
            except OSError:
                continue
    elif any(os.path.exists(place) for place in PLACES):
        raise RuntimeError("what the first job wrote is still there")
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            Same(),
            layers.Conv2D(4, 3, strides=2, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


class Same(layers.Layer):
    """An own layer, so that this code is there in the second job."""

    def call(self, inputs):
        """Change nothing."""
        return inputs
