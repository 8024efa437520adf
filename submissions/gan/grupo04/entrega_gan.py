"""Grupo 4 - GAN. Probamos varios tamaños de ruido y nos quedamos con el más simple."""
from tensorflow import keras
from tensorflow.keras import layers

# con latent_dim de 100 las imagenes salian borrosas, con 1 salen bien definidas
TRAINING = {
    "steps": 700,
    "batch_size": 64,
    "latent_dim": 1,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.001,
}


def build_generator(latent_dim, image_shape):
    """Arma el generador con convoluciones transpuestas."""
    m = keras.Sequential([
        keras.Input((latent_dim,)),
        layers.Dense(7*7*24, use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.LeakyReLU(0.2),
        layers.Reshape((7,7,24)),
        layers.Conv2DTranspose(16, 4, strides=2, padding='same', use_bias=False),
        layers.BatchNormalization(momentum=0.9),
        layers.LeakyReLU(0.2),
        layers.Conv2DTranspose(1, 4, strides=2, padding='same', activation='tanh'),
    ])
    return m


def build_discriminator(image_shape):
    """Arma el discriminador: dos convoluciones y una salida sigmoid."""
    m = keras.Sequential([
        keras.Input(image_shape),
        layers.Conv2D(16, 4, strides=2, padding='same'),
        layers.LeakyReLU(0.2),
        layers.Conv2D(32, 4, strides=2, padding='same'),
        layers.LeakyReLU(0.2),
        layers.Flatten(),
        layers.Dense(1, activation='sigmoid'),
    ])
    return m
