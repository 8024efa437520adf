"""Two Sequential models: enlarge by repeating pixels, and judge behind noise and dropout.

UpSampling2D copies every pixel and the convolution after it learns what to make of the copies.
The discriminator never sees a clean image while it trains, so it cannot learn the few thousand
real ones by heart, and the generator always has something to learn from.
"""

import keras
from keras import layers

TRAINING = {
    "steps": 2100,
    "batch_size": 64,
    "latent_dim": 48,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0006,
}


def build_generator(latent_dim, image_shape):
    """Draw at a quarter of the size, enlarge and convolve twice.

    Args:
        latent_dim: how many numbers of noise one image is drawn from.
        image_shape: height, width (both divisible by 4) and channels of one image.

    Returns:
        Sequential model from noise to images in [-1, 1], not compiled.
    """
    height, width, channels = image_shape
    rows, columns, filters = height // 4, width // 4, 24
    return keras.Sequential(
        [
            keras.Input(shape=(latent_dim,)),
            layers.Dense(rows * columns * filters, use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Reshape((rows, columns, filters)),
            # 7 x 7 -> 14 x 14
            layers.UpSampling2D(2),
            layers.Conv2D(16, 3, padding="same", use_bias=False),
            layers.BatchNormalization(momentum=0.9),
            layers.LeakyReLU(negative_slope=0.2),
            # 14 x 14 -> 28 x 28; the wide kernel smooths the steps between the copies
            layers.UpSampling2D(2),
            layers.Conv2D(channels, 5, padding="same", activation="tanh"),
        ],
        name="generator",
    )


def build_discriminator(image_shape):
    """Blur the view with noise, halve the size twice and weigh the whole image.

    Args:
        image_shape: height, width and channels of one image.

    Returns:
        Sequential model from images to the probability that they are real, not compiled.
    """
    return keras.Sequential(
        [
            keras.Input(shape=image_shape),
            layers.GaussianNoise(0.1),
            layers.Conv2D(16, 4, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Conv2D(32, 3, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Flatten(),
            layers.Dropout(0.3),
            # Strokes far apart only meet here: two convolutions see a small part of the image.
            layers.Dense(32),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Dropout(0.2),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="discriminator",
    )
