"""Words of the verbs `show`, `submit` and `check`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "show.due": Text("Fecha límite: {when}", "Deadline: {when}"),
    "show.no_due": Text("Sin fecha límite", "No deadline"),
    "show.hand_in": Text(
        "Se entrega un archivo .py o .ipynb con: {required}; opcional: {optional}",
        "Hand in one .py or .ipynb file with: {required}; optional: {optional}",
    ),
    "show.profile": Text("perfil", "profile"),
    "show.data": Text("datos", "data"),
    "show.train": Text("entrenamiento", "train"),
    "show.validation": Text("validación", "validation"),
    "show.hidden": Text("ocultos", "hidden"),
    "show.epochs": Text("épocas", "epochs"),
    "show.model": Text("modelo", "model"),
    "show.steps": Text("pasos", "steps"),
    "show.compute": Text("cómputo", "compute"),
    "receipt.head": Text(
        "Recibido: {file}, entrega {attempt:count} del grupo {group}",
        "Received: {file}, attempt {attempt:count} of group {group}",
    ),
    "receipt.when": Text("Fecha: {when}", "Time: {when}"),
    "receipt.late": Text("Fuera de plazo.", "Late."),
    "receipt.on_time": Text("Dentro del plazo.", "On time."),
    "receipt.cannot_run": Text(
        "El archivo quedó guardado, pero tal como está no se puede corregir:",
        "The file is stored, but as it stands it cannot be graded:",
    ),
    "receipt.again.last": Text(
        "Se puede entregar de nuevo: cuenta la última entrega.",
        "You may hand in again: the last attempt counts.",
    ),
    "receipt.again.last_on_time": Text(
        "Se puede entregar de nuevo: cuenta la última entrega dentro del plazo.",
        "You may hand in again: the last attempt on time counts.",
    ),
    "check.head": Text("Revisión de {file}", "Check of {file}"),
    "check.ready": Text(
        "El archivo se puede corregir: carga, construye el modelo, entrena y predice.",
        "The file can be graded: it loads, builds the model, trains and predicts.",
    ),
    "check.not_ready": Text(
        "Así como está, el archivo no llegaría al final.",
        "As it stands, the file would not get to the end.",
    ),
    "check.grader_failed": Text(
        "La revisión falló por causa del corrector, no del archivo: {cause}",
        "The check failed because of the grader, not of the file: {cause}",
    ),
    "check.known": Text("Lo que ya se sabe:", "What can already be told:"),
    "check.unknown": Text(
        "Lo que se sabrá al corregir, con todos los datos: {titles}.",
        "What will be known after grading, with all the data: {titles}.",
    ),
    "check.budget": Text("Presupuesto de cómputo:", "Compute budget:"),
    "check.budget.fits": Text(
        "{profile}: {epochs:count} épocas (máximo {max_epochs:count}), {used:number} de "
        "{allowed:number} GMAC ({share:percent}).",
        "{profile}: {epochs:count} epochs (at most {max_epochs:count}), {used:number} of "
        "{allowed:number} GMAC ({share:percent}).",
    ),
    "check.budget.exceeds": Text(
        "{profile}: {epochs:count} épocas (máximo {max_epochs:count}), {used:number} de "
        "{allowed:number} GMAC ({share:percent}): el entrenamiento se cortará antes.",
        "{profile}: {epochs:count} epochs (at most {max_epochs:count}), {used:number} of "
        "{allowed:number} GMAC ({share:percent}): training will be cut short.",
    ),
    "check.budget.fits.steps": Text(
        "{profile}: {epochs:count} pasos (máximo {max_epochs:count}), {used:number} de "
        "{allowed:number} GMAC ({share:percent}).",
        "{profile}: {epochs:count} steps (at most {max_epochs:count}), {used:number} of "
        "{allowed:number} GMAC ({share:percent}).",
    ),
    "check.budget.exceeds.steps": Text(
        "{profile}: {epochs:count} pasos (máximo {max_epochs:count}), {used:number} de "
        "{allowed:number} GMAC ({share:percent}): el entrenamiento se cortará antes.",
        "{profile}: {epochs:count} steps (at most {max_epochs:count}), {used:number} of "
        "{allowed:number} GMAC ({share:percent}): training will be cut short.",
    ),
}
