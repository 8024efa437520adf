"""Words of the figures and sections that belong to one kind of work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

_HEADLINES: Final[Mapping[str, Text]] = {
    "page.headline.texts": Text(
        "Tras {epochs:count} épocas, el modelo acierta el {hidden:percent} de los textos de "
        "prueba, que nunca había visto, y el {train:percent} de los de entrenamiento: "
        "una brecha de {gap:pp}.",
        "After {epochs:count} epochs the model gets {hidden:percent} of the test texts right, "
        "which it had never seen, and {train:percent} of the training texts: a gap of {gap:pp}.",
    ),
    "page.headline.top5": Text(
        "La clase correcta está entre sus cinco primeras respuestas en el {value:percent} de los "
        "casos.",
        "The right class is among its first five answers in {value:percent} of the cases.",
    ),
    "page.headline.coarse": Text(
        "Acierta el grupo de clases en el {value:percent}.",
        "It gets the group of classes right in {value:percent}.",
    ),
    "page.headline.recall": Text(
        "Tras {epochs:count} épocas, el modelo recuerda la clave en el {hidden:percent} de las "
        "secuencias de prueba, que nunca había visto; con la distancia más larga, de {lag} "
        "símbolos, en el {longest:percent}. Adivinando acertaría el {chance:percent}.",
        "After {epochs:count} epochs the model recalls the key in {hidden:percent} of the test "
        "sequences, which it had never seen; over the longest distance, {lag} tokens, in "
        "{longest:percent}. Guessing would give {chance:percent}.",
    ),
    "page.headline.generator": Text(
        "Tras {steps:count} pasos, la distancia (KID) entre las imágenes generadas y las reales "
        "pasó de {untrained:number} a {kid:number}, y aparecen {modes:count} de las "
        "{classes:count} clases.",
        "After {steps:count} steps the distance (KID) between generated and real images went from "
        "{untrained:number} to {kid:number}, and {modes:count} of the {classes:count} classes "
        "appear.",
    ),
    "page.headline.generator.compared": Text(
        "Tras {steps:count} pasos, la distancia (KID) entre las imágenes generadas y las reales "
        "pasó de {untrained:number} a {kid:number} (la solución de referencia llega a "
        "{reference:number}), y aparecen {modes:count} de las {classes:count} clases.",
        "After {steps:count} steps the distance (KID) between generated and real images went from "
        "{untrained:number} to {kid:number} (the reference solution reaches {reference:number}), "
        "and {modes:count} of the {classes:count} classes appear.",
    ),
}

_CONFUSIONS: Final[Mapping[str, Text]] = {
    "plot.predicted_group": Text("Grupo que dijo el modelo", "Group the model chose"),
    "plot.true_group": Text("Grupo verdadero", "True group"),
    "plot.group_confusion": Text(
        "Confusión entre grupos de clases", "Confusion between groups of classes"
    ),
    "plot.group_confusion.said": Text(
        "Las clases sumadas en {groups:count} grupos. {right:count} de {total:count} ejemplos "
        "ocultos están en la diagonal: el grupo es el correcto, aunque la clase pueda no serlo.",
        "The classes summed into {groups:count} groups. {right:count} of {total:count} hidden "
        "examples lie on the diagonal: the group is right, though the class may not be.",
    ),
    "page.confusion.groups": Text(
        "Cada fila es un grupo verdadero de clases. Fuera de la diagonal, el modelo tomó una clase "
        "por otra de un grupo distinto. El color es la parte de la fila; los números cuentan "
        "ejemplos de la prueba oculta.",
        "Each row is a true group of classes. Off the diagonal the model took a class for one of "
        "another group. Colour is the share of the row; the numbers count examples of the hidden "
        "test.",
    ),
    "page.texts": Text("Textos mal clasificados con más seguridad", "Most confident wrong texts"),
    "page.texts.public": Text(
        "Son de la validación pública; los de la prueba oculta no se muestran. Los textos largos "
        "se acortan al final, y «…» ocupa el lugar de las palabras fuera del vocabulario. El "
        "porcentaje es la confianza del modelo en su respuesta.",
        "They come from the public validation split; hidden test texts are not shown. Long texts "
        "are shortened to their end, and “…” stands for words outside the vocabulary. The "
        "percentage is how sure the model was.",
    ),
    "page.texts.line": Text(
        "Es {true}; el modelo dijo {predicted} ({confidence})",
        "It is {true}; the model said {predicted} ({confidence})",
    ),
}

_RECALL: Final[Mapping[str, Text]] = {
    "page.recall": Text("Cuánto recuerda", "How much it remembers"),
    "plot.lag": Text("Exactitud según la distancia", "Accuracy by distance"),
    "plot.lag.axis": Text(
        "Símbolos entre la clave y la pregunta", "Tokens between the key and the question"
    ),
    "plot.lag.one": Text("{lag} símbolos, {value:percent}", "{lag} tokens, {value:percent}"),
    "plot.lag.said": Text(
        "Exactitud con secuencias ocultas: {by_lag}. Adivinando: {chance:percent}.",
        "Accuracy on hidden sequences: {by_lag}. Guessing: {chance:percent}.",
    ),
    "plot.chance": Text("adivinar: {value:percent}", "guessing: {value:percent}"),
    "page.lag.caption": Text(
        "Si la línea cae hacia la derecha, la memoria no alcanza: la clave se pierde antes de "
        "llegar a la pregunta.",
        "When the line falls to the right, memory does not last: the key is lost before the "
        "question comes.",
    ),
    "plot.probes": Text(
        "Qué pasa si la secuencia cambia", "What happens when the sequence changes"
    ),
    "plot.probe.without_decoy": Text("una sola señal", "one cue only"),
    "plot.probe.with_decoy": Text("con señuelo", "with a decoy"),
    "plot.probe.swapped": Text("clave cambiada", "key swapped"),
    "plot.probe.longer": Text("más largas", "longer"),
    "plot.probe.ablated": Text("sin recurrencia", "no recurrence"),
    "plot.probe.unmeasured": Text("no se pudo medir", "could not be measured"),
    "page.probes.caption": Text(
        "Con señuelo: hay una segunda señal, que no cuenta. Clave cambiada: la respuesta debe "
        "cambiar con ella. Más largas: más que las de entrenamiento. Sin recurrencia: con los "
        "pesos recurrentes en cero debería quedar cerca de adivinar ({chance:percent}, la línea "
        "a trazos).",
        "With a decoy: there is a second cue, which does not count. Key swapped: the answer should "
        "change with it. Longer: longer than in training. No recurrence: with recurrent weights "
        "set to zero it should come close to guessing ({chance:percent}, the dashed line).",
    ),
}

TEXTS: Final[Mapping[str, Text]] = {**_HEADLINES, **_CONFUSIONS, **_RECALL}
