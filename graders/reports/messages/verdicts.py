"""How a run ended, in words: short name, what happened, what to do; and the stages of a run.

`{where}` and `{limit}` arrive either empty or with a leading space and in brackets, so every
sentence reads well without them. What Python said is shown beside these texts, not in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "verdict.completed": Text("Terminó bien", "Completed"),
    "verdict.completed.said": Text(
        "El archivo cargó, el modelo entrenó y se evaluó con datos que nunca había visto.",
        "The file loaded, the model was trained and was scored on data it had never seen.",
    ),
    "verdict.completed.try": Text(
        "Nada que reparar: bajo cada criterio está lo que sube la nota.",
        "Nothing to repair: see under each criterion what would raise the grade.",
    ),
    "verdict.not_readable": Text("No se puede leer", "Cannot be read"),
    "verdict.not_readable.said": Text(
        "El archivo entregado no se puede leer como código Python{where}.",
        "The file handed in cannot be read as Python code{where}.",
    ),
    "verdict.not_readable.try": Text(
        "Abrirlo en el editor, ejecutarlo entero desde cero y "
        "entregarlo otra vez cuando cargue sin errores.",
        "Open it in your editor and run all of it from scratch; "
        "hand it in again once it loads without errors.",
    ),
    "verdict.missing_function": Text("Falta una función", "A function is missing"),
    "verdict.missing_function.said": Text(
        "Falta una función que la tarea pide, o sus parámetros son otros{where}.",
        "A function the assignment asks for is missing, or its parameters differ{where}.",
    ),
    "verdict.missing_function.try": Text(
        "Copiar la línea `def` de la plantilla tal cual y escribir el código dentro de ella.",
        "Copy the `def` line from the starter exactly and write your code inside it.",
    ),
    "verdict.not_importable": Text("No carga", "Does not load"),
    "verdict.not_importable.said": Text(
        "Python se detuvo con {kind} al cargar el archivo{where}, antes de construir el modelo.",
        "Python stopped with {kind} while loading the file{where}, before building the model.",
    ),
    "verdict.not_importable.try": Text(
        "Reiniciar el núcleo y ejecutar todo el archivo. "
        "Usar solo bibliotecas que la tarea permite e importar todo lo que se usa.",
        "Restart the kernel and run the whole file. "
        "Use only libraries the assignment allows and import everything you use.",
    ),
    "verdict.not_buildable": Text("El modelo no se construye", "The model cannot be built"),
    "verdict.not_buildable.said": Text(
        "La función que arma el modelo se detuvo con {kind}{where}: no hubo modelo que entrenar.",
        "The function that builds the model stopped with {kind}{where}: there was no model to "
        "train.",
    ),
    "verdict.not_buildable.try": Text(
        "Llamar a esa función con los argumentos de la tarea, mirar `model.summary()` y "
        "revisar que la salida de cada capa tenga la forma que espera la siguiente.",
        "Call that function with the arguments of the assignment, look at `model.summary()` and "
        "check that each layer's output has the shape the next one expects.",
    ),
    "verdict.data_not_prepared": Text("Los datos no se prepararon", "Data could not be prepared"),
    "verdict.data_not_prepared.said": Text(
        "La preparación de los datos se detuvo con {kind}{where}.",
        "Preparing the data stopped with {kind}{where}.",
    ),
    "verdict.data_not_prepared.try": Text(
        "Probarla con unos pocos ejemplos del mismo tipo y devolver arreglos con tantas filas "
        "como las que recibe.",
        "Try it on a few examples of the same type and return arrays with as many rows as it "
        "is given.",
    ),
    "verdict.training_failed": Text("El entrenamiento falló", "Training failed"),
    "verdict.training_failed.said": Text(
        "El modelo se construyó, pero el entrenamiento se detuvo con {kind}{where}.",
        "The model was built, but training stopped with {kind}{where}.",
    ),
    "verdict.training_failed.try": Text(
        "Entrenar un momento con 64 ejemplos. Lo más común es que la función de pérdida no "
        "concuerde "
        "con las etiquetas o con la salida del modelo.",
        "Train briefly on 64 examples. Most often the loss function does not match the labels or "
        "the model's output.",
    ),
    "verdict.loss_not_finite": Text("La pérdida se volvió infinita", "The loss became infinite"),
    "verdict.loss_not_finite.said": Text(
        "Durante el entrenamiento la pérdida dejó de ser un número finito (NaN o infinito).",
        "During training the loss stopped being a finite number (NaN or infinite).",
    ),
    "verdict.loss_not_finite.try": Text(
        "Bajar la tasa de aprendizaje (por ejemplo a 0.001) y, con imágenes, llevar los píxeles a "
        "un rango pequeño, como 0 a 1.",
        "Lower the learning rate (to 0.001, say) and, with images, bring the pixels to a small "
        "range such as 0 to 1.",
    ),
    "verdict.wrong_output": Text("Salida con otra forma", "Output of another shape"),
    "verdict.wrong_output.said": Text(
        "El modelo entrenó, pero sus predicciones no son un número por clase y por ejemplo.",
        "The model was trained, but its predictions are not one number per class and example.",
    ),
    "verdict.wrong_output.try": Text(
        "Terminar el modelo en una capa `Dense` con tantas unidades como clases.",
        "End the model in a `Dense` layer with as many units as there are classes.",
    ),
    "verdict.custom_code_not_allowed": Text("Código propio en el modelo", "Own code in the model"),
    "verdict.custom_code_not_allowed.said": Text(
        "Para predecir, el modelo necesita código Python propio ({kind}) y esta tarea no lo "
        "admite.",
        "To predict, the model needs Python code of its own ({kind}), which this assignment does "
        "not accept.",
    ),
    "verdict.custom_code_not_allowed.try": Text(
        "Cambiar las capas `Lambda` y las clases propias por capas de Keras: "
        "`Rescaling`, `Normalization`, `RandomFlip`…",
        "Replace `Lambda` layers and classes of your own by Keras layers: "
        "`Rescaling`, `Normalization`, `RandomFlip`…",
    ),
    "verdict.wall_time_exceeded": Text("Tardó demasiado", "Took too long"),
    "verdict.wall_time_exceeded.said": Text(
        "La ejecución no terminó a tiempo{limit}; la etapa era: {stage}.",
        "The run did not end in time{limit}; the stage was: {stage}.",
    ),
    "verdict.wall_time_exceeded.try": Text(
        "Buscar esperas que no terminan: `input()`, `sleep` o un bucle sin salida.",
        "Look for waits that never end: `input()`, `sleep` or a loop without exit.",
    ),
    "verdict.cpu_time_exceeded": Text("Demasiado cálculo", "Too much computing"),
    "verdict.cpu_time_exceeded.said": Text(
        "La ejecución gastó más tiempo de CPU del permitido{limit}{where}; la etapa era: {stage}.",
        "The run used more CPU time than allowed{limit}{where}; the stage was: {stage}.",
    ),
    "verdict.cpu_time_exceeded.try": Text(
        "Sacar el trabajo de los bucles de Python, y usar menos filtros o imágenes más "
        "pequeñas en las primeras capas.",
        "Move work out of Python loops, and use fewer filters or smaller feature maps in the first "
        "layers.",
    ),
    "verdict.cpu_time_exceeded.build_cpu_seconds.said": Text(
        "La función que arma el modelo no devolvió ninguno antes del límite{limit}{where}: parece "
        "un bucle que no termina.",
        "The function that builds the model returned none before the limit{limit}{where}: it looks "
        "like a loop that never ends.",
    ),
    "verdict.cpu_time_exceeded.build_cpu_seconds.try": Text(
        "Revisar la condición del bucle de esa línea: debe volverse falsa alguna vez. "
        "Esa función solo arma y compila el modelo; no entrena ni busca hiperparámetros.",
        "Look at the condition of the loop at that line: it must become false at some point. "
        "That function only puts the model together and compiles it; it neither trains nor "
        "searches for hyperparameters.",
    ),
    "verdict.wall_time_exceeded.build_wall_seconds.said": Text(
        "La función que arma el modelo no devolvió ninguno antes del límite{limit}{where}: espera "
        "algo que no llega.",
        "The function that builds the model returned none before the limit{limit}{where}: it waits "
        "for something that never comes.",
    ),
    "verdict.wall_time_exceeded.build_wall_seconds.try": Text(
        "Quitar esperas, `input()`, descargas y conexiones: esa función solo arma y compila el "
        "modelo.",
        "Remove waits, `input()`, downloads and connections: that function only puts the model "
        "together and compiles it.",
    ),
    "verdict.memory_exceeded": Text("Demasiada memoria", "Too much memory"),
    "verdict.memory_exceeded.said": Text(
        "La ejecución pidió más memoria de la permitida{limit}; la etapa era: {stage}.",
        "The run asked for more memory than allowed{limit}; the stage was: {stage}.",
    ),
    "verdict.memory_exceeded.try": Text(
        "Bajar `batch_size`, reducir las capas `Dense` grandes y no copiar los datos a `float64`.",
        "Lower `batch_size`, shrink large `Dense` layers and do not copy the data to `float64`.",
    ),
    "verdict.output_exceeded": Text("Imprime demasiado", "Prints too much"),
    "verdict.output_exceeded.said": Text(
        "El programa imprimió más texto del permitido{limit}; la etapa era: {stage}.",
        "The program printed more text than allowed{limit}; the stage was: {stage}.",
    ),
    "verdict.output_exceeded.try": Text(
        "Quitar los `print` que están dentro de bucles.",
        "Remove `print` calls inside loops.",
    ),
    "verdict.disk_exceeded": Text("Escribe demasiado", "Writes too much"),
    "verdict.disk_exceeded.said": Text(
        "El programa escribió más de lo que cabe en su carpeta temporal{limit}{where}; la etapa "
        "era: {stage}.",
        "The program wrote more than its scratch folder holds{limit}{where}; the stage was: "
        "{stage}.",
    ),
    "verdict.disk_exceeded.try": Text(
        "No escribir archivos: ni modelos guardados, ni cachés, ni copias de los datos.",
        "Write no files: neither saved models nor caches nor copies of the data.",
    ),
    "verdict.processes_exceeded": Text("Demasiados procesos", "Too many processes"),
    "verdict.processes_exceeded.said": Text(
        "El programa abrió más procesos o hilos de los permitidos{limit}{where}; la etapa era: "
        "{stage}.",
        "The program started more processes or threads than allowed{limit}{where}; the stage was: "
        "{stage}.",
    ),
    "verdict.processes_exceeded.try": Text(
        "No abrir hilos ni procesos: Keras ya reparte el trabajo por su cuenta.",
        "Start neither threads nor processes: Keras shares out the work by itself.",
    ),
    "verdict.killed": Text("El proceso murió", "The process died"),
    "verdict.killed.said": Text(
        "El proceso terminó de golpe ({kind}); la etapa era: {stage}.",
        "The process ended abruptly ({kind}); the stage was: {stage}.",
    ),
    "verdict.killed.try": Text(
        "Quitar llamadas que cierran el programa (`exit`, `os._exit`) o que abren procesos o red.",
        "Remove calls that end the program (`exit`, `os._exit`) or that open processes or the "
        "network.",
    ),
    "verdict.malformed_output": Text("Resultado ilegible", "Unreadable result"),
    "verdict.malformed_output.said": Text(
        "La ejecución terminó, pero lo que dejó no se puede leer como un resultado.",
        "The run ended, but what it left behind cannot be read as a result.",
    ),
    "verdict.malformed_output.try": Text(
        "No escribir en los archivos ni en los canales del corrector; "
        "si el código no lo hace, avisar al docente.",
        "Do not write to the grader's files or channels; if you do not, tell your teacher.",
    ),
    "verdict.unknown_kind": Text("un error sin nombre", "an unnamed error"),
    "stage.starting": Text("inicio", "start"),
    "stage.loading": Text("carga del archivo", "loading the file"),
    "stage.building": Text("construcción del modelo", "building the model"),
    "stage.preparing": Text("preparación de los datos", "preparing the data"),
    "stage.training": Text("entrenamiento", "training"),
    "stage.exporting": Text("guardado del modelo", "saving the model"),
    "stage.predicting": Text("predicción", "predicting"),
    "stage.done": Text("fin", "end"),
}
