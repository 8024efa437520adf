"""Dos LSTM apiladas en cada parte; las salidas son logits y la pérdida aplica la softmax."""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 20, "batch_size": 50},
    "sentiment": {"epochs": 10, "batch_size": 32},
}


def red_apilada(tamano_vocabulario, num_clases, unidades, descarte, tasa):
    """Construye y compila dos LSTM, una sobre la otra."""
    modelo = keras.Sequential()
    modelo.add(keras.Input((None,), dtype="int32"))
    modelo.add(layers.Embedding(tamano_vocabulario, 24))
    if descarte:
        modelo.add(layers.Dropout(descarte))
    modelo.add(layers.LSTM(unidades, return_sequences=True))
    modelo.add(layers.LSTM(unidades))
    if descarte:
        modelo.add(layers.Dropout(descarte))
    modelo.add(layers.Dense(num_clases))
    modelo.compile(
        optimizer=keras.optimizers.Adam(tasa, clipnorm=0.5),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return modelo


def build_memory_model(vocabulary_size, num_classes):
    """Modelo que recuerda la clave que sigue a la primera señal."""
    return red_apilada(vocabulary_size, num_classes, 32, 0.0, 5e-3)


def build_sentiment_model(vocabulary_size, num_classes):
    """Modelo que distingue reseñas negativas de positivas."""
    return red_apilada(vocabulary_size, num_classes, 24, 0.4, 4e-3)


def memory_callbacks():
    """Conserva los pesos de la mejor época."""
    return [keras.callbacks.EarlyStopping("val_loss", patience=8, restore_best_weights=True)]


def sentiment_callbacks():
    """Conserva los pesos de la mejor época."""
    return [keras.callbacks.EarlyStopping("val_loss", patience=4, restore_best_weights=True)]
