"""Words about publications: what was frozen, what changed, and whether it is still the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "publish.written": Text(
        "Publicación {number} de {assignment} ({profile}), páginas: {count:count}, en {folder}",
        "Publication {number} of {assignment} ({profile}), pages: {count:count}, in {folder}",
    ),
    "publish.unchanged": Text(
        "Nada cambió desde la publicación {number}; no se escribió otra.",
        "Nothing changed since publication {number}; no other was written.",
    ),
    "publish.nothing": Text(
        "No se publicó nada: todos los grupos quedan retenidos.",
        "Nothing was published: every group is held back.",
    ),
    "publish.first": Text("Es la primera de este perfil.", "It is the first one of this profile."),
    "publish.since": Text("Desde la publicación {number}:", "Since publication {number}:"),
    "publish.moved": Text("puntos: {group} {old} → {new}", "points: {group} {old} → {new}"),
    "publish.new": Text("nuevo: {group} {new}", "new: {group} {new}"),
    "publish.gone": Text("ya no está: {group} (tenía {old})", "gone: {group} (had {old})"),
    "publish.rewritten": Text(
        "otra página, mismos puntos: {group}", "another page, same points: {group}"
    ),
    "publish.same": Text("grupos sin cambios: {count:count}", "groups unchanged: {count:count}"),
    "publish.held": Text(
        "Retenidos (`--all` los publica igual):", "Held back (`--all` publishes them as well):"
    ),
    "publish.held.needs_review": Text("{group}: por revisar", "{group}: needs review"),
    "publish.held.needs_rerun": Text(
        "{group}: falló el corrector, hay que volver a ejecutar",
        "{group}: the grader failed, it has to run again",
    ),
    "publish.stale.changed": Text(
        "El archivo o la tarea cambió después de calificar: {groups}",
        "The file or the assignment changed after it was graded: {groups}",
    ),
    "publish.stale.pending": Text(
        "Entregaron y no tienen nota: {groups}", "Handed in and have no grade: {groups}"
    ),
    "publish.blank": Text("sin nota", "blank"),
    "publish.proof": Text(
        "SHA-256 del manifiesto: {sha256}\nLibro de notas: notas {grades:count}, último eslabón "
        "{link}",
        "SHA-256 of the manifest: {sha256}\nGradebook: grades {grades:count}, last link {link}",
    ),
    "publish.check.none": Text(
        "Todavía no se publicó nada de {assignment}.", "Nothing of {assignment} was published yet."
    ),
    "publish.check.well": Text(
        "Publicaciones: {count:count}; todos los archivos son los que se publicaron.",
        "Publications: {count:count}; every file is what was published.",
    ),
    "publish.check.changed": Text("{number}/{file} cambió", "{number}/{file} changed"),
    "publish.check.missing": Text("{number}/{file} falta", "{number}/{file} is missing"),
    "publish.check.added": Text(
        "{number}/{file} no estaba al publicar", "{number}/{file} was not there when published"
    ),
    "publish.check.unreadable": Text(
        "{number}/{file} no se puede leer", "{number}/{file} cannot be read"
    ),
    "publish.check.replaced": Text(
        "{number}/{file} no es el que siguió la publicación siguiente",
        "{number}/{file} is not the one that the next publication followed",
    ),
}
