"""Nothing wrong here: Keras takes several steps between two calls of a callback."""
import gc
import os

os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"

import keras
from keras import layers

TRAINING = {"epochs": 3, "batch_size": 16}


def build_model(input_shape, num_classes):
    """Return a residual network, compiled to take eight steps at once."""
    gc.collect()
    inputs = keras.Input(input_shape)
    x = layers.RandomFlip("horizontal")(layers.Rescaling(1 / 255)(inputs))
    x = layers.Conv2D(8, 3, strides=2, padding="same", activation="relu")(x)
    y = layers.BatchNormalization()(layers.Conv2D(8, 3, padding="same")(x))
    x = layers.MaxPooling2D()(layers.ReLU()(layers.Add()([x, y])))
    x = layers.Dropout(0.3)(layers.GlobalAveragePooling2D()(x))
    model = keras.Model(inputs, layers.Dense(num_classes, activation="softmax")(x))
    model.compile(
        "adam", "sparse_categorical_crossentropy", metrics=["accuracy"], steps_per_execution=8
    )
    model.train_on_batch(keras.ops.zeros((2, *input_shape)), keras.ops.zeros((2,)))
    return model
