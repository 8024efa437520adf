"""Words about grades that a person set, and about the history of a grade."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "override.title": Text("Nota fijada por la cátedra", "Grade set by the teaching staff"),
    "override.said": Text(
        "La cátedra fijó la nota en {points} puntos el {date}; la calculada era {computed}. "
        "Motivo: {reason}",
        "The teaching staff set the grade to {points} points on {date}; the computed one was "
        "{computed}. Reason: {reason}",
    ),
    "override.said.blank": Text(
        "La cátedra fijó la nota en {points} puntos el {date}; no había una calculada. "
        "Motivo: {reason}",
        "The teaching staff set the grade to {points} points on {date}; none had been computed. "
        "Reason: {reason}",
    ),
    "override.anonymous": Text(
        "No se muestran ni el motivo ni la fecha.", "Neither reason nor date is shown."
    ),
    "override.moved": Text(
        "Fijada a mano en {points} puntos cuando la calculada era {before}; ahora es {now}",
        "Set by hand to {points} points when {before} had been computed; now it is {now}",
    ),
    "override.chip": Text("a mano", "by hand"),
    "override.rescored": Text(
        "cuenta lo fijado a mano: {points}", "what counts is set by hand: {points}"
    ),
    "history.when": Text("cuándo", "when"),
    "history.change": Text("qué", "what"),
    "history.points": Text("puntos", "points"),
    "history.computed": Text("calculados", "computed"),
    "history.runs": Text("entrenamientos", "trainings"),
    "history.by": Text("quién", "who"),
    "history.why": Text("motivo", "reason"),
    "history.change.graded": Text("calificada", "graded"),
    "history.change.rescored": Text("con otra rúbrica", "rescored"),
    "history.change.appealed": Text("revisión pedida", "appeal"),
    "history.change.undone": Text("rúbrica anterior", "rescoring undone"),
    "history.change.overridden": Text("fijada a mano", "set by hand"),
    "history.change.withdrawn": Text("sin lo fijado a mano", "no longer by hand"),
}
