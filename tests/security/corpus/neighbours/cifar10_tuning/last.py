"""Another honest group's network."""

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 32}


def callbacks():
    """Stop when nothing gets better."""
    return [keras.callbacks.EarlyStopping(patience=5)]


def build_model(input_shape, num_classes):
    """Return a compiled network with dropout."""
    inputs = keras.Input(input_shape)
    features = layers.Conv2D(6, 3, strides=2, activation="relu")(layers.Rescaling(1 / 255)(inputs))
    features = layers.Dropout(0.2)(layers.MaxPooling2D()(features))
    outputs = layers.Dense(num_classes, activation="softmax")(layers.Flatten()(features))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
