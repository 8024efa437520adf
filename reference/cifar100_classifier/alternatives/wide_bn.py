"""A wide network of three convolutions, batch normalisation before each, trained with AdamW."""

import keras
from keras import layers

TRAINING = {"epochs": 14, "batch_size": 100}

FILTERS = (64, 128, 192)


def stage(x, filters):
    """Normalise, apply a convolution and ReLU, and halve the image."""
    x = layers.BatchNormalization(momentum=0.85)(x)
    x = layers.Conv2D(filters, 3, padding="same", activation="relu")(x)
    return layers.MaxPooling2D()(x)


def build_model(input_shape, num_classes):
    """Build and compile the network; images come with values from 0 to 255."""
    inputs = keras.Input(input_shape)
    x = layers.Rescaling(1 / 255)(inputs)
    x = layers.Conv2D(32, 4, strides=2, padding="same", activation="relu")(x)
    for filters in FILTERS:
        x = stage(x, filters)
    x = layers.Flatten()(x)
    x = layers.BatchNormalization(momentum=0.85)(x)
    x = layers.Dropout(0.4)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.AdamW(2e-3, weight_decay=5e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def callbacks():
    """Lower the rate when validation stands still."""
    return [
        keras.callbacks.ReduceLROnPlateau("val_loss", factor=0.3, patience=1, min_lr=1e-5),
    ]
