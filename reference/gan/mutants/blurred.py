"""Mutant: a blur at the generator's end, after training as sharp as the reference's."""

import keras
from keras import layers

TRAINING = {
    "steps": 3000,
    "batch_size": 64,
    "latent_dim": 32,
    "generator_learning_rate": 1e-3,
    "discriminator_learning_rate": 5e-4,
}

START_SIZE = 7


def grow(inputs, num_filters):
    """Double height and width with a transposed convolution.

    Args:
        inputs: Feature map of shape (batch, height, width, channels).
        num_filters: Number of output channels.

    Returns:
        Feature map of shape (batch, 2 * height, 2 * width, num_filters).
    """
    outputs = layers.Conv2DTranspose(num_filters, 4, strides=2, padding="same", use_bias=False)(
        inputs
    )
    return normalise(outputs)


def normalise(inputs):
    """Apply batch normalisation and ReLU; images are drawn with the running averages."""
    # A run has few steps: with the default momentum the running averages lag behind the weights.
    outputs = layers.BatchNormalization(momentum=0.9)(inputs)
    return layers.ReLU()(outputs)


def build_generator(latent_dim, image_shape):
    """Build the generator: from noise to 7 x 7, 14 x 14 and 28 x 28.

    Args:
        latent_dim: Length of a noise vector.
        image_shape: Shape of one image, (height, width, channels).

    Returns:
        A Keras model whose images have values from -1 to 1.
    """
    inputs = keras.Input((latent_dim,))
    outputs = layers.Dense(START_SIZE * START_SIZE * 32, use_bias=False)(inputs)
    outputs = normalise(outputs)
    outputs = layers.Reshape((START_SIZE, START_SIZE, 32))(outputs)
    outputs = grow(outputs, 24)
    outputs = layers.Conv2DTranspose(
        image_shape[-1], 4, strides=2, padding="same", activation="tanh"
    )(outputs)
    outputs = layers.AveragePooling2D(3, strides=1, padding="same")(outputs)
    return keras.Model(inputs, outputs)


def build_discriminator(image_shape):
    """Build the discriminator.

    Args:
        image_shape: Shape of one image, (height, width, channels), with values from -1 to 1.

    Returns:
        A Keras model that gives each image a logit.
    """
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
