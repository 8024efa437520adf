"""What intake says about a file: what happened and how to mend it."""

from __future__ import annotations

from collections.abc import Mapping

from graders.reports.messages.text import Text

_FILE: Mapping[str, Text] = {
    "intake.no_file": Text(
        "No hay ningún archivo .py o .ipynb en la entrega. Entregar el archivo de la plantilla.",
        "There is no .py or .ipynb file in the submission. Hand in the file from the starter.",
    ),
    "intake.several_files": Text(
        "Hay más de un archivo y no se sabe cuál corregir: {names}. Dejar solamente uno.",
        "There is more than one file and no way to tell which to grade: {names}. Leave only one.",
    ),
    "intake.group_name": Text(
        "La carpeta «{name}» no es un identificador de grupo. Usar minúsculas, dígitos, - y _, por "
        "ejemplo g01.",
        "The folder “{name}” is not a group id. Use lower-case letters, digits, - and _, for "
        "example g01.",
    ),
    "intake.not_a_file": Text(
        "Lo entregado no es un archivo común. Entregar el archivo .py o .ipynb mismo.",
        "What was handed in is not an ordinary file. Hand in the .py or .ipynb file itself.",
    ),
    "intake.empty": Text(
        "El archivo no contiene código. Guardar el trabajo y volver a entregarlo.",
        "The file holds no code. Save the work and hand it in again.",
    ),
    "intake.too_large": Text(
        "El archivo supera el límite de {limit} KiB. Quitar datos, pesos y salidas: alcanza con el "
        "código.",
        "The file exceeds the limit of {limit} KiB. Remove data, weights and outputs: the code is "
        "enough.",
    ),
    "intake.too_many_statements": Text(
        "El archivo tiene {count} sentencias fuera de funciones; el máximo es {limit}. Dejar "
        "solamente el código del modelo.",
        "The file has {count} statements outside functions; the most is {limit}. Leave only the "
        "code of the model.",
    ),
    "intake.not_utf8": Text(
        "El archivo no está en UTF-8 y se leyó como {encoding}. Guardarlo en UTF-8 para que los "
        "acentos no cambien.",
        "The file is not UTF-8 and was read as {encoding}. Save it as UTF-8 so that accents stay "
        "right.",
    ),
    "intake.nul_bytes": Text(
        "El archivo contiene caracteres nulos, que Python no acepta: puede estar dañado. Guardarlo "
        "de nuevo desde el editor como texto UTF-8.",
        "The file contains null characters, which Python refuses: it may be damaged. Save it again "
        "from the editor as UTF-8 text.",
    ),
    "intake.notebook_damaged": Text(
        "El cuaderno está incompleto o dañado ({message}). Descargarlo otra vez como .ipynb y "
        "comprobar que abre antes de entregarlo.",
        "The notebook is incomplete or damaged ({message}). Download it again as .ipynb and check "
        "that it opens before handing it in.",
    ),
    "intake.notebook_without_cells": Text(
        "El archivo no tiene celdas de cuaderno. Descargarlo otra vez como .ipynb.",
        "The file has no notebook cells. Download it again as .ipynb.",
    ),
}

_CODE: Mapping[str, Text] = {
    "intake.syntax_error": Text(
        "Python no puede leer el código: «{message}». Corregir la línea indicada y ejecutar el "
        "archivo completo antes de entregarlo.",
        "Python cannot read the code: “{message}”. Mend the line shown and run the whole file "
        "before handing it in.",
    ),
    "hint.print_statement": Text(
        "Esto es Python 2. En Python 3, print es una función: escribir print(x) en lugar de "
        "print x.",
        "This is Python 2. In Python 3, print is a function: write print(x) instead of print x.",
    ),
    "hint.tabs": Text(
        "La sangría mezcla tabulaciones y espacios. Usar solamente espacios, cuatro por nivel.",
        "The indentation mixes tabs and spaces. Use spaces only, four per level.",
    ),
    "hint.indentation": Text(
        "La sangría no corresponde. Alinear las líneas de un mismo bloque con cuatro espacios por "
        "nivel.",
        "The indentation does not fit. Align the lines of a block with four spaces per level.",
    ),
    "hint.too_deep": Text(
        "El código está anidado a demasiada profundidad para Python. Repartirlo en pasos o usar un "
        "bucle.",
        "The code is nested too deeply for Python. Split it into steps or use a loop.",
    ),
    "intake.missing_function": Text(
        "Falta la función {name}. Escribir def {signature}: y, dentro de ella, lo que la consigna "
        "pide.",
        "The function {name} is missing. Write def {signature}: and put inside it what the handout "
        "asks for.",
    ),
    "intake.misspelt_function": Text(
        "Falta la función {name}, pero hay una llamada {found}. Cambiarle el nombre: "
        "def {signature}:.",
        "The function {name} is missing, but there is one called {found}. Rename it: "
        "def {signature}:.",
    ),
    "intake.not_a_function": Text(
        "{name} es un valor y tendría que ser una función. Escribir def {signature}: y devolver "
        "ese valor con return.",
        "{name} is a value and should be a function. Write def {signature}: and return that value.",
    ),
    "intake.definition_left_out": Text(
        "{name} se define en código que no se ejecuta al corregir: «{text}». Escribirlo fuera de "
        "bloques como if __name__, sin leer archivos ni entrenar.",
        "{name} is defined in code that is not run when grading: “{text}”. Write it outside "
        "blocks such as if __name__, without reading files or training.",
    ),
    "intake.wrong_signature": Text(
        "La función está definida como {found} y no se puede llamar como {signature}. Usar esos "
        "parámetros, en ese orden.",
        "The function is defined as {found} and cannot be called as {signature}. Use those "
        "parameters, in that order.",
    ),
    "intake.missing_settings": Text(
        "Falta el diccionario {name}. Escribir fuera de las funciones, por ejemplo: {literal}.",
        "The dictionary {name} is missing. Write it outside the functions, for example: {literal}.",
    ),
    "intake.missing_settings_keys": Text(
        "Al diccionario {name} le falta: {keys}. Escribirlo, por ejemplo, así: {literal}.",
        "The dictionary {name} lacks: {keys}. Write it, for example, like this: {literal}.",
    ),
    "intake.top_level_script": Text(
        "El modelo se arma fuera de una función (líneas: modelo {model}, compile {compile}, fit "
        "{fit}). Pasar el modelo y compile a def {signature}:, terminarla con return model, "
        "escribir las épocas y el tamaño de lote en {literal}, y quitar fit: el entrenamiento "
        "lo hace el corrector.",
        "The model is built outside a function (lines: model {model}, compile {compile}, fit "
        "{fit}). Move the model and compile into def {signature}:, end it with return model, "
        "write epochs and batch size in {literal}, and remove fit: the grader does the training.",
    ),
    "intake.needs_left_out": Text(
        "{function} (línea {line}) usa {name}, pero la línea {definition} que lo define no se "
        "ejecuta al corregir: «{text}». Usar los argumentos de la función, por ejemplo "
        "input_shape y num_classes, o una constante.",
        "{function} (line {line}) uses {name}, but line {definition} that defines it is not run "
        "when grading: “{text}”. Use the arguments of the function, such as input_shape and "
        "num_classes, or a constant.",
    ),
}

_LEFT_OUT: Mapping[str, Text] = {
    "left_out.magic": Text(
        "No se ejecuta por ser una orden de IPython: «{text}».",
        "Not run because it is an IPython command: “{text}”.",
    ),
    "left_out.shell": Text(
        "No se ejecuta por ser una orden del sistema: «{text}». Lo necesario ya está instalado.",
        "Not run because it is a system command: “{text}”. What is needed is already installed.",
    ),
    "left_out.loads_data": Text(
        "No se ejecuta porque lee datos o archivos: «{text}». Los datos los entrega el corrector.",
        "Not run because it reads data or files: “{text}”. The grader provides the data.",
    ),
    "left_out.trains": Text(
        "No se ejecuta porque entrena: «{text}». El entrenamiento lo hace el corrector.",
        "Not run because it trains: “{text}”. The grader does the training.",
    ),
    "left_out.evaluates": Text(
        "No se ejecuta porque evalúa o predice: «{text}». La evaluación la hace el corrector.",
        "Not run because it evaluates or predicts: “{text}”. The grader does the evaluation.",
    ),
    "left_out.plots": Text(
        "No se ejecuta porque dibuja: «{text}». Los gráficos aparecen en la devolución.",
        "Not run because it plots: “{text}”. The plots are in the feedback.",
    ),
    "left_out.saves": Text(
        "No se ejecuta porque escribe archivos: «{text}».",
        "Not run because it writes files: “{text}”.",
    ),
    "left_out.mounts_drive": Text(
        "No se ejecuta porque accede a Google Drive o al navegador: «{text}».",
        "Not run because it reaches for Google Drive or the browser: “{text}”.",
    ),
    "left_out.prints": Text(
        "No se ejecuta porque solamente muestra algo: «{text}».",
        "Not run because it only shows something: “{text}”.",
    ),
    "left_out.seeds": Text(
        "No se ejecuta porque fija una semilla: «{text}». Las semillas las fija el corrector.",
        "Not run because it sets a seed: “{text}”. The grader sets the seeds.",
    ),
    "left_out.environment": Text(
        "No se ejecuta porque cambia la configuración del programa: «{text}».",
        "Not run because it changes the configuration of the program: “{text}”.",
    ),
    "left_out.main_block": Text(
        "No se ejecuta el bloque «{text}»: el corrector llama a las funciones directamente.",
        "The block “{text}” is not run: the grader calls the functions directly.",
    ),
    "left_out.unused_import": Text(
        "No se importa porque ninguna función evaluada lo usa: «{text}».",
        "Not imported because no graded function uses it: “{text}”.",
    ),
    "left_out.unused": Text(
        "No se ejecuta porque ninguna función evaluada lo usa: «{text}».",
        "Not run because no graded function uses it: “{text}”.",
    ),
}

_HABITS: Mapping[str, Text] = {
    "habit.fixed_seed": Text(
        "`{found}` lleva una semilla propia, que actúa aunque la del corrector sea otra. Sin ella "
        "el resultado depende menos de la suerte.",
        "`{found}` has a seed of its own, which acts beside the grader's. Without it the result "
        "depends less on luck.",
    ),
    "habit.lr": Text(
        "En Keras 3 el argumento {found} se llama {replacement}. Cambiarle el nombre.",
        "In Keras 3 the argument {found} is called {replacement}. Rename it.",
    ),
    "habit.decay": Text(
        "En Keras 3 los optimizadores no aceptan {found}. Usar {replacement} como learning_rate.",
        "In Keras 3 optimizers do not accept {found}. Use {replacement} as learning_rate.",
    ),
    "habit.np_utils": Text(
        "np_utils no existe en Keras 3 («{found}»). Usar {replacement}.",
        "np_utils does not exist in Keras 3 (“{found}”). Use {replacement}.",
    ),
    "habit.fit_generator": Text(
        "{found} no existe en Keras 3. Usar {replacement}, que también acepta generadores.",
        "{found} does not exist in Keras 3. Use {replacement}, which accepts generators too.",
    ),
    "habit.image_data_generator": Text(
        "ImageDataGenerator ya no forma parte de Keras 3 («{found}»). Usar capas de "
        "preprocesamiento ({replacement}) dentro del modelo, o make_dataset.",
        "ImageDataGenerator is no longer part of Keras 3 (“{found}”). Use preprocessing layers "
        "({replacement}) inside the model, or make_dataset.",
    ),
    "habit.layers_core": Text(
        "«{found}» no existe en Keras 3. Importar las capas desde {replacement}.",
        "“{found}” does not exist in Keras 3. Import the layers from {replacement}.",
    ),
    "habit.removed_module": Text(
        "«{found}» no existe en Keras 3. Usar {replacement}.",
        "“{found}” does not exist in Keras 3. Use {replacement}.",
    ),
    "habit.cudnn": Text(
        "«{found}» no existe en Keras 3. Usar {replacement}, que aprovecha la GPU por sí misma.",
        "“{found}” does not exist in Keras 3. Use {replacement}, which uses the GPU by itself.",
    ),
    "habit.predict_classes": Text(
        "{found} no existe en Keras 3. Usar {replacement}.",
        "{found} does not exist in Keras 3. Use {replacement}.",
    ),
    "habit.keras1_argument": Text(
        "El argumento {found} es de Keras 1. En Keras 3 se llama {replacement}.",
        "The argument {found} is from Keras 1. In Keras 3 it is called {replacement}.",
    ),
    "habit.val_acc": Text(
        'Con metrics=["accuracy"] no hay un valor {found}. Usar monitor="{replacement}".',
        'With metrics=["accuracy"] there is no value {found}. Use monitor="{replacement}".',
    ),
    "habit.tensorflow1": Text(
        "{found} es de TensorFlow 1 y ya no existe. Escribir el modelo con {replacement}.",
        "{found} is from TensorFlow 1 and no longer exists. Write the model with {replacement}.",
    ),
}

TEXTS: Mapping[str, Text] = {**_FILE, **_CODE, **_LEFT_OUT, **_HABITS}
