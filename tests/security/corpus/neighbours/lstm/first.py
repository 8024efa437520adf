"""An honest group's networks."""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 1, "batch_size": 64},
    "sentiment": {"epochs": 1, "batch_size": 64},
}


def network(vocabulary_size, num_classes):
    """Return a small recurrent network."""
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(vocabulary_size, 4),
            layers.SimpleRNN(4),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def build_memory_model(vocabulary_size, num_classes):
    """Return the first network."""
    return network(vocabulary_size, num_classes)


def build_sentiment_model(vocabulary_size, num_classes):
    """Return the second network."""
    return network(vocabulary_size, num_classes)
