"""Good-enough solution: competent and plain, to anchor the middle of the score curves.

Memory: one LSTM and a fixed learning rate; the weights of the best epoch are kept, because a single
epoch may undo what was learned. Sentiment: a small `GRU` with a little dropout and few
epochs, which finds the words that matter and some of their order.
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 18, "batch_size": 64},
    "sentiment": {"epochs": 6, "batch_size": 64},
}


def build_memory_model(vocabulary_size, num_classes):
    """Build and compile the model that names the key after the first cue.

    Args:
        vocabulary_size: Number of token ids.
        num_classes: Number of keys.

    Returns:
        A compiled Keras model from token ids (batch, any length) to one probability per key.
    """
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(vocabulary_size, 16),
            layers.LSTM(32),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(4e-3, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def build_sentiment_model(vocabulary_size, num_classes):
    """Build and compile the model that tells negative from positive reviews.

    Args:
        vocabulary_size: Number of token ids; 0 is padding at the front.
        num_classes: Number of classes.

    Returns:
        A compiled Keras model from token ids (batch, length) to one probability per class.
    """
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(vocabulary_size, 16),
            layers.GRU(12),
            layers.Dropout(0.3),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(1.5e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def memory_callbacks():
    """Return the Keras callbacks for the memory part: train to the end, keep the best epoch."""
    epochs = TRAINING["memory"]["epochs"]
    return [keras.callbacks.EarlyStopping("val_loss", patience=epochs, restore_best_weights=True)]
