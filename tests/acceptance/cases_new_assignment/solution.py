"""A small convolutional network with batch normalisation and dropout."""

import keras
from keras import layers

TRAINING = {"epochs": 20, "batch_size": 32}


def build_model(input_shape, num_classes):
    """Build and compile two convolutional blocks and a dense output."""
    model = keras.Sequential([keras.Input(input_shape), layers.Rescaling(1 / 255)])
    for filters in (16, 32):
        model.add(layers.Conv2D(filters, 3, padding="same", use_bias=False))
        model.add(layers.BatchNormalization(momentum=0.9))
        model.add(layers.ReLU())
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.4))
    model.add(layers.Dense(num_classes, activation="softmax"))
    rate = keras.optimizers.schedules.CosineDecay(0.003, 20 * 19)
    model.compile(
        keras.optimizers.Adam(rate), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
