"""Another honest group's pair."""

import keras
from keras import layers

TRAINING = {"steps": 6, "batch_size": 16, "latent_dim": 10}


def build_generator(latent_dim, image_shape):
    """Return a small generator."""
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(height * width * channels, activation="tanh"),
            layers.Reshape(image_shape),
        ]
    )


def build_discriminator(image_shape):
    """Return a small discriminator."""
    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Flatten(),
            layers.Dense(8, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
