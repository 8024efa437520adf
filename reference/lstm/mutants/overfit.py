"""Mutant: reads the reviews with much room and nothing that keeps it from memorising them.

The sentiment part has wide layers, no dropout and many epochs. The memory part is the reference's
with a fixed learning rate: there, a rule once found leaves no gap.
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 18, "batch_size": 64},
    "sentiment": {"epochs": 20, "batch_size": 64},
}


def build_memory_model(vocabulary_size, num_classes):
    """Build and compile the model that names the key after the first cue.

    Args:
        vocabulary_size: Number of token ids.
        num_classes: Number of keys.

    Returns:
        A compiled Keras model from token ids (batch, any length) to one probability per key.
    """
    tokens = keras.Input((None,), dtype="int32")
    outputs = layers.Embedding(vocabulary_size, 16)(tokens)
    outputs = layers.LSTM(32)(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)
    return compiled(keras.Model(tokens, outputs), 5e-3)


def build_sentiment_model(vocabulary_size, num_classes):
    """Build and compile a model that learns the reviews by heart.

    Args:
        vocabulary_size: Number of token ids; 0 is padding at the front.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model from token ids (batch, length) to one probability per class.
    """
    tokens = keras.Input((None,), dtype="int32")
    outputs = layers.Embedding(vocabulary_size, 64)(tokens)
    outputs = layers.LSTM(48)(outputs)
    outputs = layers.Dense(64, activation="relu")(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)
    return compiled(keras.Model(tokens, outputs), 5e-3)


def compiled(model, learning_rate):
    """Compile with Adam and clipped gradients."""
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
