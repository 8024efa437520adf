"""Mutant: a capable network with nothing that keeps it from memorising the training images.

It takes from the reference batch normalisation, augmentation, dropout, global pooling and the
falling learning rate, and trains a wide dense layer for longer. Calibration measures its gap.
"""

import keras
from keras import layers

TRAINING = {"epochs": 20, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Build and compile the network.

    Args:
        input_shape: Shape of one image, (height, width, channels), with values 0..255.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model whose output is one probability per class.
    """
    model = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            layers.Rescaling(1 / 255),
            layers.Conv2D(16, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.Conv2D(32, 3, padding="same", activation="relu"),
            layers.MaxPooling2D(),
            layers.Flatten(),
            layers.Dense(400, activation="relu"),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
