"""Grupo 02: GAN con train_step propio y etiquetas suavizadas (0.9 en vez de 1)."""

import keras
import tensorflow as tf
from keras import layers

TRAINING = {"steps": 1000, "batch_size": 64, "latent_dim": 32}

ETIQUETA_REAL = 0.9


def build_generator(latent_dim, image_shape):
    """Generador con UpSampling2D y convoluciones."""
    return keras.Sequential(
        [
            keras.Input((latent_dim,)),
            layers.Dense(7 * 7 * 32),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            layers.Reshape((7, 7, 32)),
            layers.UpSampling2D(),
            layers.Conv2D(16, 3, padding="same"),
            layers.BatchNormalization(momentum=0.9),
            layers.ReLU(),
            layers.Conv2DTranspose(image_shape[-1], 4, strides=2, padding="same"),
            layers.Activation("tanh"),
        ]
    )


def build_discriminator(image_shape):
    """Discriminador convolucional; devuelve un logit."""
    return keras.Sequential(
        [
            keras.Input(image_shape),
            layers.Conv2D(16, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Conv2D(32, 4, strides=2, padding="same"),
            layers.LeakyReLU(0.2),
            layers.Flatten(),
            layers.Dropout(0.3),
            layers.Dense(1),
        ]
    )


class GAN(keras.Model):
    """Une las dos redes y las entrena por turnos."""

    def __init__(self, generator, discriminator):
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator
        self.bce = keras.losses.BinaryCrossentropy(from_logits=True)

    def compile(self, g_optimizer, d_optimizer):
        """Guarda un optimizador para cada red."""
        super().compile()
        self.g_optimizer = g_optimizer
        self.d_optimizer = d_optimizer

    def train_step(self, real_images):
        """Un turno del discriminador y uno del generador."""
        cantidad = tf.shape(real_images)[0]
        ruido = tf.random.normal((cantidad, TRAINING["latent_dim"]))
        falsas = self.generator(ruido, training=True)
        with tf.GradientTape() as cinta:
            en_reales = self.discriminator(real_images, training=True)
            en_falsas = self.discriminator(falsas, training=True)
            d_loss = self.bce(ETIQUETA_REAL * tf.ones_like(en_reales), en_reales)
            d_loss += self.bce(tf.zeros_like(en_falsas), en_falsas)
        pesos = self.discriminator.trainable_variables
        self.d_optimizer.apply(cinta.gradient(d_loss, pesos), pesos)

        with tf.GradientTape() as cinta:
            en_falsas = self.discriminator(self.generator(ruido, training=True), training=True)
            g_loss = self.bce(tf.ones_like(en_falsas), en_falsas)
        pesos = self.generator.trainable_variables
        self.g_optimizer.apply(cinta.gradient(g_loss, pesos), pesos)
        return {"d_loss": d_loss, "g_loss": g_loss}


def build_gan(generator, discriminator):
    """Crea y compila la GAN."""
    gan = GAN(generator, discriminator)
    gan.compile(
        g_optimizer=keras.optimizers.Adam(1e-3, beta_1=0.5),
        d_optimizer=keras.optimizers.Adam(5e-4, beta_1=0.5),
    )
    return gan
