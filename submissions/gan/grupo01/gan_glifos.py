"""GAN convolucional, grupo 01.

Lo que más ayudó fue, en este orden: redes chicas para dar más pasos, BatchNormalization en el
generador y una tasa de aprendizaje más alta en el generador que en el discriminador.
"""
from tensorflow import keras
from tensorflow.keras import layers

TRAINING = {
    "steps": 1800,
    "batch_size": 64,
    "latent_dim": 32,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0005,
}


def duplicar(x, filtros):
    """Duplica alto y ancho, normaliza y aplica ReLU."""
    x = layers.Conv2DTranspose(filtros, 4, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    return layers.ReLU()(x)


def build_generator(latent_dim, image_shape):
    """Construye el generador: 7 x 7, 14 x 14, 28 x 28.

    Args:
        latent_dim: cantidad de números de ruido.
        image_shape: forma de una imagen.

    Returns:
        El modelo, con salida tanh.
    """
    ruido = keras.Input((latent_dim,))
    x = layers.Dense(7 * 7 * 32, use_bias=False)(ruido)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.ReLU()(x)
    x = layers.Reshape((7, 7, 32))(x)
    x = duplicar(x, 24)
    x = layers.Conv2DTranspose(image_shape[-1], 4, strides=2, padding="same", activation="tanh")(x)
    return keras.Model(ruido, x, name="generador")


def build_discriminator(image_shape):
    """Construye el discriminador, que devuelve un logit por imagen."""
    imagen = keras.Input(image_shape)
    x = imagen
    for filtros in (24, 48):
        x = layers.Conv2D(filtros, 4, strides=2, padding="same")(x)
        x = layers.LeakyReLU(0.2)(x)
    x = layers.Flatten()(x)
    x = layers.Dropout(0.3)(x)
    return keras.Model(imagen, layers.Dense(1)(x), name="discriminador")
