"""Mutant: remembers for as long as it takes, but lets every new cue overwrite the key it holds.

The layers before the last are set by hand and stay as they are: a convolution over two tokens
finds a key that follows a cue, and a GRU keeps what was found last. Only the last layer learns,
namely which class belongs to which key. Right whenever there is one cue, wrong whenever there are
two.
"""

import keras
import numpy as np
from keras import layers

TRAINING = {
    "memory": {"epochs": 4, "batch_size": 64},
    "sentiment": {"epochs": 10, "batch_size": 32},
}

CUE = 1
FIRST_KEY = 3
# Far on either side of zero a gate is fully open or shut.
SHUT = 20.0


def build_memory_model(vocabulary_size, num_classes):
    """Build and compile the model that answers the last cued key.

    Args:
        vocabulary_size: Number of token ids.
        num_classes: Number of keys.

    Returns:
        A compiled Keras model from token ids (batch, any length) to one probability per key.
    """
    tokens = keras.Input((None,), dtype="int32")
    one_hot = layers.Embedding(
        vocabulary_size, vocabulary_size, embeddings_initializer="identity", trainable=False
    )(tokens)
    find = layers.Conv1D(num_classes, 2, padding="causal", activation="relu", trainable=False)
    keep = layers.GRU(num_classes, reset_after=False, trainable=False)
    kept = keep(find(one_hot))
    find.set_weights(finding_weights(vocabulary_size, num_classes))
    keep.set_weights(keeping_weights(num_classes))
    outputs = layers.Dense(num_classes, activation="softmax")(kept)
    return compiled(keras.Model(tokens, outputs), 5e-2)


def finding_weights(vocabulary_size, num_classes):
    """Weights of a detector whose k-th output is 1 just after a cue and its k-th key, else 0."""
    kernel = np.zeros((2, vocabulary_size, num_classes), np.float32)
    kernel[0, CUE] = 1.0
    kernel[1, FIRST_KEY : FIRST_KEY + num_classes] = np.eye(num_classes)
    return [kernel, np.full(num_classes, -1.0)]


def keeping_weights(num_classes):
    """Weights of a GRU that takes in any detection and otherwise keeps its state."""
    update, reset, candidate = np.split(np.zeros((num_classes, 3 * num_classes)), 3, axis=1)
    update = np.full_like(update, -2 * SHUT)
    candidate = 4.0 * np.eye(num_classes)
    bias = np.repeat([SHUT, 0.0, 0.0], num_classes)
    kernel = np.concatenate([update, reset, candidate], axis=1)
    return [kernel, np.zeros_like(kernel), bias]


def build_sentiment_model(vocabulary_size, num_classes):
    """Build and compile the model that tells negative from positive reviews.

    Args:
        vocabulary_size: Number of token ids; 0 is padding at the front.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model from token ids (batch, length) to one probability per class.
    """
    tokens = keras.Input((None,), dtype="int32")
    outputs = layers.Embedding(vocabulary_size, 32)(tokens)
    outputs = layers.Dropout(0.4)(outputs)
    outputs = layers.LSTM(32)(outputs)
    outputs = layers.Dropout(0.4)(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)
    return compiled(keras.Model(tokens, outputs), 4e-3)


def compiled(model, learning_rate):
    """Compile with Adam and clipped gradients."""
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
