# %% [markdown]
# # GAN: genera imágenes / generate images
#
# **ES.** Estas dos redes funcionan, pero dibujan mal. Hay que mejorarlas: el generador debe dibujar
# imágenes nítidas, variadas y de todas las clases. Se entrega este archivo (`.py` o `.ipynb`) con
# `build_generator`, `build_discriminator` y `TRAINING`. Antes de entregar:
# `python grader.py check gan/starter.py --assignment gan`.
#
# **EN.** These two networks work, but they draw badly. Improve them: the generator should draw
# sharp and varied images of every class. Hand in this file (`.py` or `.ipynb`) with
# `build_generator`, `build_discriminator` and `TRAINING`. Before you hand it in:
# `python grader.py check gan/starter.py --assignment gan`.

# %%
import keras
import tensorflow as tf
from keras import layers

# %% [markdown]
# ## 1. El generador / The generator
#
# **ES.** Convierte ruido (normal estándar) en imágenes con valores de −1 a 1. Se hace solo con capas
# de Keras: las imágenes que se califican se generan sin ejecutar este archivo.
#
# **EN.** It turns noise (standard normal) into images with values from −1 to 1. Use layers of Keras
# only: the images that are graded are drawn without running this file.


# %%
def build_generator(latent_dim, image_shape):
    """Construye el generador. / Build the generator.

    Args:
        latent_dim: cuántos números de ruido recibe / how many numbers of noise it receives.
        image_shape: forma de una imagen / shape of one image, (28, 28, 1).

    Returns:
        Modelo de Keras sin compilar. / Keras model, not compiled.
    """
    # ES: aquí va el generador.  EN: your generator goes here.
    height, width, channels = image_shape
    return keras.Sequential(
        [
            keras.Input(shape=(latent_dim,)),
            layers.Dense(64, activation="relu"),
            layers.Dense(height * width * channels, activation="tanh"),
            layers.Reshape(image_shape),
        ]
    )


# %% [markdown]
# ## 2. El discriminador / The discriminator
#
# **ES.** Recibe imágenes con valores de −1 a 1 y da un número por imagen: la probabilidad de que
# sea real (`sigmoid`), o un logit (sin activación).
#
# **EN.** It receives images with values from −1 to 1 and gives one number per image: the
# probability that it is real (`sigmoid`), or a logit (no activation).


# %%
def build_discriminator(image_shape):
    """Construye el discriminador. / Build the discriminator.

    Args:
        image_shape: forma de una imagen / shape of one image, (28, 28, 1).

    Returns:
        Modelo de Keras sin compilar. / Keras model, not compiled.
    """
    # ES: aquí va el discriminador.  EN: your discriminator goes here.
    return keras.Sequential(
        [
            keras.Input(shape=image_shape),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(1, activation="sigmoid"),
        ]
    )


# %% [markdown]
# ## 3. El entrenamiento / The training
#
# **ES.** El calificador entrena con estos valores. En cada paso actualiza una vez el discriminador
# y una vez el generador.
#
# **EN.** The grader does the training, with these values. Each step updates the discriminator once
# and the generator once.

# %%
TRAINING = {
    "steps": 300,
    "batch_size": 64,
    "latent_dim": 16,
    "generator_learning_rate": 0.0002,
    "discriminator_learning_rate": 0.0002,
}

# %% [markdown]
# ## 4. Opcional: un entrenamiento propio / Optional: your own training
#
# **ES.** La prueba rápida usa esta clase. Si se quitan los `#` de `build_gan`, el calificador
# también usa su `train_step`, en lugar del propio. Así se prueban otras pérdidas, etiquetas
# suavizadas o varios pasos del discriminador. `BinaryCrossentropy()` espera probabilidades
# (`sigmoid`); para logits hace falta `BinaryCrossentropy(from_logits=True)`.
#
# **EN.** The quick run uses this class. With `build_gan` uncommented, the grader uses its
# `train_step`, too, instead of its own. This is the way to try other losses, smoothed labels, or
# several steps of the discriminator. `BinaryCrossentropy()` expects probabilities (`sigmoid`);
# logits need `BinaryCrossentropy(from_logits=True)`.


# %%
class Gan(keras.Model):
    """Entrena las dos redes por turnos. / Trains both networks in turn."""

    def __init__(self, generator, discriminator):
        """Guarda las dos redes. / Keep both networks."""
        super().__init__()
        self.generator = generator
        self.discriminator = discriminator
        self.latent_dim = generator.input_shape[-1]
        self.loss_of = keras.losses.BinaryCrossentropy()

    def compile(self, generator_optimizer, discriminator_optimizer):
        """Guarda un optimizador por red. / Keep one optimizer per network."""
        super().compile()
        self.generator_optimizer = generator_optimizer
        self.discriminator_optimizer = discriminator_optimizer

    def train_step(self, real_images):
        """Da un paso con cada red y devuelve las pérdidas. / Take a step of each; return losses."""
        noise = tf.random.normal((tf.shape(real_images)[0], self.latent_dim))
        fake_images = self.generator(noise, training=True)
        with tf.GradientTape() as tape:
            real = self.discriminator(real_images, training=True)
            fake = self.discriminator(fake_images, training=True)
            d_loss = self.loss_of(tf.ones_like(real), real) + self.loss_of(
                tf.zeros_like(fake), fake
            )
        weights = self.discriminator.trainable_variables
        self.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)

        with tf.GradientTape() as tape:
            fake = self.discriminator(self.generator(noise, training=True), training=True)
            g_loss = self.loss_of(tf.ones_like(fake), fake)
        weights = self.generator.trainable_variables
        self.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
        return {"d_loss": d_loss, "g_loss": g_loss}


# def build_gan(generator, discriminator):
#     """Une y compila las dos redes. / Join and compile both networks."""
#     gan = Gan(generator, discriminator)
#     gan.compile(
#         keras.optimizers.Adam(TRAINING["generator_learning_rate"], 0.5),
#         keras.optimizers.Adam(TRAINING["discriminator_learning_rate"], 0.5),
#     )
#     return gan

# %% [markdown]
# ## 5. Prueba rápida / Quick run
#
# **ES.** El calificador no ejecuta esta parte. Entrena un momento con MNIST, que se descarga, y
# guarda imágenes generadas en `samples.png`; con imágenes al azar solo se ve si las redes se
# entrenan sin errores.
#
# **EN.** The grader does not run this part. It trains for a moment on MNIST, which is downloaded,
# and saves generated images in `samples.png`; random images only tell whether the networks train
# without errors.

# %%
if __name__ == "__main__":
    import socket

    import numpy as np

    socket.setdefaulttimeout(10)
    try:
        (images, _), _ = keras.datasets.mnist.load_data()
    except Exception as error:
        print(f"Sin MNIST: imágenes al azar. / No MNIST: random images. ({error})")
        images = np.random.default_rng(0).integers(0, 256, (2000, 28, 28))

    images = images[:20000, ..., None].astype("float32") / 127.5 - 1.0
    generator = build_generator(TRAINING["latent_dim"], images.shape[1:])
    discriminator = build_discriminator(images.shape[1:])
    generator.summary()
    discriminator.summary()
    gan = Gan(generator, discriminator)
    roles = ("generator", "discriminator")
    rates = [TRAINING.get(f"{role}_learning_rate", 0.0002) for role in roles]
    gan.compile(*(keras.optimizers.Adam(rate, 0.5) for rate in rates))
    gan.fit(images, batch_size=TRAINING["batch_size"], epochs=2)

    noise = np.random.default_rng(0).standard_normal((64, TRAINING["latent_dim"]))
    drawn = generator.predict(noise, verbose=0)
    print("forma y rango / shape and range:", drawn.shape, drawn.min(), drawn.max())
    rows = [np.concatenate(list(row), axis=1) for row in drawn.reshape(8, 8, *drawn.shape[1:])]
    keras.utils.save_img("samples.png", np.concatenate(rows), scale=True)
