"""LSTM whose outputs are pooled over time in the sentiment part, trained with RMSprop and AdamW."""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 24, "batch_size": 64},
    "sentiment": {"epochs": 12, "batch_size": 32},
}


def build_memory_model(vocabulary_size, num_classes):
    """Build an LSTM whose forget gate begins open, so that it keeps what it saw long ago."""
    inputs = keras.Input((None,), dtype="int32")
    embedded = layers.Embedding(vocabulary_size, 16)(inputs)
    last = layers.LSTM(40, unit_forget_bias=True)(embedded)
    outputs = layers.Dense(num_classes, activation="softmax")(last)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.RMSprop(3e-3, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def build_sentiment_model(vocabulary_size, num_classes):
    """Build an LSTM that looks at its strongest outputs of the whole review."""
    inputs = keras.Input((None,), dtype="int32")
    embedded = layers.Embedding(vocabulary_size, 24)(inputs)
    embedded = layers.SpatialDropout1D(0.3)(embedded)
    states = layers.LSTM(32, return_sequences=True)(embedded)
    pooled = layers.GlobalMaxPooling1D()(states)
    pooled = layers.Dropout(0.4)(pooled)
    outputs = layers.Dense(num_classes, activation="softmax")(pooled)
    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.AdamW(3e-3, weight_decay=1e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def memory_callbacks():
    """Halve the rate when the loss stands still, and keep the best epoch."""
    return [
        keras.callbacks.ReduceLROnPlateau("loss", factor=0.5, patience=5, min_lr=3e-4),
        keras.callbacks.EarlyStopping("val_loss", patience=12, restore_best_weights=True),
    ]


def sentiment_callbacks():
    """Keep the best epoch."""
    return [keras.callbacks.EarlyStopping("val_loss", patience=4, restore_best_weights=True)]
