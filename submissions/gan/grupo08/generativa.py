# TP GAN - grupo 8
import keras
from keras import layers

TRAINING = {"steps": 1200, "batch_size": 64, "latent_dim": 50, "generator_learning_rate": 0.001}


def build_generator(latent_dim, image_shape):
    """Generador: parte de 7x7 y duplica dos veces."""
    inp = keras.Input(shape=(latent_dim,))
    x = layers.Dense(7 * 7 * 24, activation="relu")(inp)
    x = layers.Reshape((7, 7, 24))(x)
    x = layers.UpSampling2D()(x)
    x = layers.Conv2D(24, 3, padding="same", activation="relu")(x)
    x = layers.UpSampling2D()(x)
    out = layers.Conv2D(image_shape[-1], 3, padding="same", activation="tanh")(x)
    return keras.Model(inp, out, name="generador")


def build_discriminator(image_shape):
    """Discriminador: dos convoluciones con stride y una densa."""
    inp = keras.Input(shape=image_shape)
    x = layers.Conv2D(16, 4, strides=2, padding="same")(inp)
    x = layers.LeakyReLU(0.2)(x)
    x = layers.Conv2D(32, 4, strides=2, padding="same")(x)
    x = layers.LeakyReLU(0.2)(x)
    x = layers.Dropout(0.3)(x)
    out = layers.Dense(1, activation="sigmoid")(x)   # real o falsa
    return keras.Model(inp, out, name="discriminador")
