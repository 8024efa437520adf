"""Words of the figures, of places in a file, and of states and origins."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "status.met": Text("Logrado", "Met"),
    "status.partly_met": Text("En parte", "Partly met"),
    "status.not_met": Text("No logrado", "Not met"),
    "status.not_reached": Text("No se llegó", "Not reached"),
    "status.not_assessed": Text("Sin evaluar", "Not assessed"),
    "status.not_reached.said": Text(
        "La ejecución se detuvo antes de poder medirlo.",
        "The run stopped before this could be measured.",
    ),
    "status.not_assessed.said": Text(
        "El corrector no pudo medirlo; no es culpa de la entrega.",
        "The grader could not measure this; the submission is not to blame.",
    ),
    "status.graded": Text("Con nota", "Graded"),
    "status.needs_review": Text("Por revisar", "Needs review"),
    "status.ungraded": Text("Sin nota todavía", "No grade yet"),
    "origin.static": Text("Leído en el código, sin ejecutarlo", "Read in the code, not run"),
    "origin.measured": Text("Medido por el corrector", "Measured by the grader"),
    "origin.reported": Text("Informado por la propia ejecución", "Reported by the run itself"),
    "place.line": Text("línea {line}", "line {line}"),
    "place.cell": Text("celda {cell}, línea {line}", "cell {cell}, line {line}"),
    "place.more": Text("y {count:count} más", "and {count:count} more"),
    "plot.train": Text("Entrenamiento", "Training"),
    "plot.validation": Text("Validación", "Validation"),
    "plot.hidden": Text("Prueba oculta", "Hidden test"),
    "plot.epoch": Text("Época", "Epoch"),
    "plot.loss": Text("Pérdida por época", "Loss per epoch"),
    "plot.accuracy": Text("Exactitud por época", "Accuracy per epoch"),
    "plot.ends.share": Text(
        "{line}: de {first:percent} en la primera época a {last:percent} en la {epochs:count}.",
        "{line}: from {first:percent} in the first epoch to {last:percent} in epoch "
        "{epochs:count}.",
    ),
    "plot.ends.number": Text(
        "{line}: de {first} en la primera época a {last} en la {epochs:count}.",
        "{line}: from {first} in the first epoch to {last} in epoch {epochs:count}.",
    ),
    "plot.ends.none": Text(
        "No hay valores finitos que mostrar.", "There are no finite values to show."
    ),
    "plot.tip.epoch": Text("Época {epoch}: {values}", "Epoch {epoch}: {values}"),
    "plot.tip.step": Text("Paso {step}: {values}", "Step {step}: {values}"),
    "plot.tip.cell": Text(
        "{true} → {predicted}: {count} de {total} ({share})",
        "{true} → {predicted}: {count} of {total} ({share})",
    ),
    "plot.tip.row": Text(
        "{true}: {count} de {total} en la diagonal ({share})",
        "{true}: {count} of {total} on the diagonal ({share})",
    ),
    "plot.percent": Text("{value:percent}", "{value:percent}"),
    "plot.gap": Text("Brecha entre entrenamiento y prueba", "Gap between training and test"),
    "plot.gap.value": Text("brecha {gap:pp}", "gap {gap:pp}"),
    "plot.accuracy_axis": Text("Exactitud", "Accuracy"),
    "plot.gap.axis": Text("Brecha", "Gap"),
    "plot.gap.said": Text(
        "Exactitud {train:percent} en entrenamiento y {hidden:percent} en la prueba oculta: "
        "brecha de {gap:pp}.",
        "Accuracy {train:percent} on training data and {hidden:percent} on the hidden test: "
        "a gap of {gap:pp}.",
    ),
    "plot.zone.full": Text("completo", "full"),
    "plot.zone.part": Text("en parte", "partial"),
    "plot.zone.none": Text("sin puntos", "no points"),
    "plot.hidden_accuracy": Text("Exactitud en la prueba oculta", "Accuracy on the hidden test"),
    "plot.share": Text("Parte de los puntos", "Share of the points"),
    "plot.accuracy.you": Text("este modelo: {accuracy:percent}", "this model: {accuracy:percent}"),
    "plot.accuracy_curve": Text("De exactitud a puntos", "From accuracy to points"),
    "plot.accuracy_curve.said": Text(
        "Con {accuracy:percent} de exactitud se gana {share:percent} de los puntos; "
        "todos los puntos se ganan desde {full:percent}.",
        "An accuracy of {accuracy:percent} earns {share:percent} of the points; "
        "all points are earned from {full:percent}.",
    ),
    "plot.predicted": Text("Clase que dijo el modelo", "Class the model chose"),
    "plot.true": Text("Clase verdadera", "True class"),
    "plot.confusion": Text("Matriz de confusión", "Confusion matrix"),
    "plot.confusion.said": Text(
        "Cada fila es una clase verdadera. {right:count} de {total:count} ejemplos ocultos están "
        "en la diagonal: son aciertos.",
        "Each row is a true class. {right:count} of {total:count} hidden examples lie on the "
        "diagonal: they are right.",
    ),
    "plot.points": Text("Puntos", "Points"),
    "plot.points.title": Text("Puntos de cada grupo", "Points of each group"),
    "plot.points.doubt": Text("con su intervalo del 95 %", "with its 95% interval"),
    "plot.points.boundary": Text("límite: {points}", "boundary: {points}"),
    "plot.points.between": Text("de {low} a {high}", "from {low} to {high}"),
    "plot.spread.title": Text("Cómo se reparten los puntos", "How points spread"),
    "plot.spread.groups": Text("Grupos", "Groups"),
    "plot.spread.tip": Text(
        "de {low} a {high} puntos; grupos: {count:count}",
        "{low} to {high} points; groups: {count:count}",
    ),
    "plot.points.blank": Text("sin nota todavía", "no grade yet"),
    "plot.points.said": Text(
        "{count:count} grupos con nota; media {mean:number}, de {low:number} a {high:number}.",
        "{count:count} groups graded; mean {mean:number}, from {low:number} to {high:number}.",
    ),
}
