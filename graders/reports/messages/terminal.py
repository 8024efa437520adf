"""Words of the terminal: tables, explanations, live progress."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "table.group": Text("grupo", "group"),
    "table.points": Text("puntos", "points"),
    "table.accuracy": Text("exactitud", "accuracy"),
    "table.gap": Text("brecha", "gap"),
    "table.accuracy_of": Text("exactitud: {part}", "accuracy: {part}"),
    "table.kid": Text("distancia (KID)", "distance (KID)"),
    "table.modes": Text("clases", "classes"),
    "table.modes.value": Text(
        "{modes:count} de {classes:count}", "{modes:count} of {classes:count}"
    ),
    "table.verdict": Text("resultado", "outcome"),
    "table.flags": Text("señales", "flags"),
    "table.comment": Text("lo que más resta", "biggest loss"),
    "table.criterion": Text("criterio", "criterion"),
    "table.need": Text("qué se pide", "what is asked"),
    "table.row": Text("fila", "row"),
    "table.state": Text("estado", "state"),
    "table.received": Text("entregado", "received"),
    "table.total": Text("total", "total"),
    "table.loss": Text("{title} −{points}", "{title} −{points}"),
    "state.graded": Text("con nota", "graded"),
    "state.needs_review": Text("por revisar", "needs review"),
    "state.needs_rerun": Text("volver a ejecutar", "needs rerun"),
    "state.pending": Text("pendiente", "pending"),
    "state.changed": Text("cambió la entrega", "submission changed"),
    "state.missing": Text("sin entrega", "nothing handed in"),
    "explain.head": Text("{assignment} · grupo {group}", "{assignment} · group {group}"),
    "explain.points": Text(
        "{points} de {max_points} puntos · {verdict}", "{points} of {max_points} points · {verdict}"
    ),
    "explain.blank": Text("sin nota todavía (no es un cero)", "no grade yet (not a zero)"),
    "explain.file": Text("Archivo: {file}, entregado el {when}", "File: {file}, received {when}"),
    "explain.measured": Text("medido: {observed}", "measured: {observed}"),
    "explain.needed": Text("necesario: {required}", "needed: {required}"),
    "explain.said": Text("Python dijo: {message}", "Python said: {message}"),
    "explain.remarks": Text("Avisos", "Remarks"),
    "explain.left_out": Text("No se ejecutó", "Not run"),
    "rescore.group": Text("grupo", "group"),
    "rescore.before": Text("antes", "before"),
    "rescore.after": Text("después", "after"),
    "rescore.difference": Text("cambio", "change"),
    "rescore.rows": Text("filas que cambian", "rows that change"),
    "rescore.kept.blank": Text(
        "sin nota: hay que volver a ejecutar", "blank: it has to be run again"
    ),
    "rescore.kept.other_plan": Text(
        "se entrenó con otros datos o con otro presupuesto: hay que calificar de nuevo",
        "trained on other data or under another budget: it has to be graded anew",
    ),
    "rescore.kept.no_evidence": Text(
        "el registro no guarda su evidencia: hay que calificar de nuevo",
        "its record holds no evidence: it has to be graded anew",
    ),
    "rescore.more_runs": Text(
        "con esta suma corresponden más entrenamientos: `grade` los hace",
        "this sum asks for more trainings: `grade` makes them",
    ),
    "progress.title": Text("Corrigiendo {assignment}", "Grading {assignment}"),
    "progress.started": Text(
        "{assignment}: {count:count} grupos por corregir",
        "{assignment}: {count:count} groups to grade",
    ),
    "progress.group": Text("{group}: {stage}", "{group}: {stage}"),
    "progress.epoch": Text(
        "{group}: época {epoch:count} de {epochs:count}",
        "{group}: epoch {epoch:count} of {epochs:count}",
    ),
    "progress.share": Text(
        "{group}: entrenamiento, {epoch:count} de {epochs:count}",
        "{group}: training, {epoch:count} of {epochs:count}",
    ),
    "progress.accuracy": Text("validación {value:percent}", "validation {value:percent}"),
    "progress.graded": Text(
        "{group}: {points} de {max_points} puntos · {verdict}",
        "{group}: {points} of {max_points} points · {verdict}",
    ),
    "progress.blank": Text(
        "{group}: sin nota, falló el corrector ({cause})",
        "{group}: no grade, the grader failed ({cause})",
    ),
    "progress.kept": Text("sin cambios", "unchanged"),
    "progress.rescored": Text("sin volver a entrenar", "without training again"),
    "progress.retried": Text(
        "{group}: falló el corrector ({cause}); se intenta otra vez",
        "{group}: the grader failed ({cause}); trying again",
    ),
    "progress.run": Text("entrenamiento {index:count}", "training {index:count}"),
    "progress.waiting": Text("en espera", "waiting"),
    "progress.still": Text(
        "{done:count} de {total:count} grupos, {elapsed}; ahora: {now}",
        "{done:count} of {total:count} groups, {elapsed}; now: {now}",
    ),
    "progress.overall": Text(
        "{done:count} de {total:count} grupos", "{done:count} of {total:count} groups"
    ),
    "progress.eta": Text("faltan unos {time}", "about {time} left"),
    "progress.finished": Text(
        "Listo: {graded:count} corregidos, {kept:count} sin cambios, en {elapsed}",
        "Done: {graded:count} graded, {kept:count} unchanged, in {elapsed}",
    ),
    "progress.column.group": Text("grupo", "group"),
    "progress.column.stage": Text("etapa", "stage"),
    "progress.column.epochs": Text("épocas", "epochs"),
    "progress.column.validation": Text("validación", "validation"),
    "progress.column.time": Text("tiempo", "time"),
    "progress.column.result": Text("resultado", "result"),
}
