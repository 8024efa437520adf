"""Functional models: a GRU latches the first key, a bidirectional GRU reads the review.

Part A relies on the last state of one GRU. The rate stays high until the plateau of the first
epochs is over, and then falls, so that a late bad epoch cannot undo what was learned.
Part B reads each review in both directions and ignores the padding at the front (`mask_zero`).
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 24, "batch_size": 50},
    "sentiment": {"epochs": 12, "batch_size": 40},
}

PEAK_RATE = 4e-3
STEADY_EPOCHS = 14


def build_memory_model(vocabulary_size, num_classes):
    """Build a GRU that answers with the key behind the first cue.

    The embedding starts wider than usual (the default is within 0.05 of zero): tokens that look
    different from the first step on shorten the plateau at chance.
    """
    tokens = keras.Input((None,), name="tokens")
    vectors = layers.Embedding(
        vocabulary_size,
        16,
        embeddings_initializer=keras.initializers.RandomNormal(stddev=0.5),
        name="vectors",
    )(tokens)
    memory = layers.GRU(40, name="memory")(vectors)
    probabilities = layers.Dense(num_classes, activation="softmax", name="key")(memory)
    model = keras.Model(tokens, probabilities, name="first_key")
    return _compiled(model, PEAK_RATE)


def build_sentiment_model(vocabulary_size, num_classes):
    """Build a small bidirectional GRU with dropout before and after it."""
    words = keras.Input((None,), name="words")
    vectors = layers.Embedding(vocabulary_size, 16, mask_zero=True, name="vectors")(words)
    vectors = layers.SpatialDropout1D(0.2)(vectors)
    summary = layers.Bidirectional(layers.GRU(16), merge_mode="concat", name="reader")(vectors)
    summary = layers.Dropout(0.3)(summary)
    probabilities = layers.Dense(num_classes, activation="softmax", name="feeling")(summary)
    model = keras.Model(words, probabilities, name="review_reader")
    return _compiled(model, 3e-3)


def memory_callbacks():
    """Lower the rate after the steady epochs, and go back to the best epoch at the end."""
    return [
        keras.callbacks.LearningRateScheduler(_memory_rate),
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=8, start_from_epoch=8, restore_best_weights=True
        ),
    ]


def sentiment_callbacks():
    """Stop before the wrong labels are learned by heart, and restore the best epoch."""
    return [
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=3, start_from_epoch=3, restore_best_weights=True
        )
    ]


def _memory_rate(epoch):
    """Return the learning rate of an epoch: steady at first, then 20 % less every time."""
    return PEAK_RATE * 0.8 ** max(0, epoch - STEADY_EPOCHS)


def _compiled(model, rate):
    """Compile with Adam and clipped gradients, for integer labels."""
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=rate, clipnorm=1.0),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model
