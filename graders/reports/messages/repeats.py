"""Texts about several runs of one submission, and how sure the sum is."""

from __future__ import annotations

from graders.reports.messages.text import Text

TEXTS = {
    "runs.title": Text(
        "Los entrenamientos",
        "The trainings",
    ),
    "runs.caption": Text(
        "Cada entrenamiento con su semilla, y lo que valdría por sí solo",
        "Each training with its seed, and what it alone would be worth",
    ),
    "runs.said": Text(
        "El mismo archivo se entrenó {count:count} veces, cada vez con otra semilla secreta: "
        "otros pesos iniciales, otro orden y, donde los datos se generan, otros datos. Cada "
        "medida es la mediana de los entrenamientos; desde cinco, el promedio sin el mayor "
        "ni el menor. Un solo entrenamiento con mala suerte no decide la nota, y uno con "
        "buena suerte tampoco.",
        "The same file was trained {count:count} times, each time with another secret seed: "
        "other initial weights, another order and, where data is made by code, other data. "
        "Each measure is the median of the trainings; from five on, the mean without the "
        "largest and the smallest. One unlucky training does not decide the grade, nor does "
        "a lucky one.",
    ),
    "runs.shown": Text(
        "Las curvas y las imágenes de esta página son del entrenamiento {index:count}, el "
        "más cercano al resultado.",
        "The curves and pictures on this page are those of training {index:count}, the one "
        "nearest to the result.",
    ),
    "runs.column.index": Text(
        "Entrenamiento",
        "Training",
    ),
    "runs.column.seed": Text(
        "Semilla",
        "Seed",
    ),
    "runs.column.measures": Text(
        "Medido",
        "Measured",
    ),
    "runs.column.verdict": Text(
        "Cómo terminó",
        "How it ended",
    ),
    "runs.column.points": Text(
        "Valdría",
        "Worth alone",
    ),
    "runs.accuracy": Text(
        "exactitud oculta {value:percent}",
        "hidden accuracy {value:percent}",
    ),
    "runs.gap": Text(
        "brecha {value:pp}",
        "gap {value:pp}",
    ),
    "runs.kid": Text(
        "distancia (KID) {value:number}",
        "distance (KID) {value:number}",
    ),
    "runs.unstable": Text(
        "Entrenamiento inestable: en {failed:count} de {count:count} entrenamientos la "
        "pérdida dejó de ser un número. Una tasa de aprendizaje más baja o gradientes "
        "recortados (`clipnorm`) suelen bastar.",
        "Unstable training: in {failed:count} of {count:count} trainings the loss stopped "
        "being a number. A lower learning rate or clipped gradients (`clipnorm`) are usually "
        "enough.",
    ),
    "runs.certainty": Text(
        "{count:count} entrenamientos; con otras semillas, entre {low} y {high} puntos (95 %)",
        "{count:count} trainings; with other seeds, between {low} and {high} points (95 %)",
    ),
    "runs.certainty.once": Text(
        "Un solo entrenamiento; con otra semilla, entre {low} y {high} puntos (95 %)",
        "A single training; with another seed, between {low} and {high} points (95 %)",
    ),
    "runs.margin": Text(
        "El límite de {boundary} puntos se da por alcanzado: la suma está a menos de "
        "{margin} puntos de él, menos de lo que cambia con la suerte, y la duda cuenta a "
        "favor de quien entrega.",
        "The boundary of {boundary} points counts as reached: the sum is less than {margin} "
        "points from it, less than luck changes it, and the doubt counts for whoever hands "
        "in.",
    ),
    "runs.appeal.raised": Text(
        "Revisión pedida el {date}: con {after:count} entrenamientos en lugar de "
        "{before:count} la nota subió de {old} a {new} puntos.",
        "Looked at again on request ({date}): with {after:count} trainings instead of "
        "{before:count} the grade rose from {old} to {new} points.",
    ),
    "runs.appeal.kept": Text(
        "Revisión pedida el {date}: con {after:count} entrenamientos en lugar de "
        "{before:count} la suma era {new} puntos; una revisión no baja la nota, que sigue "
        "en {old}.",
        "Looked at again on request ({date}): with {after:count} trainings instead of "
        "{before:count} the sum was {new} points; that never lowers a grade, which stays at "
        "{old}.",
    ),
    "runs.more.boundary": Text(
        "Con {count:count} entrenamientos la suma era {points}, a menos de {width} del "
        "límite de {boundary} puntos; se entrenó más veces.",
        "With {count:count} trainings the sum was {points}, within {width} of the boundary "
        "of {boundary} points; it was trained more often.",
    ),
    "runs.more.spread": Text(
        "Con {count:count} entrenamientos los resultados estaban muy separados; se entrenó "
        "más veces.",
        "With {count:count} trainings the results lay far apart; it was trained more often.",
    ),
    "runs.more.not_finite": Text(
        "En alguno de los primeros {count:count} entrenamientos la pérdida dejó de ser un "
        "número; se entrenó más veces.",
        "In one of the first {count:count} trainings the loss stopped being a number; it was "
        "trained more often.",
    ),
    "runs.more.time": Text(
        "Alguno de los primeros {count:count} entrenamientos se detuvo por tiempo; se "
        "entrenó más veces.",
        "One of the first {count:count} trainings was stopped by the clock; it was trained "
        "more often.",
    ),
    "handout.runs.once": Text(
        "Cada entrega se entrena una vez, con una semilla secreta y un solo hilo.",
        "Each submission is trained once, with a secret seed and on a single thread.",
    ),
    "handout.runs.fixed": Text(
        "Cada entrega se entrena {first:count} veces, con semillas secretas que son las "
        "mismas para todos los grupos y un solo hilo. Vale la mediana; desde cinco, el "
        "promedio sin el mayor ni el menor.",
        "Each submission is trained {first:count} times, with secret seeds that are the same "
        "for all groups and on a single thread. The median counts; from five on, the mean "
        "without the largest and the smallest.",
    ),
    "handout.runs.more": Text(
        "Cada entrega se entrena {first:count} veces, con semillas secretas que son las "
        "mismas para todos los grupos y un solo hilo; hasta {last:count} veces si la suma "
        "queda cerca de un límite ({boundaries} puntos) o los resultados están muy "
        "separados. Vale la mediana; desde cinco, el promedio sin el mayor ni el menor.",
        "Each submission is trained {first:count} times, with secret seeds that are the same "
        "for all groups and on a single thread; up to {last:count} times if the sum is near "
        "a boundary ({boundaries} points) or the results lie far apart. The median counts; "
        "from five on, the mean without the largest and the smallest.",
    ),
    "handout.runs.folds": Text(
        "Es una validación cruzada: con datos reales, cada vez queda oculta otra parte.",
        "This is cross-validation: of real data, another part is hidden each time.",
    ),
    "handout.runs.margin": Text(
        "Justo debajo de un límite la duda cuenta a favor de quien entrega, hasta {margin} puntos.",
        "Just below a boundary the doubt counts for whoever hands in, up to {margin} points.",
    ),
}
