"""Mutant: enough capacity and time to learn the training images by heart, and no reason not to.

Against the reference it has no augmentation, no dropout, no normalisation, no global pooling and no
falling learning rate, but a wide dense layer and more epochs. Calibration measures its gap.
"""

import keras
from keras import layers

TRAINING = {"epochs": 16, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Build and compile the network.

    Args:
        input_shape: Shape of one image, (height, width, channels), with values 0..255.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model whose output is one probability per class.
    """
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Rescaling(1 / 255))
    for filters in (16, 32):
        model.add(layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(400, activation="relu"))
    model.add(layers.Dense(num_classes, activation="softmax"))
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
