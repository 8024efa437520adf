"""A pair with a training step of its own: hinge loss, one update of each network a step."""

import keras
import tensorflow as tf
from keras import layers

TRAINING = {"steps": 2600, "batch_size": 64, "latent_dim": 32}


class HingeGan(keras.Model):
    """Trains a discriminator and a generator with the hinge loss.

    Args:
        generator: Draws images from noise.
        discriminator: Gives each image a number.
    """

    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator
        self.generator_optimizer = keras.optimizers.Adam(1e-3, beta_1=0.5)
        self.discriminator_optimizer = keras.optimizers.Adam(5e-4, beta_1=0.5)

    def draw(self, real_images):
        """Draw as many images as there are real ones."""
        shape = (tf.shape(real_images)[0], self.generator.input_shape[-1])
        return self.generator(tf.random.normal(shape), training=True)

    def train_step(self, real_images):
        """Update both networks once and return their losses."""
        with tf.GradientTape() as tape:
            real = self.discriminator(real_images, training=True)
            drawn = self.discriminator(self.draw(real_images), training=True)
            d_loss = tf.reduce_mean(tf.nn.relu(1.0 - real)) + tf.reduce_mean(
                tf.nn.relu(1.0 + drawn)
            )
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply_gradients(
            zip(tape.gradient(d_loss, weights), weights, strict=True)
        )
        with tf.GradientTape() as tape:
            g_loss = -tf.reduce_mean(self.discriminator(self.draw(real_images), training=True))
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply_gradients(
            zip(tape.gradient(g_loss, weights), weights, strict=True)
        )
        return {"g_loss": g_loss, "d_loss": d_loss}


def build_gan(generator, discriminator):
    """Join both networks."""
    model = HingeGan(generator, discriminator)
    model.compile()
    return model


def build_generator(latent_dim, image_shape):
    """Build the generator with two transposed convolutions."""
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
    """Build the discriminator with two convolutions and dropout."""
    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Conv2D(24, 4, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Dropout(0.2),
            layers.Conv2D(48, 4, strides=2, padding="same"),
            layers.LeakyReLU(negative_slope=0.2),
            layers.Dropout(0.2),
            layers.Flatten(),
            layers.Dense(1),
        ]
    )
