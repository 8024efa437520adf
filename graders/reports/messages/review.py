"""Flags: what makes a person look at a submission; only the teaching staff reads these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "flag.embedded_data": Text("Datos dentro del código", "Data inside the code"),
    "flag.embedded_data.said": Text(
        "El archivo lleva más datos que los que necesita un modelo: {numbers:count} números, "
        "{collection:count} valores en una sola colección, {dense:count} bytes de texto denso, "
        "{compressed:count} bytes al comprimirlo. Pueden ser pesos o respuestas.",
        "The file carries more data than a model needs: {numbers:count} numbers, "
        "{collection:count} values in one collection, {dense:count} bytes of dense text, "
        "{compressed:count} bytes when compressed. They may be weights or answers.",
    ),
    "flag.embedded_data.do": Text(
        "Mirar las líneas y preguntar de dónde salen esos datos.",
        "Look at the lines and ask where the data comes from.",
    ),
    "flag.patched_library": Text("Cambia una biblioteca", "Changes a library"),
    "flag.patched_library.said": Text(
        "El código pone algo propio en lugar de: {names}.",
        "The code puts something of its own in the place of: {names}.",
    ),
    "flag.patched_library.do": Text(
        "Leer qué hace el reemplazo. La exactitud se mide fuera de ese proceso y no cambia con él; "
        "las curvas de entrenamiento sí pueden ser falsas.",
        "Read what the replacement does. Accuracy is measured outside of that process and does not "
        "change with it; learning curves may be forged.",
    ),
    "flag.unusual_reach": Text("Nombres fuera de lugar", "Names out of place"),
    "flag.unusual_reach.said": Text(
        "El código usa lo que un modelo no necesita: {names}.",
        "The code uses what a model does not need: {names}.",
    ),
    "flag.unusual_reach.do": Text(
        "Leer las líneas. El entorno aislado impide casi todo esto; lo que cuenta es el intento.",
        "Read the lines. The sandbox refuses most of this; what counts is the attempt.",
    ),
    "flag.exact_inputs": Text("Responde a los bytes exactos", "Answers to the exact bytes"),
    "flag.exact_inputs.said": Text(
        "Acierta {original:percent} de {images:count} imágenes ocultas y {moved:percent} de las "
        "mismas con cada píxel movido en un nivel de gris, que nadie ve. Así responde una tabla de "
        "imágenes conocidas.",
        "It is right on {original:percent} of {images:count} hidden images and on {moved:percent} "
        "of the same with each pixel moved by one grey level, which nobody sees. A table of known "
        "images answers like that.",
    ),
    "flag.exact_inputs.do": Text(
        "Leer `prepare` y las capas propias. Los puntos de exactitud y de brecha no valen si hay "
        "una tabla.",
        "Read `prepare` and the layers of their own. Points for accuracy and gap mean nothing if "
        "there is a table.",
    ),
    "flag.inert_layers": Text("Capas que no hacen nada", "Layers that do nothing"),
    "flag.inert_layers.said": Text(
        "Lo que dicen {count:count} capas no llega a la salida: {names}. Otro camino lleva la "
        "respuesta.",
        "What {count:count} layers say never reaches the output: {names}. Another path carries the "
        "answer.",
    ),
    "flag.inert_layers.do": Text(
        "Buscar en `build_model` un producto por cero o una rama que se descarta. Los puntos de "
        "estructura de esas capas no valen.",
        "Look in `build_model` for a product with zero or a branch that is dropped. Structure "
        "points for those layers mean nothing.",
    ),
    "flag.nested_training": Text("Entrena fuera del presupuesto", "Trains beside the budget"),
    "flag.nested_training.said": Text(
        "Además de los {counted:count} pasos contados hubo {uncounted:count} que el presupuesto no "
        "vio.",
        "Beside the {counted:count} counted steps there were {uncounted:count} that the budget did "
        "not see.",
    ),
    "flag.nested_training.do": Text(
        "Buscar `fit` o `train_on_batch` en los callbacks, en `train_step` o en `make_dataset`.",
        "Look for `fit` or `train_on_batch` in callbacks, in `train_step` or in `make_dataset`.",
    ),
    "review.title": Text("Señales para revisar", "Flags to review"),
    "review.said": Text(
        "Una señal no es una prueba y no cambia puntos: decide una persona. La página del grupo no "
        "la muestra.",
        "A flag is no proof and changes no points: a person decides. The group's page does not "
        "show it.",
    ),
    "review.head": Text("Señales, solo para el equipo docente", "Flags, for teaching staff only"),
    "review.do": Text("Qué hacer:", "What to do:"),
    "review.origin": Text("Respaldo: {origin}.", "Backing: {origin}."),
}
