"""Files that are alike: pages, table and remarks for the teaching staff alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "similarity.title": Text("Entregas parecidas · {assignment}", "Similar files · {assignment}"),
    "similarity.kicker": Text("Solo para docentes", "For the teaching staff only"),
    "similarity.heading": Text("Entregas parecidas", "Similar files"),
    "similarity.meta": Text(
        "{groups:count} grupos, {files:count} archivos comparados · se muestra desde "
        "{threshold} · {when}",
        "{groups:count} groups, {files:count} files compared · shown from {threshold} on · {when}",
    ),
    "similarity.caution.title": Text(
        "Un parecido es un motivo para mirar, no una prueba",
        "Being alike is a reason to look, not proof",
    ),
    "similarity.caution": Text(
        "Dos grupos pueden llegar a lo mismo por un tutorial, por una clase o por azar, y ninguna "
        "cifra dice quién copió a quién. Leer los pasajes, preguntar a los grupos y decidir "
        "después. Aquí no se cambia ninguna nota, y ningún grupo ve estas páginas.",
        "Two groups can arrive at the same by a tutorial, by a lecture or by chance, and no "
        "number says who copied from whom. Read the passages, ask the groups, and decide then. "
        "No grade is changed here, and no group sees these pages.",
    ),
    "similarity.none": Text(
        "Ningún par llega al umbral: no hay nada que mirar.",
        "No pair reaches the threshold: there is nothing to look at.",
    ),
    "similarity.cut": Text(
        "Se muestran los {shown:count} pares más parecidos de {count:count}.",
        "Shown are the {shown:count} most alike of {count:count} pairs.",
    ),
    "similarity.cluster": Text(
        "Conjunto {number}: {members:count} que se parecen",
        "Cluster {number}: {members:count} that are alike",
    ),
    "similarity.members": Text("Quiénes", "Who"),
    "similarity.table.caption": Text("Pares del conjunto {number}", "Pairs of cluster {number}"),
    "similarity.column.cluster": Text("Conjunto", "Cluster"),
    "similarity.column.pair": Text("Par", "Pair"),
    "similarity.column.one": Text("Archivo", "File"),
    "similarity.column.other": Text("Se parece a", "Is like"),
    "similarity.column.score": Text("Parecido", "Alike"),
    "similarity.column.shares": Text("Cada uno en el otro", "Each in the other"),
    "similarity.column.passages": Text("Pasajes", "Passages"),
    "similarity.column.longest": Text("El más largo", "Longest"),
    "similarity.lines": Text("{count:count} líneas", "{count:count} lines"),
    "similarity.one_line": Text("1 línea", "1 line"),
    "similarity.origin.group": Text("entrega", "submission"),
    "similarity.origin.reference": Text("solución privada", "private solution"),
    "similarity.origin.elsewhere": Text("otra carpeta", "other folder"),
    "similarity.read.title": Text("Cómo leer esta página", "How to read this page"),
    "similarity.read.score": Text(
        "El parecido es la parte del código propio de un archivo que también está en el otro; de "
        "las dos direcciones cuenta la mayor, porque a una copia se le puede agregar de todo. Los "
        "nombres propios, los números, los textos, los comentarios, el formato y el orden de las "
        "funciones no cuentan; las capas, sus argumentos y los métodos sí.",
        "How alike two files are is the share of one file's own code that is also in the other; "
        "of the two directions the larger counts, because a copy can be padded. Own "
        "names, numbers, texts, comments, layout and the order of functions do not count; layers, "
        "their arguments and methods do.",
    ),
    "similarity.read.given": Text(
        "No cuenta lo que todos recibieron (plantilla, ejemplos del enunciado) ni lo que tiene más "
        "de la mitad del curso ({common:count} huellas comunes).",
        "What everybody got (starter, examples of the handout) does not count, nor does what more "
        "than half of the class has ({common:count} common fingerprints).",
    ),
    "similarity.read.measured": Text(
        "En las pruebas, las copias disfrazadas quedaron en 70 % o más, y los archivos "
        "independientes en 50 % o menos. Las soluciones muy cortas se parecen más.",
        "In our measurements disguised copies came out at 70% or more, and independent files at "
        "50% or less. Very short solutions are more alike.",
    ),
    "similarity.apart.title": Text("No se pudo comparar", "Could not be compared"),
    "similarity.why.no_file": Text("no hay archivo", "there is no file"),
    "similarity.why.not_readable": Text("el archivo no se puede leer", "the file cannot be read"),
    "similarity.why.little_own_code": Text(
        "casi no hay código propio: es la plantilla, o poco más",
        "there is hardly any code of its own: it is the starter, or little more",
    ),
    "similarity.pair.title": Text("{left} y {right}", "{left} and {right}"),
    "similarity.pair.share": Text(
        "El {share} del código propio de {one} está también en {other}.",
        "{share} of the own code of {one} is also in {other}.",
    ),
    "similarity.back": Text("Todos los pares", "All pairs"),
    "similarity.previous": Text("Par anterior", "Previous pair"),
    "similarity.next": Text("Par siguiente", "Next pair"),
    "similarity.nav": Text("Otros pares", "Other pairs"),
    "similarity.passages": Text(
        "Los mismos pasajes, lado a lado", "The same passages, side by side"
    ),
    "similarity.passage": Text("Pasaje {number}", "Passage {number}"),
    "similarity.passage.one": Text("Pasaje {number} en {owner}", "Passage {number} in {owner}"),
    "similarity.passage.more": Text(
        "Se muestran los {shown:count} pasajes más largos de {count:count}; los demás están "
        "marcados en los archivos completos.",
        "Shown are the {shown:count} longest of {count:count} passages; the others are marked in "
        "the whole files.",
    ),
    "similarity.to_whole": Text("Ver en el archivo", "See in the file"),
    "similarity.whole": Text("Los archivos completos", "The whole files"),
    "similarity.whole.said": Text(
        "Un número en el margen dice a qué pasaje pertenece la línea, en los dos archivos el "
        "mismo. El texto gris con un punto (·) en el margen es de la plantilla o común en el "
        "curso.",
        "A number in the margin tells which passage a line belongs to, the same in both files. "
        "Grey text with a dot (·) in the margin is from the starter or common in the class.",
    ),
    "similarity.whole.cut": Text(
        "Se muestran las primeras {count:count} líneas.", "The first {count:count} lines are shown."
    ),
    "similarity.place.lines": Text("líneas {first}–{last}", "lines {first}–{last}"),
    "similarity.place.cell": Text(
        "celda {cell}, líneas {first}–{last}", "cell {cell}, lines {first}–{last}"
    ),
    "similarity.cell": Text("Celda {number}", "Cell {number}"),
    "similarity.margin.passage": Text("Pasaje", "Passage"),
    "similarity.margin.line": Text("Línea", "Line"),
    "similarity.margin.code": Text("Código", "Code"),
    "similarity.code_of": Text("Código de {owner}", "Code of {owner}"),
    "similarity.said": Text(
        "Un motivo para mirar, no una prueba. Página: {page}",
        "A reason to look, not proof. Page: {page}",
    ),
}
