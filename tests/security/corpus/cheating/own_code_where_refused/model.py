"""Hides code of its own in a layer, in an assignment that refuses it at prediction."""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 1, "batch_size": 64},
    "sentiment": {"epochs": 1, "batch_size": 64},
}


class Remember(layers.Layer):
    """An own layer."""

    def call(self, inputs):
        """Change nothing."""
        return inputs * 1.0


def network(vocabulary_size, num_classes):
    """Return a recurrent network with an own layer."""
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(vocabulary_size, 4),
            layers.SimpleRNN(4),
            Remember(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def build_memory_model(vocabulary_size, num_classes):
    """Return the first network."""
    return network(vocabulary_size, num_classes)


def build_sentiment_model(vocabulary_size, num_classes):
    """Return nothing useful."""
    raise RuntimeError("one is enough")
