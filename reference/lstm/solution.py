"""Reference solution: one LSTM per part, each with what its part needs.

Memory: a network may see nothing but chance for its first hundreds of steps and then learn the
whole rule at once. A high learning rate with clipped gradients shortens the wait, and now and then
undoes what was learned; so the weights of the best epoch are kept. Sentiment: small batches give
many steps, dropout before and after the LSTM keeps single words from deciding, and the weights of
the best epoch are kept as well.
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 24, "batch_size": 64},
    "sentiment": {"epochs": 14, "batch_size": 32},
}

MEMORY_LEARNING_RATE = 5e-3
SENTIMENT_LEARNING_RATE = 5e-3
# No epoch learns at less than this share of the first one's rate.
LAST_SHARE = 0.02
# Epochs without a better validation before training ends; the memory part has to wait longer.
MEMORY_PATIENCE = 10
SENTIMENT_PATIENCE = 5


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
    return compiled(keras.Model(tokens, outputs), MEMORY_LEARNING_RATE)


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
    return compiled(keras.Model(tokens, outputs), SENTIMENT_LEARNING_RATE)


def compiled(model, learning_rate):
    """Compile with Adam; clipping keeps one steep gradient from undoing what was learned."""
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def falling_rate(initial, epochs):
    """Return the callback that keeps the rate for half of the epochs and then lowers it."""

    def rate(epoch):
        left = 1 - epoch / epochs
        return initial * max(LAST_SHARE, min(1.0, 2 * left))

    return keras.callbacks.LearningRateScheduler(rate)


def memory_callbacks():
    """Return the Keras callbacks for the memory part."""
    return [
        falling_rate(MEMORY_LEARNING_RATE, TRAINING["memory"]["epochs"]),
        keras.callbacks.EarlyStopping(
            "val_loss", patience=MEMORY_PATIENCE, restore_best_weights=True
        ),
    ]


def sentiment_callbacks():
    """Return the Keras callbacks for the sentiment part."""
    return [
        falling_rate(SENTIMENT_LEARNING_RATE, TRAINING["sentiment"]["epochs"]),
        keras.callbacks.EarlyStopping(
            "val_accuracy", patience=SENTIMENT_PATIENCE, restore_best_weights=True, mode="max"
        ),
    ]
