"""Grupo 07. Red con dos ramas (filtros de 3x3 y de 5x5) que se juntan."""
import keras
from keras import layers

TRAINING = {"epochs": 12, "batch_size": 64}


def rama(x, tam_filtro):
    """Una rama: dos convoluciones del mismo tamaño de filtro."""
    x = layers.Conv2D(16, tam_filtro, activation="relu")(x)
    x = layers.MaxPooling2D()(x)
    x = layers.Conv2D(32, tam_filtro, activation="relu")(x)
    return x


def build_model(input_shape, num_classes):
    """Construye la red de dos ramas.

    La idea la sacamos de Inception: mirar la imagen con dos escalas a la vez.
    """
    entrada = keras.Input(shape=input_shape)
    x = layers.Rescaling(1 / 255)(entrada)

    chica = rama(x, 3)
    grande = rama(x, 5)
    x = layers.Concatenate()([chica, grande])

    x = layers.MaxPooling2D()(x)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.4)(x)
    x = layers.Dense(64, activation="relu")(x)
    salida = layers.Dense(num_classes, activation="softmax")(x)

    modelo = keras.Model(entrada, salida)
    modelo.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return modelo
