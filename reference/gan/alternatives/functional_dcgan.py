"""A small DCGAN in the functional API: transposed convolutions draw, strided ones judge.

The networks are narrow on purpose. The discriminator counts three times in the budget, so it gets
the smaller share, and what is saved pays for more steps.
"""

import keras
from keras import layers

TRAINING = {
    "steps": 2300,
    "batch_size": 64,
    "latent_dim": 64,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0007,
}

# Quick averages: the graded images are drawn with them after a short training.
BATCH_NORM_MOMENTUM = 0.9
LEAK = 0.2
DROPOUT = 0.3


def _normalise(x):
    """Normalise over the batch, then cut off what is negative."""
    x = layers.BatchNormalization(momentum=BATCH_NORM_MOMENTUM)(x)
    return layers.ReLU()(x)


def _judge_block(x, filters, kernel_size):
    """Halve the size with a strided convolution and drop part of what it found."""
    x = layers.Conv2D(filters, kernel_size, strides=2, padding="same")(x)
    x = layers.LeakyReLU(negative_slope=LEAK)(x)
    return layers.Dropout(DROPOUT)(x)


def build_generator(latent_dim, image_shape):
    """Turn noise into a quarter-size map of features and double its size twice.

    Args:
        latent_dim: how many numbers of noise one image is drawn from.
        image_shape: height, width (both divisible by 4) and channels of one image.

    Returns:
        Keras model from noise to images in [-1, 1], not compiled.
    """
    height, width, channels = image_shape
    start = (height // 4, width // 4, 32)

    noise = keras.Input(shape=(latent_dim,), name="noise")
    x = layers.Dense(start[0] * start[1] * start[2], use_bias=False)(noise)
    x = layers.Reshape(start)(x)
    x = _normalise(x)
    # A kernel of 4 is a multiple of the stride, so it leaves no checkerboard.
    x = layers.Conv2DTranspose(24, 4, strides=2, padding="same", use_bias=False)(x)
    x = _normalise(x)
    image = layers.Conv2DTranspose(
        channels, 4, strides=2, padding="same", activation="tanh", name="image"
    )(x)
    return keras.Model(noise, image, name="generator")


def build_discriminator(image_shape):
    """Look at an image with two strided convolutions and give one logit.

    Args:
        image_shape: height, width and channels of one image.

    Returns:
        Keras model from images to logits (above zero means real), not compiled.
    """
    image = keras.Input(shape=image_shape, name="image")
    x = _judge_block(image, filters=16, kernel_size=5)
    x = _judge_block(x, filters=32, kernel_size=3)
    x = layers.Flatten()(x)
    logit = layers.Dense(1, name="logit")(x)
    return keras.Model(image, logit, name="discriminator")
