# %% [markdown]
# # GAN: genera imágenes / generate images
#
# **ES.** Estas dos redes funcionan, pero dibujan mal. Mejóralas: el generador debe dibujar
# imágenes nítidas, variadas y de todas las clases. Entrega este archivo (`.py` o `.ipynb`) con
# `build_generator`, `build_discriminator` y `TRAINING`. Antes de entregar:
# `python grader.py check starter.py --assignment gan`.
#
# **EN.** These two networks work, but they draw badly. Improve them: the generator should draw
# sharp and varied images of every class. Hand in this file (`.py` or `.ipynb`) with
# `build_generator`, `build_discriminator` and `TRAINING`. Before you hand it in:
# `python grader.py check starter.py --assignment gan`.

# %%
import keras
from keras import layers

# %% [markdown]
# ## 1. El generador / The generator
#
# **ES.** Convierte ruido en imágenes con valores de −1 a 1. Usa solo capas de Keras: las imágenes
# que se califican se dibujan sin ejecutar tu código.
#
# **EN.** It turns noise into images with values from −1 to 1. Use layers of Keras only: the images
# that are graded are drawn without running your code.


# %%
def build_generator(latent_dim, image_shape):
    """Construye el generador. / Build the generator.

    Args:
        latent_dim: cuántos números de ruido recibe / how many numbers of noise it receives.
        image_shape: forma de una imagen / shape of one image, (28, 28, 1).

    Returns:
        Modelo de Keras sin compilar. / Keras model, not compiled.
    """
    # ES: escribe aquí tu generador.  EN: write your generator here.
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
    # ES: escribe aquí tu discriminador.  EN: write your discriminator here.
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
# **ES.** Quien entrena es el corrector, con estos valores. En cada paso actualiza una vez el
# discriminador y una vez el generador.
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
# ## 4. Opcional: tu propio entrenamiento / Optional: your own training
#
# **ES.** Con los `#` quitados, el corrector usa este `train_step` en lugar del suyo. Así se prueban
# otras pérdidas, etiquetas suavizadas o varios pasos del discriminador.
#
# **EN.** Uncommented, the grader uses this `train_step` instead of its own. This is the way to try
# other losses, smoothed labels, or several steps of the discriminator.

# %%
# import tensorflow as tf
#
#
# class Gan(keras.Model):
#     """Entrena las dos redes. / Trains both networks."""
#
#     def __init__(self, generator, discriminator):
#         super().__init__()
#         self.generator = generator
#         self.discriminator = discriminator
#         self.latent_dim = generator.input_shape[-1]
#         self.loss_of = keras.losses.BinaryCrossentropy()
#
#     def compile(self, generator_optimizer, discriminator_optimizer):
#         super().compile()
#         self.generator_optimizer = generator_optimizer
#         self.discriminator_optimizer = discriminator_optimizer
#
#     def train_step(self, real_images):
#         noise = tf.random.normal((tf.shape(real_images)[0], self.latent_dim))
#         fake_images = self.generator(noise, training=True)
#         with tf.GradientTape() as tape:
#             real = self.discriminator(real_images, training=True)
#             fake = self.discriminator(fake_images, training=True)
#             d_loss = self.loss_of(tf.ones_like(real), real) + self.loss_of(
#                 tf.zeros_like(fake), fake
#             )
#         weights = self.discriminator.trainable_variables
#         self.discriminator_optimizer.apply(tape.gradient(d_loss, weights), weights)
#
#         with tf.GradientTape() as tape:
#             fake = self.discriminator(self.generator(noise, training=True), training=True)
#             g_loss = self.loss_of(tf.ones_like(fake), fake)
#         weights = self.generator.trainable_variables
#         self.generator_optimizer.apply(tape.gradient(g_loss, weights), weights)
#         return {"d_loss": d_loss, "g_loss": g_loss}
#
#
# def build_gan(generator, discriminator):
#     """Une y compila las dos redes. / Join and compile both networks."""
#     gan = Gan(generator, discriminator)
#     gan.compile(keras.optimizers.Adam(0.0002, 0.5), keras.optimizers.Adam(0.0002, 0.5))
#     return gan

# %% [markdown]
# ## 5. Prueba rápida / Quick run
#
# **ES.** Solo para ti: el corrector no ejecuta esta parte.
#
# **EN.** Only for you: the grader does not run this part.

# %%
if __name__ == "__main__":
    import numpy as np

    generator = build_generator(TRAINING["latent_dim"], (28, 28, 1))
    discriminator = build_discriminator((28, 28, 1))
    generator.summary()
    discriminator.summary()
    noise = np.random.default_rng(0).standard_normal((4, TRAINING["latent_dim"]))
    images = generator.predict(noise, verbose=0)
    print("forma y rango / shape and range:", images.shape, images.min(), images.max())
    print("discriminador / discriminator:", discriminator.predict(images, verbose=0).ravel())
