"""Clasificador CIFAR-10, grupo 01.

Probamos varias redes y lo que más nos ayudó fue, en este orden: BatchNormalization, bajar el
learning rate durante el entrenamiento y el aumento de datos. El registro está en el informe.
"""
import math

from tensorflow import keras
from tensorflow.keras import layers

EPOCAS = 12
LR_MAX = 0.003

TRAINING = {"epochs": EPOCAS, "batch_size": 64}


def bloque(filtros, pool=True):
    """Capas de un bloque: conv 3x3 sin bias, BN, ReLU y (si se pide) max pooling."""
    capas = [
        layers.Conv2D(filtros, 3, padding="same", use_bias=False, kernel_initializer="he_normal"),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
    ]
    if pool:
        capas.append(layers.MaxPooling2D())
    return capas


def aumento_de_datos():
    """Aumento suave: espejo horizontal y desplazamientos de hasta 10 %.

    Solo actúa al entrenar. Con rotaciones nos fue peor, así que las sacamos.
    """
    return [layers.RandomFlip("horizontal"), layers.RandomTranslation(0.1, 0.1)]


def build_model(input_shape, num_classes):
    """Arma y compila la red.

    Args:
        input_shape: (alto, ancho, canales) de una imagen con valores 0..255.
        num_classes: cantidad de clases.

    Returns:
        El modelo compilado.
    """
    capas = [keras.Input(shape=input_shape), layers.Rescaling(1.0 / 127.5, offset=-1)]
    capas += aumento_de_datos()
    capas += bloque(16)
    capas += bloque(32, pool=False) + bloque(32)
    capas += bloque(64, pool=False) + bloque(64)
    capas += bloque(128, pool=False)
    # Con Flatten + Dense grande sobreajustaba mucho; el promedio global casi no tiene parámetros.
    capas += [layers.GlobalAveragePooling2D(), layers.Dropout(0.2)]
    capas += [layers.Dense(num_classes, activation="softmax")]

    modelo = keras.Sequential(capas, name="grupo01")
    modelo.compile(
        optimizer=keras.optimizers.Adam(learning_rate=LR_MAX),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return modelo


def coseno(epoca, lr):
    """Learning rate de cada época: medio coseno desde LR_MAX hasta casi cero."""
    return 0.00005 + 0.5 * LR_MAX * (1 + math.cos(math.pi * epoca / EPOCAS))


def callbacks():
    """Callbacks del entrenamiento: solo el learning rate."""
    return [keras.callbacks.LearningRateScheduler(coseno)]
