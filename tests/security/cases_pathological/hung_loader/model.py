"""Hands over a data set that never has a second batch."""

import time
import tensorflow as tf

import keras
from keras import layers

TRAINING = {"epochs": 1, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Build a small model."""
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            layers.Rescaling(1 / 255),
            layers.Flatten(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("sgd", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def make_dataset(images, labels, batch_size, training):
    """Return a data set whose generator falls asleep."""

    def generator():
        yield images[:batch_size], labels[:batch_size]
        time.sleep(10_000)

    return tf.data.Dataset.from_generator(
        generator,
        output_signature=(
            tf.TensorSpec((None, *images.shape[1:]), tf.float32),
            tf.TensorSpec((None,), tf.int32),
        ),
    )
