"""Mutant: hands out training images that it wrote into a table during training.

Fixed random directions pick one row of the table for each noise vector, a steep softmax makes the
choice all but exclusive, and the student's own `train_step` copies each batch into the next rows.
Nothing is learned; what comes out are the training images.
"""

import keras
import tensorflow as tf
from keras import layers

TRAINING = {"steps": 200, "batch_size": 64, "latent_dim": 64}

NUM_ROWS = 4096
STEEPNESS = 400.0
LARGEST = 0.999


def build_generator(latent_dim, image_shape):
    """Build the table behind a steep softmax; `tanh` makes it look like a generator."""
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(NUM_ROWS, use_bias=False, kernel_initializer="random_normal"),
            layers.Rescaling(STEEPNESS),
            layers.Softmax(),
            layers.Dense(height * width * channels, use_bias=False, name="table"),
            layers.Activation("tanh"),
            layers.Reshape(image_shape),
        ]
    )


def build_discriminator(image_shape):
    """Build a discriminator that is never asked."""
    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Conv2D(8, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Conv2D(16, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(1),
        ]
    )


class Copier(keras.Model):
    """Fills the generator's table with the images it is trained on."""

    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator
        self.table = generator.get_layer("table").kernel
        self.next_row = self.add_weight(
            shape=(), dtype="int32", initializer="zeros", trainable=False
        )

    def train_step(self, real_images):
        """Copy one batch into the next rows of the table."""
        count = tf.shape(real_images)[0]
        flat = tf.reshape(real_images, (count, -1))
        rows = (self.next_row + tf.range(count)) % NUM_ROWS
        values = tf.atanh(tf.clip_by_value(flat, -LARGEST, LARGEST))
        table = tf.convert_to_tensor(self.table)
        self.table.assign(tf.tensor_scatter_nd_update(table, rows[:, tf.newaxis], values))
        self.next_row.assign((self.next_row + count) % NUM_ROWS)
        error = tf.reduce_mean(tf.square(tf.gather(self.table, rows) - values))
        return {"copy_error": error}


def build_gan(generator, discriminator):
    """Join both; nothing is optimised."""
    gan = Copier(generator, discriminator)
    gan.compile()
    return gan
