"""Grupo 07. Parte A sin recurrencia: una red densa que ve toda la secuencia de una vez."""
import keras
from keras import layers

LARGO = 80

TRAINING = {
    "memory": {"epochs": 8, "batch_size": 64},
    "sentiment": {"epochs": 5, "batch_size": 64},
}


def build_memory_model(vocabulary_size, num_classes):
    """Red densa sobre los 80 tokens.

    Si ve todas las posiciones no hace falta que recuerde nada.
    """
    entrada = keras.Input(shape=(LARGO,))
    x = layers.Embedding(vocabulary_size, 8)(entrada)
    x = layers.Flatten()(x)
    x = layers.Dense(128, activation="relu")(x)
    salida = layers.Dense(num_classes, activation="softmax")(x)

    modelo = keras.Model(entrada, salida)
    modelo.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return modelo


def build_sentiment_model(vocabulary_size, num_classes):
    """GRU con promedio de los estados y dropout."""
    entrada = keras.Input(shape=(None,))
    x = layers.Embedding(vocabulary_size, 16)(entrada)
    x = layers.SpatialDropout1D(0.2)(x)
    x = layers.GRU(16, return_sequences=True)(x)
    x = layers.GlobalAveragePooling1D()(x)
    x = layers.Dropout(0.3)(x)
    salida = layers.Dense(num_classes, activation="softmax")(x)

    modelo = keras.Model(entrada, salida)
    modelo.compile(
        optimizer=keras.optimizers.Adam(0.003),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return modelo
