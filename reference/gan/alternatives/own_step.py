"""GAN con un paso de entrenamiento propio: pérdida no saturante y castigo a los logits grandes.

El castigo es el promedio de los logits al cuadrado. Casi no cuesta nada, mantiene los logits
cerca de cero y centrados, y así el discriminador nunca gana del todo. Las tasas de aprendizaje
bajan hacia el final, para que las últimas imágenes varíen poco de un paso a otro.
"""

import keras
import tensorflow as tf
from keras import layers

TRAINING = {
    "steps": 2200,
    "batch_size": 64,
    "latent_dim": 50,
    "generator_learning_rate": 0.001,
    "discriminator_learning_rate": 0.0008,
}

PESO_DEL_CASTIGO = 0.03
TASA_FINAL = 0.1  # parte de la tasa inicial que queda en el último paso


def build_generator(latent_dim, image_shape):
    """Dibuja a un cuarto del tamaño y lo duplica dos veces.

    Args:
        latent_dim: cuántos números de ruido recibe por imagen.
        image_shape: alto, ancho (divisibles por 4) y canales de una imagen.

    Returns:
        Modelo de Keras del ruido a imágenes en [-1, 1], sin compilar.
    """
    alto, ancho, canales = image_shape
    modelo = keras.Sequential(name="generador")
    modelo.add(keras.Input(shape=(latent_dim,)))
    modelo.add(layers.Dense(alto // 4 * (ancho // 4) * 32, use_bias=False))
    modelo.add(layers.Reshape((alto // 4, ancho // 4, 32)))
    modelo.add(layers.BatchNormalization(momentum=0.9))
    modelo.add(layers.LeakyReLU(negative_slope=0.1))
    modelo.add(layers.Conv2DTranspose(24, 4, strides=2, padding="same", use_bias=False))
    modelo.add(layers.BatchNormalization(momentum=0.9))
    modelo.add(layers.LeakyReLU(negative_slope=0.1))
    modelo.add(
        layers.Conv2DTranspose(canales, 4, strides=2, padding="same", activation="tanh")
    )
    return modelo


def build_discriminator(image_shape):
    """Reduce la imagen tres veces a la mitad y da un logit.

    Args:
        image_shape: alto, ancho y canales de una imagen.

    Returns:
        Modelo de Keras de imágenes a logits (positivo: real), sin compilar.
    """
    modelo = keras.Sequential(name="discriminador")
    modelo.add(keras.Input(shape=image_shape))
    for filtros, lado in ((16, 4), (24, 3), (40, 3)):
        modelo.add(layers.Conv2D(filtros, lado, strides=2, padding="same"))
        modelo.add(layers.LeakyReLU(negative_slope=0.2))
        modelo.add(layers.Dropout(0.2))
    modelo.add(layers.Flatten())
    modelo.add(layers.Dense(1))
    return modelo


class GanNoSaturante(keras.Model):
    """Entrena por turnos; el generador dibuja una sola vez por paso."""

    def __init__(self, generador, discriminador):
        """Guarda las dos redes."""
        super().__init__()
        self.generador = generador
        self.discriminador = discriminador
        self.latentes = generador.input_shape[-1]

    def compile(self, optimizador_g, optimizador_d):
        """Guarda un optimizador por red."""
        super().compile()
        self.optimizador_g = optimizador_g
        self.optimizador_d = optimizador_d

    def _paso_del_discriminador(self, reales, dibujos):
        """Actualiza el discriminador y devuelve su pérdida."""
        with tf.GradientTape() as cinta:
            logits_reales = self.discriminador(reales, training=True)
            logits_dibujos = self.discriminador(dibujos, training=True)
            perdida = tf.reduce_mean(tf.nn.softplus(-logits_reales))
            perdida += tf.reduce_mean(tf.nn.softplus(logits_dibujos))
            castigo = tf.reduce_mean(logits_reales**2) + tf.reduce_mean(logits_dibujos**2)
            perdida += PESO_DEL_CASTIGO * castigo
        pesos = self.discriminador.trainable_variables
        self.optimizador_d.apply(cinta.gradient(perdida, pesos), pesos)
        return perdida

    def train_step(self, real_images):
        """Da un paso con cada red y devuelve las dos pérdidas."""
        ruido = tf.random.normal((tf.shape(real_images)[0], self.latentes))
        with tf.GradientTape() as cinta:
            dibujos = self.generador(ruido, training=True)
            # El turno del discriminador no forma parte del gradiente del generador.
            with cinta.stop_recording():
                perdida_d = self._paso_del_discriminador(real_images, dibujos)
            logits = self.discriminador(dibujos, training=True)
            perdida_g = tf.reduce_mean(tf.nn.softplus(-logits))
        pesos = self.generador.trainable_variables
        self.optimizador_g.apply(cinta.gradient(perdida_g, pesos), pesos)
        return {"d_loss": perdida_d, "g_loss": perdida_g}


def _adam(tasa):
    """Adam cuya tasa baja como un coseno hasta el último paso."""
    plan = keras.optimizers.schedules.CosineDecay(tasa, TRAINING["steps"], alpha=TASA_FINAL)
    return keras.optimizers.Adam(plan, beta_1=0.5)


def build_gan(generator, discriminator):
    """Une las dos redes y las compila con un optimizador para cada una."""
    gan = GanNoSaturante(generator, discriminator)
    gan.compile(
        _adam(TRAINING["generator_learning_rate"]),
        _adam(TRAINING["discriminator_learning_rate"]),
    )
    return gan
