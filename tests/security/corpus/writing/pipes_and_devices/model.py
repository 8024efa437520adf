"""Puts pipes and device files where files are expected, so that a reader hangs."""

import os
import stat

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Return an ordinary network beside pipes and devices."""
    for name in ("weights.npz", "outputs.npy", "results.json", "model.keras"):
        os.mkfifo(f"/scratch/{name}")
    for kind, number in ((stat.S_IFBLK, os.makedev(8, 0)), (stat.S_IFCHR, os.makedev(1, 1))):
        try:
            os.mknod("/scratch/disk", kind | 0o666, number)
            with open("/scratch/disk", "rb") as disk:
                raise RuntimeError(f"a device: {disk.read(16)}")
        except OSError:
            continue
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
