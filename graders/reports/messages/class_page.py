"""Words of the class page beside its table: spread, rows, thresholds, findings, time, decisions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "class.order": Text("Orden", "Order"),
    "class.order.group": Text("por grupo", "by group"),
    "class.order.points": Text("por puntos", "by points"),
    "class.order.attention": Text("por atención que necesita", "by need of attention"),
    "class.spread.said": Text(
        "{count:count} grupos con nota: media {mean:number}, mediana {median:number}, desviación "
        "estándar {sd:number}, de {low:number} a {high:number}.",
        "{count:count} groups graded: mean {mean:number}, median {median:number}, standard "
        "deviation {sd:number}, from {low:number} to {high:number}.",
    ),
    "class.column.discrimination": Text("Discriminación", "Discrimination"),
    "class.discrimination.said": Text(
        "Discriminación: correlación de los puntos de la fila con la suma de las demás, en los "
        "{count:count} grupos con todas las filas juzgadas, y su intervalo del 95 %. Con pocos "
        "grupos dice poco.",
        "Discrimination: correlation of the row's points with the sum of the others, over the "
        "{count:count} groups with every row judged, and its 95% interval. With few groups it "
        "says little.",
    ),
    "class.discrimination.too_few": Text(
        "La discriminación pide al menos {fewest:count} grupos con todas las filas juzgadas; hay "
        "{count:count}.",
        "Discrimination takes at least {fewest:count} groups with every row judged; there are "
        "{count:count}.",
    ),
    "class.remark.everybody": Text("la ganan todos", "everybody wins it"),
    "class.remark.nobody": Text("no la gana nadie", "nobody wins any of it"),
    "class.remark.low": Text("no distingue grupos", "does not tell groups apart"),
    "class.remark.negative": Text("va contra las demás", "runs against the others"),
    "class.near": Text("Cerca de un umbral", "Near a threshold"),
    "class.near.said": Text(
        "Exactitud y brecha: el umbral cae dentro del intervalo del 95 % de lo medido, o a menos "
        "de 2 puntos porcentuales. Suma: el límite cae dentro del intervalo del 95 %.",
        "Accuracy and gap: the threshold lies in the 95% interval of what was measured, or within "
        "2 percentage points. Sum: the boundary lies in its 95% interval.",
    ),
    "class.near.full": Text("máximo: {threshold}", "full marks: {threshold}"),
    "class.near.nothing": Text("sin puntos: {threshold}", "no points: {threshold}"),
    "class.near.sum": Text("Suma de las filas", "Sum of the rows"),
    "class.near.boundary": Text("límite: {points}", "boundary: {points}"),
    "class.near.column.threshold": Text("Umbral", "Threshold"),
    "class.near.column.count": Text("Cerca", "Near"),
    "class.column.groups": Text("Grupos", "Groups"),
    "class.common": Text("Lo que más se repite", "What many have in common"),
    "class.common.said": Text(
        "Con las palabras y los números del grupo que más perdió.",
        "In the words and numbers of the group that lost most.",
    ),
    "class.common.column.what": Text("Qué", "What"),
    "class.common.column.lost": Text("Puntos perdidos", "Points lost"),
    "class.common.failure": Text("no terminó", "did not finish"),
    "class.common.remark": Text("observación", "remark"),
    "class.late": Text("Entregas después del plazo", "Files after the deadline"),
    "class.late.column.how": Text("Cómo se llegó a eso", "How that came about"),
    "class.by_hand": Text("Notas fijadas a mano", "Grades set by hand"),
    "class.by_hand.column.computed": Text("Calculada", "Computed"),
    "class.by_hand.column.by": Text("Quién", "Who"),
    "class.by_hand.column.date": Text("Cuándo", "When"),
    "class.by_hand.column.reason": Text("Motivo", "Reason"),
    "class.timing": Text("Entrenamientos y tiempo", "Trainings and time"),
    "class.timing.column.of": Text("De un entrenamiento", "Of a training"),
    "class.timing.column.median": Text("Mediana", "Median"),
    "class.timing.column.largest": Text("Mayor", "Largest"),
    "class.timing.column.total": Text("Todos", "All together"),
    "class.timing.cpu": Text("Procesador", "Processor"),
    "class.timing.wall": Text("Reloj", "Clock"),
    "class.timing.said": Text(
        "{count:count} entrenamientos de {groups:count} grupos. El tiempo no cambia puntos.",
        "{count:count} trainings of {groups:count} groups. Time changes no points.",
    ),
    "class.timing.more.boundary": Text(
        "Grupos que se entrenaron más veces por quedar cerca de un límite: {count:count}.",
        "Groups trained more often because they were near a boundary: {count:count}.",
    ),
    "class.timing.more.spread": Text(
        "Grupos que se entrenaron más veces porque los resultados estaban muy separados: "
        "{count:count}.",
        "Groups trained more often because their results lay far apart: {count:count}.",
    ),
    "class.timing.more.not_finite": Text(
        "Grupos que se entrenaron más veces porque la pérdida dejó de ser un número: "
        "{count:count}.",
        "Groups trained more often because the loss stopped being a number: {count:count}.",
    ),
    "class.timing.more.time": Text(
        "Grupos que se entrenaron más veces porque un entrenamiento se detuvo por tiempo: "
        "{count:count}.",
        "Groups trained more often because a training was stopped by the clock: {count:count}.",
    ),
}
