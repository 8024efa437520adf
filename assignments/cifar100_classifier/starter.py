# %% [markdown]
# # CIFAR-100: clasificador desde cero / a classifier from scratch
#
# **ES.** Este archivo ya se puede entrenar, pero su modelo casi no ve la imagen: una sola capa
# densa. La red se escribe desde cero en `build_model`. Se entrega este archivo (`.py` o
# `.ipynb`). Antes de entregar:
# `python grader.py check cifar100_classifier/starter.py --assignment cifar100_classifier`.
#
# **EN.** This file can be trained as it is, but its model hardly sees the image: one dense layer.
# The network is yours to write, from scratch, in `build_model`. Hand in this file (`.py` or
# `.ipynb`). Before you hand it in:
# `python grader.py check cifar100_classifier/starter.py --assignment cifar100_classifier`.

# %%
import keras
from keras import layers

# %% [markdown]
# ## 1. Un bloque / A block
#
# **ES.** Una red profunda repite la misma idea muchas veces. Conviene escribirla una vez, en una
# función o una clase.
#
# **EN.** A deep network repeats one idea many times. Write it once, in a function or a class.


# %%
def block(inputs):
    """Aplica un bloque de la red. / Apply one block of the network.

    Args:
        inputs: mapa de características / feature map, (batch, height, width, channels).

    Returns:
        Mapa de características. / Feature map.
    """
    # ES: aquí va el bloque; por ahora no hace nada. Se le pueden agregar parámetros.
    # EN: your block goes here; for now it does nothing. It may get more parameters.
    return inputs


# %% [markdown]
# ## 2. El modelo / The model
#
# **ES.** Recibe imágenes `float32` con valores 0..255 y etiquetas enteras. Debe devolver un modelo
# compilado con una salida por clase.
#
# **EN.** It receives `float32` images with values 0..255 and integer labels. It must return a
# compiled model with one output per class.


# %%
def build_model(input_shape, num_classes):
    """Construye y compila el clasificador. / Build and compile the classifier.

    Args:
        input_shape: forma de una imagen / shape of one image, (32, 32, 3).
        num_classes: número de clases / number of classes, 100.

    Returns:
        Modelo de Keras compilado. / Compiled Keras model.
    """
    inputs = keras.Input(shape=input_shape)
    outputs = layers.Rescaling(1.0 / 255)(inputs)
    # ES: varios bloques en lugar de este.  EN: several blocks instead of this one.
    outputs = block(outputs)
    outputs = layers.Flatten()(outputs)
    outputs = layers.Dense(num_classes, activation="softmax")(outputs)

    model = keras.Model(inputs, outputs)
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


# %% [markdown]
# ## 3. El entrenamiento / The training
#
# **ES.** El calificador entrena con estos valores.
#
# **EN.** The grader trains with these values.

# %%
TRAINING = {"epochs": 5, "batch_size": 64}

# %% [markdown]
# ## 4. Opcional / Optional
#
# **ES.** El calificador usa estas funciones si existen: basta quitar los `#`.
#
# **EN.** The grader uses these functions if they exist: remove the `#`.

# %%
# def callbacks():
#     """Callbacks de `fit`. / Callbacks of `fit`."""
#     return []


# def prepare(images):
#     """Transforma las imágenes, que llegan como uint8. / Transform the images, given as uint8."""
#     return images


# import tensorflow as tf


# def make_dataset(images, labels, batch_size, training):
#     """Crea el tf.data.Dataset (por lotes; mezclado si `training`).
#
#     Build the tf.data.Dataset (batched; shuffled if `training`).
#     """
#     dataset = tf.data.Dataset.from_tensor_slices((images, labels))
#     if training:
#         dataset = dataset.shuffle(len(images))
#         # ES: aquí va el aumento de datos.  EN: data augmentation goes here.
#     return dataset.batch(batch_size)

# %% [markdown]
# ## 5. Prueba rápida / Quick run
#
# **ES.** El calificador no ejecuta esta parte. Con CIFAR-100, que se descarga, `val_accuracy`
# orienta un poco; con datos al azar solo se ve si el modelo se entrena sin errores.
#
# **EN.** The grader does not run this part. With CIFAR-100, which is downloaded, `val_accuracy` gives
# some idea; random data only tell whether the model trains without errors.

# %%
if __name__ == "__main__":
    import socket

    import numpy as np

    socket.setdefaulttimeout(10)
    try:
        (images, labels), _ = keras.datasets.cifar100.load_data()
    except Exception as error:
        print(f"Sin CIFAR-100: datos al azar. / No CIFAR-100: random data. ({error})")
        rng = np.random.default_rng(0)
        images, labels = rng.integers(0, 256, (2500, 32, 32, 3)), rng.integers(0, 100, 2500)

    images, labels = images[:5000].astype("float32"), labels[:5000]
    model = build_model(images.shape[1:], 100)
    model.summary()
    model.fit(images, labels, batch_size=TRAINING["batch_size"], epochs=2, validation_split=0.2)
