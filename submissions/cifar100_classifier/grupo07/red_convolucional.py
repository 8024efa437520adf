"""Grupo 07: red totalmente convolucional, sin capas densas grandes.

La última convolución tiene un filtro por clase.
"""
import keras
from keras import layers

TRAINING = {"epochs": 10, "batch_size": 64}


def etapa(filtros):
    """Capas de una etapa: dos convoluciones y un pooling que achica la imagen a la mitad."""
    return [
        layers.Conv2D(filtros, 3, padding="same", activation="relu"),
        layers.Conv2D(filtros, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
    ]


def build_model(input_shape, num_classes):
    """Construye y compila la red totalmente convolucional.

    Args:
        input_shape: alto, ancho y canales de las imágenes.
        num_classes: número de clases.
    """
    capas = [keras.Input(shape=input_shape), layers.Rescaling(1 / 255)]
    for filtros in (16, 32, 64):
        capas.extend(etapa(filtros))
    capas.append(layers.Dropout(0.25))
    capas.append(layers.Conv2D(num_classes, 1))
    # Acá iba el promedio global; lo sacamos para "no perder información".
    # capas.append(layers.GlobalAveragePooling2D())
    capas.append(layers.Softmax())

    modelo = keras.Sequential(capas)
    modelo.compile(
        optimizer=keras.optimizers.RMSprop(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return modelo
