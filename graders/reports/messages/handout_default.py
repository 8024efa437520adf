"""Words of the handout that an assignment without a handout file gets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

DEFAULT_TEXTS: Final[Mapping[str, Text]] = {
    "handout.intro": Text(
        "La plantilla `starter.py` funciona, pero no muy bien. **Hay que mejorarla** dentro de un "
        "presupuesto fijo. Cuenta lo que el modelo sabe hacer con datos que nunca vio.",
        "The starter `starter.py` works, but not well. **Make it better** within a fixed budget. "
        "What counts is what the model can do on data it has never seen.",
    ),
    "handout.due": Text("Fecha límite: {when}.", "Deadline: {when}."),
    "handout.no_due": Text(
        "El curso anuncia la fecha límite.", "The course announces the deadline."
    ),
    "handout.hand_in.title": Text("Qué entregar", "What to hand in"),
    "handout.hand_in": Text(
        "Un solo archivo, `model.py` o `model.ipynb`, que define:",
        "One file, `model.py` or `model.ipynb`. It defines:",
    ),
    "handout.no_fit": Text(
        "El calificador entrena: **en el nivel superior del archivo no debe haber llamadas a "
        "`fit`, carga de datos ni gráficas.** Esas líneas, y lo que esté bajo `if __name__ == "
        '"__main__":`, no se ejecutan, y ninguna función puede usar lo que definen; la '
        "autoevaluación (`check`) las enumera. `starter.py` y `starter.ipynb` son un ejemplo "
        "completo.",
        "The grader trains for you: **do not call `fit`, load data or draw plots at the top level "
        'of the file.** Such lines, and what stands under `if __name__ == "__main__":`, are not '
        "run, and no function may use what they define; the self-check (`check`) lists them. "
        "`starter.py` and `starter.ipynb` are a complete example.",
    ),
    "handout.no_custom_code": Text(
        "Los modelos se componen solo de capas de Keras: no se admiten capas propias ni `Lambda`.",
        "Models are made of Keras's own layers only: no layers of your own and no `Lambda`.",
    ),
    "handout.data.title": Text("Los datos", "The data"),
    "handout.images": Text(
        "Imágenes: `float32` con valores de 0 a 255 y forma {shape} (alto, ancho, canales). "
        "Conviene escalarlas **dentro del modelo** (`Rescaling(1 / 255)`): lo que forma parte del "
        "modelo no se puede olvidar al calificarlo.",
        "Images: `float32` with values from 0 to 255 and shape {shape} (height, width, channels). "
        "Scale them **inside the model** (`Rescaling(1 / 255)`): what is part of the model cannot "
        "be forgotten when it is graded.",
    ),
    "handout.tokens": Text(
        "Ejemplos: filas de números enteros (tokens), uno por palabra o signo; 0 es relleno.",
        "Examples: rows of integers (tokens), one for each word or sign; 0 is padding.",
    ),
    "handout.drawn": Text(
        "Imágenes: `float32` de forma {shape} (alto, ancho, canales), con valores de −1 a 1. El "
        "generador dibuja imágenes como estas.",
        "Images: `float32` with shape {shape} (height, width, channels) and values from −1 to 1. "
        "The generator draws images like these.",
    ),
    "handout.labels": Text(
        "Etiquetas: enteros de 0 a {last:count}. Si la pérdida espera etiquetas one-hot, las "
        "recibe así.",
        "Labels: integers from 0 to {last:count}. A loss that expects one-hot labels gets them "
        "that way.",
    ),
    "handout.hidden_data": Text(
        "Los **datos ocultos** nunca están en el proceso que ejecuta el código entregado.",
        "The **hidden data** are never in the process that runs your code.",
    ),
    "handout.permuted": Text(
        "Todo se mezcla y se reparte de nuevo con una semilla secreta, y **los números de las "
        "clases están permutados**. Respuestas memorizadas o pesos entrenados en otro lugar no "
        "ayudan; aprender, sí.",
        "Everything is shuffled and split anew with a secret seed, and **the class numbers are "
        "permuted**. Memorised answers or weights trained elsewhere do not help; learning does.",
    ),
    "handout.which_profile": Text(
        "El curso anuncia con qué perfil se califica.",
        "The course says on which profile it grades.",
    ),
    "handout.budget.title": Text("El presupuesto", "The budget"),
    "handout.budget": Text(
        "El presupuesto cuenta {counted} y **operaciones de multiplicación y acumulación (MAC)**, "
        "nunca segundos: una computadora lenta no cuesta puntos. Cuando se agota, el entrenamiento "
        "se detiene y el modelo se califica como está. La autoevaluación dice hasta dónde alcanza.",
        "The budget counts {counted} and **multiply-accumulates (MACs)**, never seconds: a slow "
        "computer costs no points. When it is used up, training stops and the model is graded as "
        "it is then. The self-check says how far it reaches.",
    ),
    "handout.counted_epochs": Text("**épocas**", "**epochs**"),
    "handout.counted_steps": Text("**pasos**", "**steps**"),
    "handout.limits": Text(
        "Otros límites solo detienen un programa que se descontrola; no forman parte de la nota:",
        "Further limits only stop a runaway; they are never part of a grade:",
    ),
    "handout.graded.title": Text("Cómo se califica", "How it is graded"),
    "handout.same_seed": Text(
        "Fijar una semilla en el código no tiene efecto.",
        "Setting a seed yourself has no effect.",
    ),
    "handout.forbidden.title": Text("Qué no se permite", "What is not allowed"),
    "handout.forbidden.loading": Text(
        "Cargar datos, pesos o modelos preentrenados; conectarse a internet; iniciar programas; "
        "escribir archivos.",
        "Loading data, weights or pretrained models; network access; starting programs; writing "
        "files.",
    ),
    "handout.forbidden.answers": Text(
        "Guardar pesos o respuestas en el código.", "Storing weights or answers in the code."
    ),
    "handout.forbidden.pretending": Text(
        "Código que se comporta de otra manera cuando se califica.",
        "Code that behaves differently when it is being graded.",
    ),
    "handout.submit.title": Text("Comprobar y entregar", "Check and submit"),
    "handout.submit": Text(
        "`check` responde en cerca de un minuto: si el archivo carga, si el modelo es lo que se "
        "pidió, si un entrenamiento mínimo funciona y si cabe en el presupuesto. `submit` imprime "
        "un comprobante; hay que guardarlo. Se puede entregar de nuevo hasta la fecha límite: "
        "cuenta la última entrega.",
        "`check` answers in about a minute: does the file load, is the model what was asked for, "
        "does a tiny training run, does it fit the budget. `submit` prints a receipt; keep it. You "
        "may submit again until the deadline: the last submission counts.",
    ),
}
