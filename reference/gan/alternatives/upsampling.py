"""Un generador que agranda con UpSampling2D y convoluciones, y un discriminador con descarte."""

import keras
from keras import layers

TRAINING = {
    "steps": 2000,
    "batch_size": 64,
    "latent_dim": 32,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0005,
}


def bloque(filtros):
    """Devuelve las capas que duplican el tamaño y aprenden a rellenar lo nuevo."""
    return [
        layers.UpSampling2D(),
        layers.Conv2D(filtros, 3, padding="same", use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
    ]


def build_generator(latent_dim, image_shape):
    """Construye el generador, con imágenes de -1 a 1."""
    alto, ancho, canales = image_shape
    modelo = keras.Sequential()
    modelo.add(keras.Input((latent_dim,)))
    modelo.add(layers.Dense(alto // 4 * (ancho // 4) * 32, use_bias=False))
    modelo.add(layers.BatchNormalization(momentum=0.9))
    modelo.add(layers.ReLU())
    modelo.add(layers.Reshape((alto // 4, ancho // 4, 32)))
    for filtros in (24, 12):
        for capa in bloque(filtros):
            modelo.add(capa)
    modelo.add(layers.Conv2D(canales, 3, padding="same", activation="tanh"))
    return modelo


def build_discriminator(image_shape):
    """Construye el discriminador, que devuelve un logit por imagen."""
    modelo = keras.Sequential()
    modelo.add(keras.Input(image_shape))
    for filtros in (24, 48):
        modelo.add(layers.Conv2D(filtros, 4, strides=2, padding="same"))
        modelo.add(layers.LeakyReLU(negative_slope=0.2))
        modelo.add(layers.Dropout(0.25))
    modelo.add(layers.Flatten())
    modelo.add(layers.Dense(1))
    return modelo
