"""Good-enough solution: the same idea, trained for a third of the steps."""

import keras
from keras import layers

TRAINING = {
    "steps": 1000,
    "batch_size": 64,
    "latent_dim": 32,
    "generator_learning_rate": 1e-3,
    "discriminator_learning_rate": 5e-4,
}


def build_generator(latent_dim, image_shape):
    """Build a generator with two transposed convolutions and values from -1 to 1."""
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(height // 4 * (width // 4) * 32, use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            layers.Reshape((height // 4, width // 4, 32)),
            layers.Conv2DTranspose(24, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            layers.Conv2DTranspose(channels, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(image_shape):
    """Build a discriminator with two strided convolutions; it returns a logit."""
    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Conv2D(24, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Conv2D(48, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(1),
        ]
    )
