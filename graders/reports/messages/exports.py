"""Words of the verb `export`, and of what it writes into other systems."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

_TABLE: Final[Mapping[str, Text]] = {
    "export.head": Text(
        "Exportación de {assignment} ({profile}) para {target}.",
        "Export of {assignment} ({profile}) for {target}.",
    ),
    "export.column.line": Text("línea", "line"),
    "export.column.who": Text("persona o archivo", "person or file"),
    "export.column.group": Text("grupo", "group"),
    "export.column.member": Text("integrante", "member"),
    "export.column.old": Text("antes", "before"),
    "export.column.new": Text("ahora", "now"),
    "export.column.outcome": Text("resultado", "what happens"),
    "export.outcome.changed": Text("cambia", "changes"),
    "export.outcome.same": Text("igual", "the same"),
    "export.outcome.written": Text("se escribe", "written"),
    "export.outcome.blank": Text(
        "sin nota: no se escriben puntos", "blank grade: no points are written"
    ),
    "export.outcome.excused": Text("exento: queda como está", "excused: left as it is"),
    "export.outcome.unknown": Text(
        "no figura en la lista del curso: queda como está", "not in the roster: left as it is"
    ),
    "export.outcome.lacking": Text("no está en el archivo", "not in the file"),
    "export.totals": Text(
        "Cambian: {changed:count}; iguales: {same:count}; se escriben: {written:count}; sin nota: "
        "{blank:count}; faltan en el archivo: {lacking:count}.",
        "Changed: {changed:count}; the same: {same:count}; written: {written:count}; blank: "
        "{blank:count}; not in the file: {lacking:count}.",
    ),
    "export.written": Text("Escrito: {file}", "Written: {file}"),
    "export.would_write": Text("Se escribiría: {file}", "Would be written: {file}"),
    "export.kept": Text("Ya estaba, igual: {file}", "Already there, the same: {file}"),
    "export.dry_run": Text(
        "Esto fue una prueba: no se escribió nada.", "This was a dry run: nothing was written."
    ),
}

_NOTES: Final[Mapping[str, Text]] = {
    "export.note.scaled": Text(
        "Los puntos se llevan de {rubric} (la pauta) a {target} (el archivo).",
        "Points are scaled from {rubric} (the rubric) to {target} (the file).",
    ),
    "export.note.no_maximum": Text(
        "El archivo no dice el máximo: los puntos van como están, sobre {rubric}.",
        "The file does not tell the maximum: points are written as they are, out of {rubric}.",
    ),
    "export.note.comments_kept": Text(
        "Comentarios de otra mano, que quedan como están: líneas {lines}.",
        "Comments that somebody wrote, left as they are: lines {lines}.",
    ),
    "export.note.taken": Text(
        "Ya existe y dice otra cosa, así que no se escribiría: {files}. Moverlo, o elegir otro "
        "lugar con --out.",
        "There already with something else in it, so it would not be written: {files}. Move it "
        "away, or name another place with --out.",
    ),
    "export.note.no_members": Text(
        "Grupos sin integrantes en la lista del curso: {groups}. Agregarlos a {path}.",
        "Groups without members in the roster: {groups}. Add them to {path}.",
    ),
    "export.note.private": Text(
        "El archivo tiene datos para el equipo docente (marcas de revisión y más): no es para "
        "estudiantes.",
        "The file holds what is for the teaching staff (review flags and more): it is not for "
        "students.",
    ),
    "export.note.no_points": Text(
        "Este autocorrector revisa y no da puntos: la tarea en Gradescope debe valer 0.",
        "This autograder checks and gives no points: give the assignment 0 points in Gradescope.",
    ),
    "export.note.one_column": Text(
        "El archivo tiene solamente las columnas de la persona y «{column}»: Canvas no toca "
        "ninguna otra.",
        "The file has only the columns of the person and “{column}”: Canvas touches no other.",
    ),
}

_STUDENTS: Final[Mapping[str, Text]] = {
    "export.points": Text("Puntos: {points} de {max_points}.", "Points: {points} of {max_points}."),
    "export.comment.begin": Text("Corrector automático:", "Autograder:"),
    "export.comment.late": Text(
        "Puntos perdidos por la entrega tardía: {lost}.", "Points lost for coming late: {lost}."
    ),
    "export.comment.failure": Text(
        "El entrenamiento no llegó al final: {name}.", "The run did not reach its end: {name}."
    ),
    "export.comment.losses": Text(
        "Lo que más puntos costó: {losses}.", "What cost most points: {losses}."
    ),
}

_STUDENTS_ELSEWHERE: Final[Mapping[str, Text]] = {
    "export.blank": Text(
        "El corrector falló y la nota queda en blanco, no en cero; se va a corregir de nuevo.",
        "The grader failed, so the grade is blank and not zero; it will be graded again.",
    ),
    "export.autograder.head": Text(
        "Esto es una revisión previa y no da puntos: dice si el archivo se puede corregir y qué se "
        "sabe ya.",
        "This is a check and gives no points: it tells whether the file can be graded, and what is "
        "known already.",
    ),
    "export.autograder.one_file": Text(
        "Hace falta exactamente un archivo .py o .ipynb; hay: {files}. Entregar solamente el de la "
        "plantilla.",
        "Exactly one .py or .ipynb file is needed; there is: {files}. Hand in the one from the "
        "starter alone.",
    ),
    "export.junit.run": Text("Entrenamiento", "Run"),
}

TEXTS: Final[Mapping[str, Text]] = {**_TABLE, **_NOTES, **_STUDENTS, **_STUDENTS_ELSEWHERE}
