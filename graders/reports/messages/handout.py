"""Words of handouts: the tables that follow from the assignment file.

`handout.function.<name>` says what a function that the grader knows is for, and
`handout.dataset.<name>` what a data set holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.handout_default import DEFAULT_TEXTS
from graders.reports.messages.text import Text

_SUBMISSION: Final[Mapping[str, Text]] = {
    "handout.name": Text("nombre", "name"),
    "handout.what": Text("qué es", "what it is"),
    "handout.required": Text("¿obligatorio?", "needed?"),
    "handout.yes": Text("sí", "yes"),
    "handout.no": Text("no", "no"),
    "handout.function.build_model": Text(
        "devuelve un modelo de Keras **compilado** cuya salida tiene forma `(None, num_classes)`",
        "returns a **compiled** Keras model whose output has shape `(None, num_classes)`",
    ),
    "handout.function.callbacks": Text(
        "devuelve una lista de callbacks de Keras, como `EarlyStopping`",
        "returns a list of Keras callbacks, such as `EarlyStopping`",
    ),
    "handout.function.prepare": Text(
        "recibe un arreglo de imágenes y devuelve otro de la misma forma; se usa al entrenar *y* "
        "al calificar",
        "takes an array of images, returns one of the same shape; used for training *and* for "
        "grading",
    ),
    "handout.function.make_dataset": Text(
        "devuelve un `tf.data.Dataset` de lotes `(images, labels)`, para aumentar los datos de "
        "entrenamiento",
        "returns a `tf.data.Dataset` of `(images, labels)` batches, to augment the training data",
    ),
    "handout.function.build_generator": Text(
        "devuelve el modelo de Keras que dibuja: de ruido `(None, latent_dim)` a imágenes "
        "`(None, *image_shape)` con valores de −1 a 1",
        "returns the Keras model that draws: from noise `(None, latent_dim)` to images "
        "`(None, *image_shape)` with values from −1 to 1",
    ),
    "handout.function.build_discriminator": Text(
        "devuelve el modelo de Keras que distingue: de imágenes a un número por imagen, "
        "`(None, 1)`",
        "returns the Keras model that tells apart: from images to one number each, `(None, 1)`",
    ),
    "handout.function.build_gan": Text(
        "une los dos modelos y devuelve un `keras.Model` compilado con un `train_step` propio",
        "joins both models and returns a compiled `keras.Model` with a `train_step` of its own",
    ),
    "handout.part_build": Text(
        "{title}: devuelve un modelo de Keras **compilado** cuya salida tiene forma "
        "`(None, num_classes)`",
        "{title}: returns a **compiled** Keras model whose output has shape `(None, num_classes)`",
    ),
    "handout.part_callbacks": Text(
        "{title}: devuelve una lista de callbacks de Keras",
        "{title}: returns a list of Keras callbacks",
    ),
    "handout.other_function": Text(
        "función propia de esta tarea; el calificador no la llama",
        "a function of this assignment; the grader does not call it",
    ),
    "handout.settings": Text(
        "diccionario de ajustes con {keys}, enteros positivos",
        "dictionary of settings with {keys}, all positive integers",
    ),
    "handout.part_settings": Text(
        "diccionario con {keys}; cada uno es un diccionario con `epochs` y `batch_size`, enteros "
        "positivos",
        "dictionary with {keys}; each is a dictionary with `epochs` and `batch_size`, both "
        "positive integers",
    ),
}

_PROFILES: Final[Mapping[str, Text]] = {
    "handout.profile": Text("perfil", "profile"),
    "handout.model": Text("modelo", "model"),
    "handout.data": Text("datos", "data"),
    "handout.train": Text("entrenamiento", "training"),
    "handout.validation": Text("validación", "validation"),
    "handout.hidden": Text("ocultas", "hidden"),
    "handout.epochs": Text("épocas como máximo", "epochs at most"),
    "handout.steps": Text("pasos como máximo", "steps at most"),
    "handout.batch": Text("lote como máximo", "batch at most"),
    "handout.compute": Text("cálculo como máximo (10⁹ MAC)", "compute at most (10⁹ MACs)"),
    "handout.dataset.shapes10": Text(
        "figuras dibujadas, nada que descargar", "drawn shapes, nothing to download"
    ),
    "handout.dataset.shapes100": Text(
        "figuras con texturas, nada que descargar", "textured shapes, nothing to download"
    ),
    "handout.dataset.glyphs": Text(
        "glifos dibujados, nada que descargar", "drawn glyphs, nothing to download"
    ),
    "handout.dataset.cifar10": Text("CIFAR-10", "CIFAR-10"),
    "handout.dataset.cifar100": Text("CIFAR-100", "CIFAR-100"),
    "handout.dataset.mnist": Text("MNIST", "MNIST"),
    "handout.dataset.fashion_mnist": Text("Fashion-MNIST", "Fashion-MNIST"),
    "handout.dataset.recall": Text("secuencias inventadas", "made-up sequences"),
    "handout.dataset.minireviews": Text(
        "reseñas inventadas, nada que descargar", "made-up reviews, nothing to download"
    ),
    "handout.dataset.imdb": Text("reseñas de IMDB, en inglés", "IMDB reviews, in English"),
}

_RUBRIC: Final[Mapping[str, Text]] = {
    "handout.row": Text("fila", "row"),
    "handout.criterion": Text("criterio", "criterion"),
    "handout.points": Text("puntos", "points"),
    "handout.need": Text("qué hace falta para todos los puntos", "what full points need"),
}

_LIMITS: Final[Mapping[str, Text]] = {
    "handout.file_size": Text(
        "El archivo puede tener hasta {size:count} KiB de código; las salidas de un notebook no "
        "cuentan.",
        "The file may hold up to {size:count} KiB of code; the outputs of a notebook do not count.",
    ),
    "handout.wall": Text("segundos como máximo", "seconds at most"),
    "handout.cpu": Text("segundos de CPU como máximo", "CPU seconds at most"),
    "handout.build_cpu": Text(
        "segundos de CPU para cargar y construir", "CPU seconds to load and build"
    ),
    "handout.memory": Text("memoria (MiB)", "memory (MiB)"),
}

TEXTS: Final[Mapping[str, Text]] = {
    **_SUBMISSION,
    **_PROFILES,
    **_RUBRIC,
    **_LIMITS,
    **DEFAULT_TEXTS,
}
