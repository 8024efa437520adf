"""Grupo 5: GAN con nuestro propio entrenamiento (la pérdida original del paper)."""
import keras
import tensorflow as tf
from keras import layers

TRAINING = {"steps": 400, "batch_size": 64, "latent_dim": 20}


def build_generator(latent_dim, image_shape):
    """Generador denso con dos convoluciones transpuestas."""
    modelo = keras.Sequential()
    modelo.add(keras.Input((latent_dim,)))
    modelo.add(layers.Dense(7 * 7 * 16, activation="relu"))
    modelo.add(layers.Reshape((7, 7, 16)))
    modelo.add(layers.Conv2DTranspose(16, 4, strides=2, padding="same", activation="relu"))
    modelo.add(layers.Conv2DTranspose(1, 4, strides=2, padding="same", activation="tanh"))
    return modelo


def build_discriminator(image_shape):
    """Discriminador convolucional con salida sigmoid."""
    modelo = keras.Sequential()
    modelo.add(keras.Input(image_shape))
    modelo.add(layers.Conv2D(16, 4, strides=2, padding="same", activation="relu"))
    modelo.add(layers.Conv2D(32, 4, strides=2, padding="same", activation="relu"))
    modelo.add(layers.Flatten())
    modelo.add(layers.Dense(1, activation="sigmoid"))
    return modelo


class GAN(keras.Model):
    """Minimax tal cual: log D(x) + log(1 - D(G(z)))."""

    def __init__(self, generador, discriminador):
        super().__init__()
        self.generador = generador
        self.discriminador = discriminador
        self.dim = TRAINING["latent_dim"]
        # con 0.001 iba muy lento
        self.opt_g = keras.optimizers.Adam(0.05)
        self.opt_d = keras.optimizers.Adam(0.05)

    def train_step(self, reales):
        ruido = tf.random.normal([TRAINING["batch_size"], self.dim])
        with tf.GradientTape() as tape_d, tf.GradientTape() as tape_g:
            falsas = self.generador(ruido, training=True)
            p_reales = self.discriminador(reales, training=True)
            p_falsas = self.discriminador(falsas, training=True)
            perdida_d = -tf.reduce_mean(tf.math.log(p_reales) + tf.math.log(1 - p_falsas))
            perdida_g = tf.reduce_mean(tf.math.log(1 - p_falsas))
        pesos_d = self.discriminador.trainable_weights
        pesos_g = self.generador.trainable_weights
        self.opt_d.apply_gradients(zip(tape_d.gradient(perdida_d, pesos_d), pesos_d))
        self.opt_g.apply_gradients(zip(tape_g.gradient(perdida_g, pesos_g), pesos_g))
        return {"d_loss": perdida_d, "g_loss": perdida_g}


def build_gan(generator, discriminator):
    """Junta los dos modelos."""
    gan = GAN(generator, discriminator)
    gan.compile()
    return gan
