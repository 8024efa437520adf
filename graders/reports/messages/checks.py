"""What the worker checks about what a submission returns: the `check.*` codes of failures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "check.settings_not_a_dictionary": Text(
        "`TRAINING` debe ser un diccionario y es: {found}.",
        "`TRAINING` must be a dictionary and is: {found}.",
    ),
    "check.settings_key_missing": Text(
        "A `TRAINING` le falta la clave «{key}».", "`TRAINING` lacks the key “{key}”."
    ),
    "check.settings_value": Text(
        '`TRAINING["{key}"]` debe ser un entero positivo y es: {found}.',
        '`TRAINING["{key}"]` must be a positive integer and is: {found}.',
    ),
    "check.not_a_model": Text(
        "La función que arma el modelo debe devolver un modelo de Keras y devolvió: {found}.",
        "The function that builds the model must return a Keras model and returned: {found}.",
    ),
    "check.not_compiled": Text(
        "La función que arma el modelo lo devolvió sin compilar: falta `model.compile(...)`.",
        "The function that builds the model returned it uncompiled: `model.compile(...)` is "
        "missing.",
    ),
    "check.output_shape": Text(
        "La salida del modelo tiene forma {found}; debe ser {expected}, un número por clase.",
        "The model's output has shape {found}; it must be {expected}, one number per class.",
    ),
    "check.prepare_result": Text(
        "`prepare` debe devolver un arreglo de números con forma {expected} y devolvió: {found}.",
        "`prepare` must return an array of numbers of shape {expected} and returned: {found}.",
    ),
    "check.dataset_type": Text(
        "`make_dataset` debe devolver un `tf.data.Dataset` y devolvió: {found}.",
        "`make_dataset` must return a `tf.data.Dataset` and returned: {found}.",
    ),
    "check.dataset_pairs": Text(
        "`make_dataset` debe producir pares (ejemplos, etiquetas) y produjo: {found}.",
        "`make_dataset` must yield pairs (examples, labels) and yielded: {found}.",
    ),
    "check.callbacks_type": Text(
        "`callbacks` debe devolver callbacks de Keras y devolvió: {found}.",
        "`callbacks` must return Keras callbacks and returned: {found}.",
    ),
    "check.loss_not_finite": Text(
        "En la época {epoch} la pérdida dejó de ser un número finito (NaN o infinito).",
        "In epoch {epoch} the loss stopped being a finite number (NaN or infinite).",
    ),
    "check.weights_not_finite": Text(
        "Al terminar, tras {epoch} épocas, hay pesos del modelo que no son números finitos.",
        "At the end, after {epoch} epochs, some weights of the model are not finite numbers.",
    ),
    "check.output_not_finite": Text(
        "Al predecir, el modelo entrenado da valores que no son números finitos (NaN o infinito).",
        "When predicting, the trained model gives values that are not finite numbers (NaN or "
        "infinite).",
    ),
    "check.custom_code": Text(
        "El modelo contiene código Python propio y esta tarea no lo admite al predecir.",
        "The model contains Python code of its own, which this assignment does not accept when "
        "predicting.",
    ),
}
