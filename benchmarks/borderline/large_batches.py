"""Borderline: nine epochs of batches twice as large."""

import keras
from keras import layers

TRAINING = {"epochs": 9, "batch_size": 128}


def build_model(input_shape, num_classes):
    """Build and compile the classifier.

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
            layers.Conv2D(16, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(64, activation="relu"),
            layers.Dropout(0.3),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
