"""Reference solution: a small convolutional pair with unequal learning rates.

The generator learns twice as fast as the discriminator, which also has dropout: it never becomes
so sure of itself that its gradients vanish. Batch normalisation forgets quickly, so that samples
drawn after training look like those drawn during it.
"""

import keras
from keras import layers

TRAINING = {
    "steps": 1500,
    "batch_size": 64,
    "latent_dim": 32,
    "generator_learning_rate": 1e-3,
    "discriminator_learning_rate": 5e-4,
}


def build_generator(latent_dim, image_shape):
    """Build the network that draws: noise becomes a small map, which grows twice.

    Args:
        latent_dim: Length of one noise vector.
        image_shape: Shape of one image, (height, width, channels).

    Returns:
        A Keras model from noise to images with values from -1 to 1.
    """
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(height // 4 * (width // 4) * 48, use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.LeakyReLU(0.2),
            layers.Reshape((height // 4, width // 4, 48)),
            layers.Conv2DTranspose(32, 4, strides=2, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.LeakyReLU(0.2),
            layers.Conv2DTranspose(channels, 4, strides=2, padding="same", activation="tanh"),
        ]
    )


def build_discriminator(image_shape):
    """Build the network that tells real images from drawn ones; it returns a logit.

    Args:
        image_shape: Shape of one image, (height, width, channels).

    Returns:
        A Keras model from images to one number per image.
    """
    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Conv2D(32, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Dropout(0.2),
            layers.Conv2D(64, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(1),
        ]
    )
