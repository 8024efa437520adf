"""An LSTM for the key, and an LSTM whose outputs are pooled by attention for the review.

Part A keeps only the last state: pooling over time would let the model look past its recurrent
memory, which is what the part asks for. It uses AdamW, with a warm-up and a cosine.
Part B returns the whole sequence of states. The last state is the query of an attention over all
of them, and both are joined: the end of a review decides, the attention finds what else matters.
It uses RMSprop with a falling rate, and smoothed labels because some labels are wrong.
"""

import keras
from keras import layers, optimizers

TRAINING = {
    "memory": {"epochs": 24, "batch_size": 50},
    "sentiment": {"epochs": 12, "batch_size": 40},
}

UNITS = {"memory": 40, "sentiment": 24}


def build_memory_model(vocabulary_size, num_classes):
    """Build an LSTM that carries the first cued key up to the query."""
    # About 80 steps per epoch: the rate rises for two epochs and falls for twenty; after that
    # it stays at a twentieth of its peak, so more data than planned do no harm.
    rate = optimizers.schedules.CosineDecay(
        initial_learning_rate=5e-4,
        warmup_target=5e-3,
        warmup_steps=160,
        decay_steps=1600,
        alpha=0.05,
    )
    optimizer = optimizers.AdamW(learning_rate=rate, weight_decay=1e-3, clipnorm=1.0)
    optimizer.exclude_from_weight_decay(var_names=["bias"])

    inputs = keras.Input((None,))
    x = layers.Embedding(vocabulary_size, 16, embeddings_initializer="glorot_normal")(inputs)
    x = layers.LSTM(UNITS["memory"])(x)
    x = layers.LayerNormalization()(x)
    outputs = layers.Dense(num_classes, activation="softmax")(x)

    model = keras.Model(inputs, outputs)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def build_sentiment_model(vocabulary_size, num_classes):
    """Build an LSTM with attention over its states, led by the last one."""
    rate = optimizers.schedules.ExponentialDecay(3e-3, decay_steps=250, decay_rate=0.6)

    inputs = keras.Input((None,))
    x = layers.Embedding(vocabulary_size, 16, mask_zero=True)(inputs)
    x = layers.SpatialDropout1D(0.2)(x)
    outputs = layers.Dense(num_classes, activation="softmax")(attentive_summary(x))

    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=optimizers.RMSprop(learning_rate=rate, clipnorm=1.0),
        loss=keras.losses.CategoricalCrossentropy(label_smoothing=0.1),
        metrics=["accuracy"],
    )
    return model


def attentive_summary(vectors):
    """Join the last state of an LSTM with what that state attends to.

    Args:
        vectors: tensor (batch, time, features); its mask hides the padding from the attention.

    Returns:
        Tensor (batch, twice the units), after dropout.
    """
    units = UNITS["sentiment"]
    states, last, _ = layers.LSTM(units, return_sequences=True, return_state=True)(vectors)
    query = layers.Reshape((1, units))(last)
    context = layers.Attention(use_scale=True)([query, states])
    context = layers.Reshape((units,))(context)
    return layers.Dropout(0.3)(layers.Concatenate()([last, context]))


def memory_callbacks():
    """Return to the best epoch; the patience is long because learning starts late."""
    return [
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=10, start_from_epoch=6, restore_best_weights=True
        )
    ]


def sentiment_callbacks():
    """Return to the epoch with the lowest validation loss; stop four epochs after it."""
    return [
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=4, start_from_epoch=3, restore_best_weights=True
        )
    ]
