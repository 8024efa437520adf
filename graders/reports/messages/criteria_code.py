"""Criteria on how the code is written, in words; see `criteria` for the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

CODE_TEXTS: Final[Mapping[str, Text]] = {
    "criterion.required_functions.title": Text("Funciones pedidas", "Required functions"),
    "criterion.required_functions.need": Text(
        "Definir todas las funciones obligatorias y el diccionario de ajustes.",
        "Define all required functions and the dictionary of settings.",
    ),
    "required.complete": Text("Está todo lo que se pedía.", "Everything asked for is there."),
    "required.missing": Text("Falta: {missing}.", "Missing: {missing}."),
    "required.missing.try": Text(
        "Copiar de la plantilla la línea donde se define, con el mismo nombre y al nivel superior "
        "del archivo.",
        "Copy the line that defines it from the starter, with the same name and at the top level "
        "of the file.",
    ),
    "criterion.docstrings.title": Text("Documentación (docstrings)", "Docstrings"),
    "criterion.docstrings.need": Text(
        "Documentar el archivo y cada función pública con {min_length:count} caracteres o más que "
        "digan algo más que el nombre.",
        "Document the file and every public function with {min_length:count} characters or more "
        "that say more than the name.",
    ),
    "docstrings.complete": Text(
        "El archivo y todas sus funciones públicas están documentados.",
        "The file and all its public functions are documented.",
    ),
    "docstrings.some": Text(
        "Documentados: {observed:count} de {required:count}; sin documentar: {missing}.",
        "Documented: {observed:count} of {required:count}; undocumented: {missing}.",
    ),
    "docstrings.some.try": Text(
        "Escribir bajo cada `def` qué hace la función, qué recibe y qué devuelve, y al principio "
        "del archivo una idea general.",
        "Write below each `def` what the function does, takes and returns, and at the top of the "
        "file the general idea.",
    ),
    "docstrings.file": Text(
        "Las funciones están documentadas; falta la descripción al principio del archivo.",
        "The functions are documented; the description at the top of the file is missing.",
    ),
    "docstrings.file.try": Text(
        "Empezar el archivo con un texto entre comillas triples (o el cuaderno con una celda de "
        "Markdown) que diga qué se probó y por qué.",
        "Begin the file with a text in triple quotes (or the notebook with a Markdown cell) that "
        "says what was tried and why.",
    ),
    "docstrings.none": Text(
        "Ni el archivo ni sus funciones públicas están documentados.",
        "Neither the file nor its public functions are documented.",
    ),
    "docstrings.none.try": Text(
        "Escribir un docstring en cada función, de {min_length:count} caracteres o más, y uno al "
        "principio del archivo.",
        "Write a docstring in every function, of {min_length:count} characters or more, and one at "
        "the top of the file.",
    ),
    "criterion.style.title": Text("Estilo del código", "Code style"),
    "criterion.style.need": Text(
        "No tener avisos del analizador de estilo (`ruff`); cada regla incumplida resta una sola "
        "vez.",
        "Have no warnings from the style checker (`ruff`); each broken rule costs only once.",
    ),
    "style.no_code": Text(
        "Casi no hay código que revisar.", "There is hardly any code to look at."
    ),
    "style.no_code.try": Text(
        "Partir de la plantilla: `python grader.py start`.",
        "Begin with the starter: `python grader.py start`.",
    ),
    "style.clean": Text(
        "El analizador de estilo no encontró nada.", "The style checker found nothing."
    ),
    "style.broken": Text(
        "Reglas incumplidas: {observed:count}; con sus avisos: {rules}.",
        "Broken rules: {observed:count}; with their warnings: {rules}.",
    ),
    "style.broken.try": Text(
        "Ejecutar `ruff check` sobre el archivo: muestra cada línea y `--fix` corrige lo sencillo. "
        "`ruff rule CÓDIGO` explica una regla.",
        "Run `ruff check` on the file: it shows every line, and `--fix` mends the simple ones. "
        "`ruff rule CODE` explains a rule.",
    ),
}
