# %% [markdown]
# # LSTM: recordar y comprender / remember and understand
#
# **ES.** Dos modelos en un archivo. La parte A (`memory`) recuerda una clave durante muchos pasos;
# la parte B (`sentiment`) dice si una reseña es positiva. Los dos funcionan, pero promedian los
# tokens, así que no saben en qué orden llegaron. Hay que mejorarlos. Antes de entregar:
# `python grader.py check lstm/starter.py --assignment lstm`.
#
# **EN.** Two models in one file. Part A (`memory`) remembers a key over many steps; part B
# (`sentiment`) tells whether a review is positive. Both work, but they average the tokens, so they
# do not know in which order these came. Improve them. Before you hand it in:
# `python grader.py check lstm/starter.py --assignment lstm`.

# %%
import keras
from keras import layers

# %% [markdown]
# ## 1. Parte A: la memoria / Part A: memory
#
# **ES.** Recibe secuencias de enteros (tokens) de cualquier longitud: de ahí `keras.Input((None,))`.
# La clase es la clave que sigue a la **primera** señal.
#
# **EN.** It receives sequences of integers (tokens) of any length, hence `keras.Input((None,))`.
# The class is the key that follows the **first** cue.


# %%
def build_memory_model(vocabulary_size, num_classes):
    """Construye y compila el modelo de la parte A. / Build and compile the model of part A.

    Args:
        vocabulary_size: número de tokens distintos / number of different tokens.
        num_classes: número de claves / number of keys.

    Returns:
        Modelo de Keras compilado. / Compiled Keras model.
    """
    # ES: aquí va el modelo.  EN: your model goes here.
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(vocabulary_size, 8),
            layers.GlobalAveragePooling1D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate=0.001),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


# %% [markdown]
# ## 2. Parte B: los sentimientos / Part B: sentiment
#
# **ES.** Recibe reseñas como enteros; un 0 al principio es relleno.
#
# **EN.** It receives reviews as integers; a 0 at the front is padding.


# %%
def build_sentiment_model(vocabulary_size, num_classes):
    """Construye y compila el modelo de la parte B. / Build and compile the model of part B.

    Args:
        vocabulary_size: número de palabras distintas / number of different words.
        num_classes: número de clases / number of classes, 2.

    Returns:
        Modelo de Keras compilado. / Compiled Keras model.
    """
    # ES: aquí va el modelo.  EN: your model goes here.
    model = keras.Sequential(
        [
            keras.Input((None,)),
            layers.Embedding(vocabulary_size, 8),
            layers.GlobalAveragePooling1D(),
            layers.Dense(num_classes, activation="softmax"),
        ]
    )
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
# **EN.** The grader does the training, with these values.

# %%
TRAINING = {
    "memory": {"epochs": 4, "batch_size": 64},
    "sentiment": {"epochs": 1, "batch_size": 256},
}

# %% [markdown]
# ## 4. Opcional / Optional
#
# **ES.** El calificador usa estas funciones si existen: basta quitar los `#`.
#
# **EN.** Uncomment the functions you need; the grader uses them if they exist.

# %%
# def memory_callbacks():
#     """Callbacks de `fit` para la parte A. / Callbacks of `fit` for part A."""
#     return []


# def sentiment_callbacks():
#     """Callbacks de `fit` para la parte B. / Callbacks of `fit` for part B."""
#     return []

# %% [markdown]
# ## 5. Prueba rápida / Quick run
#
# **ES.** El calificador no ejecuta esta parte. Hace secuencias como las de la parte A y muestra la
# exactitud de validación. Para la parte B sirve `keras.datasets.imdb`, si hay internet.
#
# **EN.** The grader does not run this part. It makes sequences like those of part A and shows
# validation accuracy. For part B you can use `keras.datasets.imdb`, if you have internet access.

# %%
if __name__ == "__main__":
    import numpy as np

    # ES: 1 es la señal, 2 la pregunta, 3..10 las claves, 11..22 distracciones.
    # EN: 1 is the cue, 2 the query, 3..10 the keys, 11..22 distractors.
    rng = np.random.default_rng(0)
    count, length = 2500, 80
    x = rng.integers(3, 23, (count, length))
    y = rng.integers(0, 8, count)
    rows, key_at = np.arange(count), length - 1 - rng.choice([8, 16, 32, 64], count)
    x[rows, key_at - 1], x[rows, key_at], x[:, -1] = 1, 3 + y, 2
    # ES: en la mitad, otra señal y otra clave más tarde.  EN: in half, another cue and key later.
    decoy = rows[::2]
    cue_at = rng.integers(key_at[decoy] + 1, length - 2)
    x[decoy, cue_at] = 1
    x[decoy, cue_at + 1] = 3 + (y[decoy] + rng.integers(1, 8, len(decoy))) % 8

    model = build_memory_model(23, 8)
    model.summary()
    settings = TRAINING["memory"]
    model.fit(x, y, batch_size=settings["batch_size"], epochs=2, validation_split=0.2)
