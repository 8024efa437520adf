"""Words of the index page of a course."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "index.title": Text("Todas las tareas", "All assignments"),
    "index.kicker": Text("Informe del curso", "Course report"),
    "index.meta": Text(
        "{groups:count} grupos · {assignments:count} tareas · {when}",
        "{groups:count} groups · {assignments:count} assignments · {when}",
    ),
    "index.caption": Text(
        "Puntos de cada grupo en cada tarea; un guion es una nota que todavía no existe, no un "
        "cero.",
        "Points of every group in every assignment; a dash is a grade that does not exist yet, not "
        "a zero.",
    ),
    "index.profile": Text("perfil {profile}", "profile {profile}"),
    "index.mean": Text("Media", "Mean"),
    "index.empty": Text("Todavía no hay notas.", "There are no grades yet."),
    "demo.took": Text("{assignment}: {time}", "{assignment}: {time}"),
    "demo.index": Text("Todas las tareas: {path}", "All assignments: {path}"),
}
