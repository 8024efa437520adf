"""A DCGAN in the functional way: transposed convolutions with batch normalisation."""

import keras
from keras import layers

TRAINING = {
    "steps": 2600,
    "batch_size": 64,
    "latent_dim": 24,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0005,
}


def build_generator(latent_dim, image_shape):
    """Build the generator: 7 x 7 feature maps, enlarged twice by transposed convolutions."""
    height, width, channels = image_shape
    noise = keras.Input((latent_dim,), name="noise")
    x = layers.Dense((height // 4) * (width // 4) * 40, use_bias=False)(noise)
    x = layers.Reshape((height // 4, width // 4, 40))(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2DTranspose(24, 4, strides=2, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization(momentum=0.9)(x)
    x = layers.Activation("relu")(x)
    x = layers.Conv2DTranspose(channels, 4, strides=2, padding="same")(x)
    images = layers.Activation("tanh", name="images")(x)
    return keras.Model(noise, images, name="generator")


def build_discriminator(image_shape):
    """Build the discriminator: two strided convolutions and a logit."""
    images = keras.Input(image_shape, name="images")
    x = layers.Conv2D(24, 4, strides=2, padding="same")(images)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Conv2D(48, 4, strides=2, padding="same")(x)
    x = layers.LeakyReLU(negative_slope=0.2)(x)
    x = layers.Dropout(0.3)(x)
    x = layers.Flatten()(x)
    logit = layers.Dense(1, name="logit")(x)
    return keras.Model(images, logit, name="discriminator")
