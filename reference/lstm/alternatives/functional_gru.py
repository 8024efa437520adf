"""A GRU that keeps the first key, and a bidirectional GRU that reads reviews."""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 24, "batch_size": 64},
    "sentiment": {"epochs": 10, "batch_size": 32},
}


def build_memory_model(vocabulary_size, num_classes):
    """Build the model that names the key behind the first cue."""
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    x = layers.Embedding(vocabulary_size, 24)(tokens)
    x = layers.GRU(48)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)
    model = keras.Model(tokens, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(4e-3, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def build_sentiment_model(vocabulary_size, num_classes):
    """Build the model that reads a review from both ends."""
    tokens = keras.Input((None,), dtype="int32", name="tokens")
    x = layers.Embedding(vocabulary_size, 24)(tokens)
    x = layers.SpatialDropout1D(0.3)(x)
    x = layers.Bidirectional(layers.GRU(20))(x)
    x = layers.Dropout(0.4)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)
    model = keras.Model(tokens, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(3e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def memory_callbacks():
    """Keep the best epoch."""
    return [
        keras.callbacks.EarlyStopping("val_loss", patience=12, restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=4),
    ]


def sentiment_callbacks():
    """Stop when validation gets no better, and keep the best epoch."""
    return [keras.callbacks.EarlyStopping("val_loss", patience=3, restore_best_weights=True)]
