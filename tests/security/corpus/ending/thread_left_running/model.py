"""Leaves threads that go on after the last result and never end."""

import threading
import time

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Return an ordinary network beside a thread that keeps the interpreter alive."""
    for _ in range(4):
        threading.Thread(target=time.sleep, args=(3600,), daemon=False).start()
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
