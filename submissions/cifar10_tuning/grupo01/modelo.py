"""Clasificador CIFAR-10, grupo 01.

Probamos varias redes y lo que más nos ayudó fue, en este orden: BatchNormalization, bajar el
learning rate durante el entrenamiento y el aumento de datos. El registro está en el informe.
"""
from tensorflow import keras
from tensorflow.keras import layers

EPOCAS = 16
LR_MAX = 0.003

TRAINING = {"epochs": EPOCAS, "batch_size": 64}


def bloque(filtros, tam=3, paso=1):
    """Capas de un bloque: convolución sin bias, BN y ReLU."""
    return [
        layers.Conv2D(filtros, tam, strides=paso, padding="same", use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
    ]


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
    # La primera baja la resolución a la mitad: cada época tarda menos y podemos hacer más.
    capas += bloque(32, tam=4, paso=2) + bloque(32) + [layers.MaxPooling2D()]
    capas += bloque(64) + bloque(64) + [layers.MaxPooling2D()]
    capas += bloque(128)
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


def bajar_lr(epoca):
    """Learning rate de cada época: una recta desde LR_MAX hasta casi cero."""
    return LR_MAX * (1 - epoca / EPOCAS)


def callbacks():
    """Callbacks del entrenamiento: solo el learning rate."""
    return [keras.callbacks.LearningRateScheduler(bajar_lr)]
