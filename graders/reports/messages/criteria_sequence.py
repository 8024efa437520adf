"""Criteria on models that read sequences, in words; see `criteria` for the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

_MEMORY: Final[Mapping[str, Text]] = {
    "criterion.recall_by_lag.title": Text("Memoria por distancia", "Memory by lag"),
    "criterion.recall_by_lag.need": Text(
        "Nombrar la primera clave anunciada en el {full_at:percent} de las secuencias ocultas, a "
        "cada distancia; los puntos crecen desde un poco más que el azar.",
        "Name the first announced key in {full_at:percent} of the hidden sequences, at every "
        "distance; points grow from a little above chance.",
    ),
    "recall.full": Text(
        "El modelo recuerda la clave en el {observed:percent} de las secuencias ocultas; la "
        "distancia más difícil, de {worst_lag:count} símbolos, llega al {worst_accuracy:percent}.",
        "The model recalls the key in {observed:percent} of the hidden sequences; the hardest "
        "distance, {worst_lag:count} tokens, reaches {worst_accuracy:percent}.",
    ),
    "recall.partial": Text(
        "El modelo recuerda la clave en el {observed:percent} de las secuencias ocultas; a "
        "{worst_lag:count} símbolos, en el {worst_accuracy:percent}. Para todos los puntos hace "
        "falta el {required:percent} a cada distancia.",
        "The model recalls the key in {observed:percent} of the hidden sequences; at "
        "{worst_lag:count} tokens, in {worst_accuracy:percent}. All points need "
        "{required:percent} at every distance.",
    ),
    "recall.partial.try": Text(
        "La regla ya está casi aprendida. Entrenar más épocas, o bajar la tasa de aprendizaje "
        "hacia el final, suele bastar; `clipnorm=1.0` en el optimizador evita las caídas.",
        "The rule is almost learned. More epochs, or a learning rate that falls towards the end, "
        "tend to be enough; `clipnorm=1.0` in the optimiser prevents relapses.",
    ),
    "recall.short_lags": Text(
        "El modelo recuerda de cerca y olvida de lejos: acierta el {observed:percent} en total, "
        "pero a {worst_lag:count} símbolos solo el {worst_accuracy:percent} (el azar da "
        "{chance:percent}).",
        "The model recalls what is near and forgets what is far: it is right on "
        "{observed:percent} overall, but at {worst_lag:count} tokens on {worst_accuracy:percent} "
        "only (chance gives {chance:percent}).",
    ),
    "recall.short_lags.try": Text(
        "Con `SimpleRNN` el gradiente se desvanece en pocas decenas de pasos: usar `LSTM` o `GRU`. "
        "Si ya se usan, entrenar más: primero se aprenden las distancias cortas y después las "
        "largas.",
        "With `SimpleRNN` the gradient vanishes within a few dozen steps: use `LSTM` or `GRU`. If "
        "they are there already, train longer: short distances are learned first and long ones "
        "after them.",
    ),
    "recall.last_cue": Text(
        "El modelo contesta con la clave equivocada cuando hay dos anuncios: acierta el "
        "{without_decoy:percent} con uno y el {with_decoy:percent} con dos.",
        "The model answers with the wrong key when there are two cues: it is right on "
        "{without_decoy:percent} with one and on {with_decoy:percent} with two.",
    ),
    "recall.last_cue.try": Text(
        "La respuesta es la clave del **primer** anuncio. Una red que lee la secuencia completa y "
        "en orden puede aprenderlo: no recortar el comienzo, no invertir la secuencia, y darle más "
        "unidades o más épocas.",
        "The answer is the key of the **first** cue. A network that reads the whole sequence in "
        "order can learn it: do not cut off the beginning, do not reverse the sequence, and give "
        "it more units or more epochs.",
    ),
    "recall.chance": Text(
        "El modelo acierta el {observed:percent} de las secuencias ocultas, casi como quien "
        "adivina ({chance:percent}).",
        "The model is right on {observed:percent} of the hidden sequences, hardly more than a "
        "guess ({chance:percent}).",
    ),
    "recall.chance.try": Text(
        "Es normal que durante las primeras épocas la exactitud no suba y después salte. Entrenar "
        "más épocas, o probar Adam con una tasa de 0.003 a 0.005 y `clipnorm=1.0`. Comprobar que "
        "hay una capa `LSTM` o `GRU` sobre un `Embedding`.",
        "It is normal that accuracy stays flat for the first epochs and then jumps. Train for more "
        "epochs, or try Adam with a rate of 0.003 to 0.005 and `clipnorm=1.0`. Check that there is "
        "an `LSTM` or `GRU` layer on top of an `Embedding`.",
    ),
    "criterion.long_lags.title": Text("Dependencias largas", "Long dependencies"),
    "criterion.long_lags.need": Text(
        "Recordar la clave en el {full_at:percent} de las secuencias con las dos distancias más "
        "largas.",
        "Recall the key in {full_at:percent} of the sequences with the two longest distances.",
    ),
    "long_lags.full": Text(
        "A {from_lag:count} y {to_lag:count} símbolos de distancia el modelo acierta el "
        "{observed:percent}.",
        "At distances of {from_lag:count} and {to_lag:count} tokens the model is right on "
        "{observed:percent}.",
    ),
    "long_lags.partial": Text(
        "A {from_lag:count} y {to_lag:count} símbolos de distancia el modelo acierta el "
        "{observed:percent}; para todos los puntos hace falta el {required:percent} en cada una.",
        "At distances of {from_lag:count} and {to_lag:count} tokens the model is right on "
        "{observed:percent}; all points need {required:percent} at each.",
    ),
    "long_lags.partial.try": Text(
        "Entrenar más épocas: las distancias largas se aprenden al final. Una tasa de aprendizaje "
        "que baja ayuda a que no se olviden de nuevo.",
        "Train for more epochs: long distances are learned last. A learning rate that falls helps "
        "not to forget them again.",
    ),
    "long_lags.chance": Text(
        "A {from_lag:count} y {to_lag:count} símbolos de distancia el modelo acierta el "
        "{observed:percent}; adivinando sería el {chance:percent}.",
        "At distances of {from_lag:count} and {to_lag:count} tokens the model is right on "
        "{observed:percent}; guessing would give {chance:percent}.",
    ),
    "long_lags.chance.try": Text(
        "Usar `LSTM` o `GRU` en lugar de `SimpleRNN`, y no recortar las secuencias: la clave puede "
        "estar muy al principio.",
        "Use `LSTM` or `GRU` instead of `SimpleRNN`, and do not cut the sequences: the key may "
        "stand near the beginning.",
    ),
    "criterion.key_swap.title": Text("Cambio de clave", "Swapped key"),
    "criterion.key_swap.need": Text(
        "Al cambiar solo la clave anunciada, cambiar la respuesta en el {full_at:percent} de las "
        "secuencias; los puntos empiezan en el {none_at:percent}.",
        "When nothing but the announced key is swapped, swap the answer in {full_at:percent} of "
        "the sequences; points begin at {none_at:percent}.",
    ),
    "swap.full": Text(
        "En el {observed:percent} de las secuencias el modelo da la clave que estaba y, tras "
        "cambiarla, la nueva.",
        "In {observed:percent} of the sequences the model gives the key that stood there and, "
        "after the swap, the new one.",
    ),
    "swap.partial": Text(
        "En el {observed:percent} de las secuencias el modelo da la clave que estaba y, tras "
        "cambiarla, la nueva; para todos los puntos hace falta el {required:percent}.",
        "In {observed:percent} of the sequences the model gives the key that stood there and, "
        "after the swap, the new one; all points need {required:percent}.",
    ),
    "swap.partial.try": Text(
        "El modelo sigue a la clave solo en una parte de las secuencias. Mirar la exactitud por "
        "distancia: suelen faltar las largas.",
        "The model follows the key in a part of the sequences only. Look at the accuracy by "
        "distance: the long ones tend to be missing.",
    ),
    "swap.none": Text(
        "Solo en el {observed:percent} de las secuencias la respuesta sigue a la clave cuando esta "
        "cambia; los puntos empiezan en el {none_at:percent}.",
        "In only {observed:percent} of the sequences does the answer follow the key when it is "
        "swapped; points begin at {none_at:percent}.",
    ),
    "swap.none.try": Text(
        "Primero hay que lograr que el modelo recuerde la clave; este criterio mejora con la "
        "exactitud.",
        "First make the model recall the key; this criterion improves with accuracy.",
    ),
    "criterion.longer_sequences.title": Text("Secuencias más largas", "Longer sequences"),
    "criterion.longer_sequences.need": Text(
        "Acertar el {full_at:percent} con secuencias y distancias más largas que las de "
        "entrenamiento; los puntos empiezan en el {none_at:percent}.",
        "Be right on {full_at:percent} of sequences longer than those in training, with longer "
        "distances; points begin at {none_at:percent}.",
    ),
    "longer.full": Text(
        "Con secuencias más largas que las de entrenamiento el modelo acierta el "
        "{observed:percent}.",
        "On sequences longer than those in training the model is right on {observed:percent}.",
    ),
    "longer.partial": Text(
        "Con secuencias más largas que las de entrenamiento el modelo acierta el "
        "{observed:percent}; para todos los puntos hace falta el {required:percent}.",
        "On sequences longer than those in training the model is right on {observed:percent}; all "
        "points need {required:percent}.",
    ),
    "longer.partial.try": Text(
        "El modelo aprendió las distancias que vio más que la regla. Entrenar hasta que acierte "
        "casi todo también en las largas.",
        "The model learned the distances it saw more than the rule. Train until it is right on "
        "nearly all of the long ones too.",
    ),
    "longer.none": Text(
        "Con secuencias más largas que las de entrenamiento el modelo acierta el "
        "{observed:percent}; los puntos empiezan en el {none_at:percent}.",
        "On sequences longer than those in training the model is right on {observed:percent}; "
        "points begin at {none_at:percent}.",
    ),
    "longer.none.try": Text(
        "Leer la secuencia paso a paso con una capa recurrente, sin nada que dependa de la "
        "posición absoluta, y comprobar que la regla se aprendió en todas las distancias.",
        "Read the sequence step by step with a recurrent layer, with nothing that depends on "
        "absolute positions, and check that the rule was learned at every distance.",
    ),
}

_GATES: Final[Mapping[str, Text]] = {
    "memory.no_recurrence": Text(
        "El modelo no tiene ninguna capa recurrente; los puntos por memoria son para modelos que "
        "recuerdan paso a paso (valor medido: {observed:percent}).",
        "The model has no recurrent layer; points for memory are for models that remember step by "
        "step (measured: {observed:percent}).",
    ),
    "memory.no_recurrence.try": Text(
        "Leer la secuencia con `LSTM` o `GRU`, sobre un `Embedding`.",
        "Read the sequence with `LSTM` or `GRU`, on top of an `Embedding`.",
    ),
    "memory.fixed_length": Text(
        "El modelo no puede leer secuencias de otra longitud; los puntos por memoria piden un "
        "modelo de longitud libre (valor medido: {observed:percent}).",
        "The model cannot read sequences of another length; points for memory ask for a model of "
        "free length (measured: {observed:percent}).",
    ),
    "memory.fixed_length.try": Text(
        "Declarar la entrada como `keras.Input(shape=(None,))` y no usar `Flatten` ni tablas de "
        "posiciones.",
        "Declare the input as `keras.Input(shape=(None,))`, and use neither `Flatten` nor tables "
        "of positions.",
    ),
    "memory.not_used": Text(
        "Sin sus conexiones recurrentes el modelo acierta casi lo mismo: pierde el "
        "{recurrent_share:percent} de lo que sabe. La capa recurrente está, pero no recuerda.",
        "Without its recurrent connections the model is about as accurate: it loses "
        "{recurrent_share:percent} of what it knows. The recurrent layer is there but does not "
        "remember.",
    ),
    "memory.not_used.try": Text(
        "Quitar los atajos que llevan la secuencia a la salida sin pasar por la capa recurrente.",
        "Remove the shortcuts that take the sequence to the output past the recurrent layer.",
    ),
    "memory.partly_used": Text(
        "Sin sus conexiones recurrentes el modelo pierde el {recurrent_share:percent} de lo que "
        "sabe: solo una parte de su memoria está en la recurrencia, y cuenta esa parte.",
        "Without its recurrent connections the model loses {recurrent_share:percent} of what it "
        "knows: only a part of its memory is in the recurrence, and that part counts.",
    ),
    "memory.partly_used.try": Text(
        "Dejar que el último estado de la capa recurrente dé la respuesta, en lugar de juntar "
        "todos los pasos con pooling o atención.",
        "Let the last state of the recurrent layer give the answer, instead of joining all steps "
        "by pooling or attention.",
    ),
}

_STRUCTURE: Final[Mapping[str, Text]] = {
    "criterion.recurrent_layer.title": Text("Capa recurrente", "Recurrent layer"),
    "criterion.recurrent_layer.need": Text(
        "Leer la secuencia con `LSTM` o `GRU`, también dentro de `Bidirectional` o `RNN`.",
        "Read the sequence with `LSTM` or `GRU`, inside `Bidirectional` or `RNN` as well.",
    ),
    "recurrent.gated": Text(
        "Capas `LSTM` o `GRU` en el modelo: {observed:count}.",
        "`LSTM` or `GRU` layers in the model: {observed:count}.",
    ),
    "recurrent.plain": Text(
        "Las capas recurrentes del modelo ({num_plain:count}) son `SimpleRNN`, sin compuertas.",
        "The recurrent layers of the model ({num_plain:count}) are `SimpleRNN`, without gates.",
    ),
    "recurrent.plain.try": Text(
        "Cambiar `SimpleRNN` por `LSTM` o `GRU`: sus compuertas dejan pasar el gradiente a través "
        "de muchos pasos.",
        "Replace `SimpleRNN` by `LSTM` or `GRU`: their gates let the gradient pass through many "
        "steps.",
    ),
    "recurrent.none": Text(
        "Ninguna capa recurrente une la entrada con la salida.",
        "No recurrent layer lies between input and output.",
    ),
    "recurrent.none.try": Text(
        "Poner `LSTM(32)` o `GRU(32)` entre el `Embedding` y la `Dense` final.",
        "Put `LSTM(32)` or `GRU(32)` between the `Embedding` and the final `Dense`.",
    ),
}

TEXTS: Final[Mapping[str, Text]] = {**_MEMORY, **_GATES, **_STRUCTURE}
