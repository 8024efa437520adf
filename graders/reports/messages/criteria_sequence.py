"""Criteria on what a sequence model remembers, in words; see `criteria` for the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

_MEMORY: Final[Mapping[str, Text]] = {
    "criterion.recall_by_lag.title": Text("Memoria a cada retardo", "Memory at every lag"),
    "criterion.recall_by_lag.need": Text(
        "Recordar la primera clave señalada con {full_at:percent} de aciertos en cada retardo; se "
        "puntúa a partir de cinco puntos porcentuales sobre el azar.",
        "Recall the first cued key with {full_at:percent} right at every lag; points begin five "
        "percentage points above chance.",
    ),
    "recall.full": Text(
        "La clave se recuerda a todos los retardos ({by_lag}).",
        "The key is recalled at every lag ({by_lag}).",
    ),
    "recall.partial": Text(
        "Aciertos por retardo: {by_lag}. Al azar se acierta el {chance:percent}.",
        "Right answers by lag: {by_lag}. Guessing gives {chance:percent}.",
    ),
    "recall.partial.try": Text(
        "Mirar la curva de precisión por retardo: si cae con la distancia, usar `LSTM` o `GRU` con "
        "más unidades, recortar gradientes (`clipnorm=1.0`), o entrenar más pasos hasta que la "
        "exactitud dé su salto.",
        "Look at the curve of accuracy by lag: if it falls with distance, use `LSTM` or `GRU` with "
        "more units, clip gradients (`clipnorm=1.0`), or train more steps until accuracy takes its "
        "jump.",
    ),
    "recall.none": Text(
        "El modelo no acierta más que el azar ({chance:percent}): {by_lag}.",
        "The model is no better than chance ({chance:percent}): {by_lag}.",
    ),
    "recall.none.try": Text(
        "Contar palabras no basta: las claves sin señal están por todas partes. Hace falta una "
        "capa que lea la secuencia en orden, como `Embedding` seguida de `LSTM`.",
        "Counting words is not enough: keys without a cue are everywhere. A layer that reads the "
        "sequence in order is needed, such as `Embedding` followed by `LSTM`.",
    ),
    "criterion.long_lags.title": Text("Los dos retardos más largos", "The two longest lags"),
    "criterion.long_lags.need": Text(
        "Acertar el {full_at:percent} en los dos retardos más largos; se puntúa a partir de diez "
        "puntos porcentuales sobre el azar.",
        "Be right on {full_at:percent} at the two longest lags; points begin ten percentage points "
        "above chance.",
    ),
    "long_lags.full": Text(
        "También se recuerda lo más lejano ({by_lag}).",
        "The farthest keys are recalled, too ({by_lag}).",
    ),
    "long_lags.partial": Text(
        "En los retardos más largos se acierta: {by_lag}. Al azar, {chance:percent}.",
        "At the longest lags: {by_lag} right. Guessing gives {chance:percent}.",
    ),
    "long_lags.partial.try": Text(
        "El gradiente se desvanece con la distancia. Ayudan las compuertas (`LSTM`, `GRU`), más "
        "pasos de entrenamiento y una tasa de aprendizaje que baja al final.",
        "The gradient vanishes with distance. Gates (`LSTM`, `GRU`), more training steps and a "
        "learning rate that falls at the end help.",
    ),
    "long_lags.none": Text(
        "A los retardos más largos no queda memoria ({by_lag}; al azar, {chance:percent}).",
        "Nothing is remembered at the longest lags ({by_lag}; guessing gives {chance:percent}).",
    ),
    "long_lags.none.try": Text(
        "Es lo que hace `SimpleRNN`, o un modelo que solo mira el final. Cambiarlo por una `LSTM` "
        "que lea la secuencia entera.",
        "This is what `SimpleRNN` does, or a model that only looks at the end. Replace it by an "
        "`LSTM` that reads the whole sequence.",
    ),
    "criterion.key_swap.title": Text("Cambio de la clave", "Swapped key"),
    "criterion.key_swap.need": Text(
        "Cambiar la respuesta cuando solo cambia la clave señalada, en el {full_at:percent} de "
        "los casos; por debajo del {none_at:percent} no hay puntos.",
        "Change the answer when nothing but the cued key changes, in {full_at:percent} of the "
        "cases; below {none_at:percent} there are no points.",
    ),
    "key_swap.full": Text(
        "Al cambiar la clave señalada, la respuesta cambia con ella en el {observed:percent}.",
        "When the cued key is swapped, the answer follows in {observed:percent}.",
    ),
    "key_swap.partial": Text(
        "La respuesta sigue a la clave cambiada en el {observed:percent}. Aciertos con una segunda "
        "señal: {with_decoy:percent}; sin ella: {without_decoy:percent}.",
        "The answer follows the swapped key in {observed:percent}. Right with a second cue: "
        "{with_decoy:percent}; without: {without_decoy:percent}.",
    ),
    "key_swap.partial.try": Text(
        "Si se acierta mucho menos cuando hay una segunda señal, el modelo responde con la última "
        "clave y no con la primera.",
        "If far fewer answers are right when there is a second cue, the model answers with the "
        "last key instead of the first.",
    ),
    "key_swap.none": Text(
        "La respuesta casi no depende de la clave señalada ({observed:percent}). Aciertos con una "
        "segunda señal: {with_decoy:percent}; sin ella: {without_decoy:percent}.",
        "The answer hardly depends on the cued key ({observed:percent}). Right with a second "
        "cue: {with_decoy:percent}; without: {without_decoy:percent}.",
    ),
    "key_swap.none.try": Text(
        "Comprobar a mano una secuencia corta: señal, clave, relleno, pregunta. El modelo debe "
        "guardar la clave que sigue a la primera señal.",
        "Check one short sequence by hand: cue, key, filler, query. The model must keep the key "
        "that follows the first cue.",
    ),
    "criterion.longer_sequences.title": Text("Secuencias más largas", "Longer sequences"),
    "criterion.longer_sequences.need": Text(
        "Acertar el {full_at:percent} en secuencias más largas que las de entrenamiento; por "
        "debajo del {none_at:percent} no hay puntos.",
        "Be right on {full_at:percent} of sequences longer than those of training; below "
        "{none_at:percent} there are no points.",
    ),
    "longer.full": Text(
        "La regla aprendida también vale para secuencias más largas.",
        "What was learned also holds for longer sequences.",
    ),
    "longer.partial": Text(
        "En secuencias más largas se acierta el {observed:percent}; en las de longitud conocida, "
        "el {hidden_accuracy:percent}.",
        "On longer sequences {observed:percent} are right; on those of the known length, "
        "{hidden_accuracy:percent}.",
    ),
    "longer.partial.try": Text(
        "No fijar la posición: nada de `Flatten` ni de capas que dependan de la longitud.",
        "Do not fix positions: no `Flatten` and no layers that depend on the length.",
    ),
    "longer.none": Text(
        "En secuencias más largas el modelo no acierta lo suficiente ({observed:percent}).",
        "On longer sequences the model is not right often enough ({observed:percent}).",
    ),
    "longer.none.try": Text(
        "Usar `keras.Input((None,))` y una capa recurrente, y resolver primero la longitud "
        "conocida.",
        "Use `keras.Input((None,))` and a recurrent layer, and solve the known length first.",
    ),
}

_GATES: Final[Mapping[str, Text]] = {
    "memory_gate.fixed_length": Text(
        "El modelo solo acepta secuencias de una longitud, así que esta fila no da puntos.",
        "The model accepts sequences of one length only, so this row gives no points.",
    ),
    "memory_gate.fixed_length.try": Text(
        "Declarar la entrada como `keras.Input((None,))` y quitar `Flatten` o las capas que fijan "
        "la longitud.",
        "Declare the input as `keras.Input((None,))` and remove `Flatten` or whatever fixes the "
        "length.",
    ),
    "memory_gate.not_recurrent": Text(
        "El modelo no tiene memoria recurrente, así que esta fila no da puntos.",
        "The model has no recurrent memory, so this row gives no points.",
    ),
    "memory_gate.not_recurrent.try": Text(
        "Agregar una capa `LSTM` o `GRU` entre `Embedding` y la salida.",
        "Add an `LSTM` or `GRU` layer between `Embedding` and the output.",
    ),
    "memory_gate.not_needed": Text(
        "Con la memoria recurrente apagada, el modelo acierta casi lo mismo ({ablated:percent}): "
        "la capa recurrente no es la que recuerda, y esta fila no da puntos.",
        "With its recurrent memory switched off, the model is right nearly as often "
        "({ablated:percent}): the recurrent layer is not what remembers, and this row gives no "
        "points.",
    ),
    "memory_gate.not_needed.try": Text(
        "Quitar los caminos que rodean a la capa recurrente, como atención o convoluciones sobre "
        "toda la secuencia.",
        "Remove the paths around the recurrent layer, such as attention or convolutions over the "
        "whole sequence.",
    ),
    "criterion.recurrent_layer.title": Text("Capa recurrente", "Recurrent layer"),
    "criterion.recurrent_layer.need": Text(
        "Tener una capa `LSTM` o `GRU` entre la entrada y la salida; `SimpleRNN` vale la mitad.",
        "Have an `LSTM` or `GRU` layer between input and output; `SimpleRNN` is worth half.",
    ),
    "recurrent.found": Text("El modelo usa {kinds}.", "The model uses {kinds}."),
    "recurrent.plain": Text(
        "El modelo usa {kinds}, que olvida pronto.", "The model uses {kinds}, which forgets soon."
    ),
    "recurrent.plain.try": Text(
        "Cambiar `SimpleRNN` por `LSTM` o `GRU`: sus compuertas dejan pasar el gradiente.",
        "Replace `SimpleRNN` by `LSTM` or `GRU`: their gates let the gradient through.",
    ),
    "recurrent.none": Text(
        "El modelo no tiene ninguna capa recurrente.", "The model has no recurrent layer."
    ),
    "recurrent.none.try": Text(
        "Agregar `LSTM(32)` después de `Embedding`.", "Add `LSTM(32)` after `Embedding`."
    ),
}

TEXTS: Final[Mapping[str, Text]] = {**_MEMORY, **_GATES}
