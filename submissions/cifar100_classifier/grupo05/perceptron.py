"""Grupo 05: perceptrón multicapa para las 100 clases.

Decidimos no usar convoluciones para ver hasta dónde llega una red densa si se la normaliza bien.
Conclusión nuestra: no muy lejos, porque cada píxel tiene sus propios pesos y la figura se mueve.
"""
import numpy as np
from tensorflow import keras
from tensorflow.keras import layers

TRAINING = {"epochs": 15, "batch_size": 100}


def prepare(images):
    """Reduce el ruido: promedia cada píxel con su vecino de la derecha y con el de abajo."""
    images = np.asarray(images, dtype="float32")
    horizontal = (images + np.roll(images, -1, axis=2)) / 2
    return (horizontal + np.roll(horizontal, -1, axis=1)) / 2


def capa(unidades):
    """Una capa densa con normalización y dropout, lista para agregar a un Sequential."""
    return keras.Sequential(
        [
            layers.Dense(unidades, use_bias=False),
            layers.BatchNormalization(),
            layers.Activation("relu"),
            layers.Dropout(0.3),
        ]
    )


def build_model(input_shape, num_classes):
    """Construye el perceptrón: achica la imagen, la aplana y usa dos capas ocultas."""
    modelo = keras.Sequential(
        [
            keras.Input(shape=input_shape),
            layers.Rescaling(1 / 255),
            layers.AveragePooling2D(2),  # de 32x32 a 16x16: un cuarto de los pesos
            layers.Flatten(),
            capa(384),
            capa(192),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    modelo.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return modelo
