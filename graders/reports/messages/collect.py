"""Words of the verb `collect`: what became of each entry, and how to mend what was not imported."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

_TABLE: Final[Mapping[str, Text]] = {
    "collect.recognised": Text("Origen: {kind}.", "Source: {kind}."),
    "collect.unknown_kind": Text(
        "No se reconoce ninguna descarga.", "This is no download that could be recognised."
    ),
    "collect.kind.moodle": Text("descarga de Moodle", "a download from Moodle"),
    "collect.kind.canvas": Text("descarga de Canvas", "a download from Canvas"),
    "collect.kind.gradescope": Text("exportación de Gradescope", "an export from Gradescope"),
    "collect.kind.nbgrader": Text("entregas de nbgrader", "what nbgrader collected"),
    "collect.kind.folders": Text(
        "carpetas comunes, una por grupo o persona", "plain folders, one for each group or person"
    ),
    "collect.column.entry": Text("entrega", "entry"),
    "collect.column.group": Text("grupo", "group"),
    "collect.column.file": Text("archivo", "file"),
    "collect.column.time": Text("recibido", "received"),
    "collect.column.outcome": Text("resultado", "what happened"),
    "collect.outcome.stored": Text("guardado, entrega {attempt}", "stored as attempt {attempt}"),
    "collect.outcome.would_be_stored": Text(
        "se guardaría, entrega {attempt}", "would be stored as attempt {attempt}"
    ),
    "collect.outcome.already_there": Text(
        "ya estaba, entrega {attempt}", "already there, attempt {attempt}"
    ),
    "collect.outcome.problem": Text("no importado", "not imported"),
    "collect.late": Text("fuera de plazo", "late"),
    "collect.totals": Text(
        "Guardados: {stored:count}; ya estaban: {there:count}; no importados: {problems:count}.",
        "Stored: {stored:count}; already there: {there:count}; not imported: {problems:count}.",
    ),
    "collect.missing": Text(
        "Grupos sin ninguna entrega: {groups}.", "Groups that have handed in nothing: {groups}."
    ),
    "collect.archive_times": Text(
        "«Fuera de plazo» sale de las horas del archivo comprimido, donde algunas plataformas "
        "escriben cuándo se hizo la descarga: comprobarlo en la plataforma.",
        "“Late” follows from the times in the archive, where some platforms write when the "
        "download was made: compare it with the platform.",
    ),
    "collect.dry_run": Text(
        "Esto fue una prueba: no se guardó nada.", "This was a dry run: nothing was stored."
    ),
}

_SOURCE: Final[Mapping[str, Text]] = {
    "collect.not_an_archive": Text(
        "«{name}» no es una carpeta ni un archivo .zip, .tar o .tar.gz. Indicar la descarga tal "
        "como llegó, o la carpeta descomprimida.",
        "“{name}” is neither a folder nor a .zip, .tar or .tar.gz file. Name the download as it "
        "came, or the unpacked folder.",
    ),
    "collect.damaged_archive": Text(
        "El archivo comprimido está incompleto o dañado. Descargarlo otra vez.",
        "The archive is incomplete or damaged. Download it again.",
    ),
    "collect.too_many": Text(
        "Hay más de {limit} archivos. Indicar una carpeta que tenga solamente las entregas.",
        "There are more than {limit} files. Name a folder that holds only what was handed in.",
    ),
    "collect.gradescope_metadata": Text(
        "No se puede leer submission_metadata.yml, que dice quién entregó. Exportar de nuevo las "
        "entregas desde Gradescope.",
        "submission_metadata.yml, which says who handed in, cannot be read. Export the submissions "
        "from Gradescope again.",
    ),
    "collect.nbgrader_assignment": Text(
        "Las entregas de nbgrader no tienen la tarea {wanted} (tienen: {names}). Llamarla igual, o "
        "dejar en la carpeta una sola tarea.",
        "What nbgrader collected holds no assignment {wanted} (it holds: {names}). Give it that "
        "name, or leave only one assignment in the folder.",
    ),
    "collect.not_of_the_kind": Text(
        "El nombre no es de los que usa esta plataforma y no dice de quién es. Renombrarlo como "
        "los demás, o importarlo por separado con --from folders.",
        "The name is not one that this platform gives, and does not say whose it is. Rename it "
        "like the others, or import it apart with --from folders.",
    ),
    "collect.unsafe_name": Text(
        "«{name}» es una ruta que saldría de la carpeta; no se importa. Pedir el archivo de nuevo, "
        "sin rutas.",
        "“{name}” is a path that would lead out of the folder; it is not imported. Ask for the "
        "file again, without paths.",
    ),
    "collect.too_deep": Text(
        "«{name}» está dentro de demasiadas carpetas. Llevar el archivo más arriba.",
        "“{name}” lies within too many folders. Move the file further up.",
    ),
}

_WHO: Final[Mapping[str, Text]] = {
    "collect.unknown_person": Text(
        "«{who}» no figura en {path}. Agregar allí el nombre, el correo o el identificador de esta "
        "persona, y volver a importar.",
        "“{who}” is not in {path}. Add this person's name, e-mail or id there, and collect again.",
    ),
    "collect.unknown_person_near": Text(
        "«{who}» no figura en {path}; se parece a: {near}. Agregar allí el nombre tal como "
        "aparece, el correo o el identificador, y volver a importar.",
        "“{who}” is not in {path}; it looks like: {near}. Add the name as it is written here, the "
        "e-mail or the id there, and collect again.",
    ),
    "collect.no_roster": Text(
        "No se sabe de qué grupo es «{who}»: falta {path}. Escribirlo con las columnas group, "
        "member y name.",
        "Nobody knows which group “{who}” belongs to: there is no {path}. Write it with the "
        "columns group, member and name.",
    ),
    "collect.ambiguous_name": Text(
        "«{who}» puede ser más de una persona: {members}. Agregar a la lista del curso el "
        "identificador o el correo que usa la plataforma.",
        "“{who}” may be more than one person: {members}. Add to the roster the id or the e-mail "
        "that the platform uses.",
    ),
    "collect.several_groups": Text(
        "«{who}» lleva a más de un grupo: {groups}. Corregir la lista del curso, o importar este "
        "archivo con submit.",
        "“{who}” leads to more than one group: {groups}. Mend the roster, or import this file "
        "with submit.",
    ),
    "collect.no_submitter": Text(
        "La exportación no dice quién entregó. Asignar la entrega a una persona en Gradescope y "
        "exportar de nuevo.",
        "The export does not say who handed in. Assign the submission to a person in Gradescope "
        "and export again.",
    ),
    "collect.note.stranger": Text(
        "«{who}» también figura en la entrega, pero no en la lista del curso.",
        "“{who}” is named too, but is not in the roster.",
    ),
    "collect.note.marked_late": Text(
        "La plataforma marcó la entrega como tardía.", "The platform marked it as late."
    ),
}

_FILE: Final[Mapping[str, Text]] = {
    "collect.no_file": Text(
        "La entrega no tiene ningún archivo. Pedir que suban el .py o .ipynb.",
        "Nothing was handed in here. Ask for the .py or .ipynb file.",
    ),
    "collect.no_submission": Text(
        "No hay ningún archivo .py o .ipynb; hay: {names}. Pedir el archivo de la plantilla.",
        "There is no .py or .ipynb file; there is: {names}. Ask for the file from the starter.",
    ),
    "collect.other_archive": Text(
        "Un archivo comprimido de este tipo no se abre: {names}. Pedir el .py o .ipynb, o un .zip.",
        "An archive of this kind is not opened: {names}. Ask for the .py or .ipynb file, or a "
        ".zip.",
    ),
    "collect.several_files": Text(
        "Hay más de un archivo posible y no se elige por adivinar: {names}. Dejar solamente uno, o "
        "entregar el elegido con submit.",
        "More than one file could be meant, and none is chosen by guessing: {names}. Leave only "
        "one, or hand in the right one with submit.",
    ),
    "collect.empty": Text(
        "«{name}» está vacío. Pedir que lo guarden y lo suban de nuevo.",
        "“{name}” is empty. Ask to save it and hand it in again.",
    ),
    "collect.too_large": Text(
        "«{name}» supera los {limit} MiB. Pedirlo sin salidas, datos ni pesos.",
        "“{name}” is larger than {limit} MiB. Ask for it without outputs, data and weights.",
    ),
    "collect.duplicate_name": Text(
        "Hay dos archivos llamados «{name}» en el mismo lugar, y no se sabe cuál vale. Dejar "
        "solamente uno.",
        "There are two files called “{name}” at the same place, and no way to tell which counts. "
        "Leave only one.",
    ),
    "collect.link": Text(
        "«{name}» es un enlace, que no se sigue. Pedir el archivo mismo.",
        "“{name}” is a link, which is not followed. Ask for the file itself.",
    ),
    "collect.not_a_file": Text(
        "«{name}» no es un archivo común y no se abre. Pedir el archivo .py o .ipynb.",
        "“{name}” is not an ordinary file and is not opened. Ask for the .py or .ipynb file.",
    ),
    "collect.unreadable": Text(
        "«{name}» no se puede leer ({message}). Corregir los permisos y volver a importar.",
        "“{name}” cannot be read ({message}). Mend the permissions and collect again.",
    ),
    "collect.encrypted": Text(
        "«{name}» está protegido con contraseña. Pedirlo sin contraseña.",
        "“{name}” is protected by a password. Ask for it without one.",
    ),
    "collect.compression": Text(
        "«{name}» usa una compresión poco común. Descomprimir y volver a comprimir como .zip "
        "normal, o importar la carpeta.",
        "“{name}” uses an unusual compression. Unpack it and pack it again as an ordinary .zip, or "
        "collect from the folder.",
    ),
    "collect.damaged_file": Text(
        "«{name}» está dañado. Descargarlo otra vez, o pedirlo de nuevo.",
        "“{name}” is damaged. Download it again, or ask for it again.",
    ),
    "collect.bomb": Text(
        "«{name}» ocupa descomprimido mucho más de lo que una entrega necesita; no se lee. Pedir "
        "solamente el código.",
        "“{name}” takes far more room unpacked than a submission needs; it is not read. Ask for "
        "the code only.",
    ),
    "collect.zip_too_full": Text(
        "«{name}» tiene demasiados archivos dentro. Pedir solamente el .py o .ipynb.",
        "“{name}” holds too many files. Ask for the .py or .ipynb file only.",
    ),
    "collect.nested_too_deep": Text(
        "«{name}» tiene dentro otro archivo comprimido, y ya no se mira más adentro. Pedir el .py "
        "o .ipynb.",
        "“{name}” holds another archive, and it is not looked into any deeper. Ask for the .py or "
        ".ipynb file.",
    ),
    "collect.not_stored": Text(
        "No se pudo guardar: {message}", "It could not be stored: {message}"
    ),
}

TEXTS: Final[Mapping[str, Text]] = {**_TABLE, **_SOURCE, **_WHO, **_FILE}
