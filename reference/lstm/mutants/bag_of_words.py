"""Mutant: averages the tokens in both parts, so the order of the tokens is lost at once.

Keys without a cue are everywhere in the memory part, so counting finds the cued one barely better
than guessing does.
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 8, "batch_size": 64},
    "sentiment": {"epochs": 10, "batch_size": 64},
}


def build_memory_model(vocabulary_size, num_classes):
    """Build and compile a network that counts tokens.

    Args:
        vocabulary_size: Number of token ids.
        num_classes: Number of keys.

    Returns:
        A compiled Keras model from token ids (batch, any length) to one probability per key.
    """
    return averaging_model(vocabulary_size, num_classes)


def build_sentiment_model(vocabulary_size, num_classes):
    """Build and compile a network that counts words.

    Args:
        vocabulary_size: Number of token ids; 0 is padding at the front.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model from token ids (batch, length) to one probability per class.
    """
    return averaging_model(vocabulary_size, num_classes)


def averaging_model(vocabulary_size, num_classes):
    """Average the embedded tokens and classify the average."""
    tokens = keras.Input((None,), dtype="int32")
    outputs = layers.Embedding(vocabulary_size, 16)(tokens)
    outputs = layers.GlobalAveragePooling1D()(outputs)
    outputs = layers.Dense(32, activation="relu")(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)
    model = keras.Model(tokens, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(3e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
