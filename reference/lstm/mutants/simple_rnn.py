"""Mutant: a recurrent layer without gates, whose gradient fades over long lags.

The memory part is that of the reference with `SimpleRNN` in place of `LSTM`; the sentiment part is
like the reference's.
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 12, "batch_size": 64},
    "sentiment": {"epochs": 10, "batch_size": 32},
}


def build_memory_model(vocabulary_size, num_classes):
    """Build and compile a recurrent network that forgets.

    Args:
        vocabulary_size: Number of token ids.
        num_classes: Number of keys.

    Returns:
        A compiled Keras model from token ids (batch, any length) to one probability per key.
    """
    tokens = keras.Input((None,), dtype="int32")
    outputs = layers.Embedding(vocabulary_size, 16)(tokens)
    outputs = layers.SimpleRNN(32)(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)
    return compiled(keras.Model(tokens, outputs), 3e-3)


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
