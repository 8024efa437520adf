"""Labels of the pages: the group's feedback and the class overview."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "page.skip": Text("Ir al contenido", "Skip to content"),
    "page.title": Text("{group} · {assignment}", "{group} · {assignment}"),
    "page.group": Text("{group}", "{group}"),
    "page.received": Text("entregado el {when}", "received {when}"),
    "page.late": Text("Entrega tardía", "Late"),
    "page.points_word": Text("puntos", "points"),
    "page.headline": Text(
        "Tras {epochs:count} épocas, el modelo acierta el {hidden:percent} de las imágenes de "
        "prueba, que nunca había visto, y el {train:percent} de las de entrenamiento: "
        "una brecha de {gap:pp}.",
        "After {epochs:count} epochs the model gets {hidden:percent} of the test images "
        "right, which "
        "it had never seen, and {train:percent} of the training images: a gap of {gap:pp}.",
    ),
    "page.losses": Text("Donde más puntos se pueden ganar:", "Where most points can be won:"),
    "page.blank.title": Text(
        "Falló el corrector, no la entrega", "The grader failed, not your submission"
    ),
    "page.blank.said": Text(
        "Todavía no hay nota. La entrega está guardada tal como llegó, no se pierde nada y se "
        "volverá a ejecutar; no hay que hacer nada. Una nota en blanco no es un cero.",
        "There is no grade yet. The submission is stored as it arrived, nothing is lost and "
        "it will "
        "be run again; you need not do anything. A blank grade is not a zero.",
    ),
    "page.blank.cause": Text("Causa, para el docente: {cause}", "Cause, for your teacher: {cause}"),
    "page.review.said": Text(
        "Una persona revisará esta nota antes de que sea definitiva.",
        "A person will look at this grade before it is final.",
    ),
    "page.failure.message": Text("Lo que dijo Python", "What Python said"),
    "page.failure.remedy": Text("Cómo arreglarlo", "How to fix it"),
    "page.criteria": Text(
        "Los puntos, criterio por criterio", "The points, criterion by criterion"
    ),
    "page.criteria.caption": Text(
        "Puntos, valor medido, valor necesario y consejo para cada criterio",
        "Points, measured value, value needed and advice for each criterion",
    ),
    "page.column.criterion": Text("Criterio", "Criterion"),
    "page.column.points": Text("Puntos", "Points"),
    "page.column.measured": Text("Medido", "Measured"),
    "page.column.needed": Text("Necesario", "Needed"),
    "page.column.seen": Text("Qué se vio y qué probar", "What was seen and what to try"),
    "page.needed": Text("necesario", "needed"),
    "page.try": Text("Para probar:", "Try:"),
    "page.asked": Text("Se pedía:", "Asked for:"),
    "page.whole_file": Text("El archivo", "The file"),
    "page.total": Text("Total", "Total"),
    "page.counts": Text("Cuenta", "What counts"),
    "page.curves": Text("Cómo aprendió el modelo", "How the model learned"),
    "page.curves.loss": Text(
        "Si la pérdida de validación sube mientras la de entrenamiento baja, el modelo ya está "
        "memorizando.",
        "When validation loss rises while training loss falls, the model is memorising.",
    ),
    "page.curves.accuracy": Text(
        "Si ambas líneas siguen subiendo al final, unas épocas más podrían ayudar.",
        "When both lines still rise at the end, a few more epochs may help.",
    ),
    "page.generalises": Text(
        "Cuánto de eso sirve con datos nuevos", "How well it does on new data"
    ),
    "page.gap.unknown": Text(
        "La brecha es la exactitud en entrenamiento menos la de prueba, ambas medidas con el "
        "modelo "
        "ya entrenado.",
        "The gap is training accuracy minus test accuracy, both measured on the trained model.",
    ),
    "page.gap.underfit": Text(
        "Subajuste: el modelo tampoco acierta en entrenamiento. Le falta capacidad, épocas o una "
        "mejor tasa de aprendizaje.",
        "Underfitting: the model is not right on training data either. It lacks capacity, "
        "epochs or a "
        "better learning rate.",
    ),
    "page.gap.good": Text(
        "Buen ajuste: lo que aprendió también vale para datos nuevos.",
        "Good fit: what it learned holds for new data too.",
    ),
    "page.gap.mild": Text(
        "Sobreajuste: memoriza parte del entrenamiento. Más regularización lo reduce.",
        "Overfitting: it memorises part of the training data. More regularisation helps.",
    ),
    "page.gap.strong": Text(
        "Sobreajuste: memoriza el entrenamiento. Ayudan dropout, aumento de datos, parar antes o "
        "menos parámetros.",
        "Overfitting: it memorises the training data. Dropout, augmentation, stopping earlier "
        "or fewer "
        "parameters help.",
    ),
    "page.confused": Text("Qué confunde", "What it confuses"),
    "page.confusion.caption": Text(
        "Cada fila es una clase verdadera; los aciertos están en la diagonal. El color es la "
        "parte de "
        "la fila. Ejemplos de la prueba oculta.",
        "Each row is a true class; right answers lie on the diagonal. Colour is the share of "
        "the row. "
        "Examples of the hidden test.",
    ),
    "page.confusion.pairs": Text("Confusiones más frecuentes", "Most frequent confusions"),
    "page.confusion.pair": Text(
        "{true} tomado por {predicted}: {count:count} de {total:count} ({share:percent})",
        "{true} taken for {predicted}: {count:count} of {total:count} ({share:percent})",
    ),
    "page.images": Text("Errores con más seguridad", "Most confident mistakes"),
    "page.images.public": Text(
        "Son de la validación pública, que todos los grupos tienen; las de la prueba oculta no se "
        "muestran. El porcentaje es la confianza del modelo en su respuesta.",
        "They come from the public validation split, which every group has; hidden test images are "
        "not shown. The percentage is how sure the model was.",
    ),
    "page.images.alt": Text(
        "Imagen de clase {true} que el modelo tomó por {predicted}",
        "Image of class {true} that the model took for {predicted}",
    ),
    "page.images.confidence": Text("{confidence:percent}", "{confidence:percent}"),
    "page.remarks": Text("Avisos", "Remarks"),
    "page.left_out": Text(
        "Partes del archivo que no se ejecutaron ({count:count})",
        "Parts of the file that were not run ({count:count})",
    ),
    "page.left_out.said": Text(
        "El corrector solo necesita las funciones y los ajustes. Esto quedó fuera y no resta "
        "puntos.",
        "The grader only needs your functions and settings. This was left out and costs no points.",
    ),
    "page.made": Text("Cómo se hizo esta nota", "How this grade was made"),
    "page.made.said": Text(
        "El modelo se entrenó de nuevo en un proceso aislado. La exactitud se calculó fuera de él, "
        "con etiquetas que el código entregado nunca recibió.",
        "The model was trained anew in an isolated process. Accuracy was computed outside it, with "
        "labels the submitted code was never given.",
    ),
    "page.made.generated": Text(
        "Los modelos se entrenaron de nuevo en un proceso aislado. Las imágenes que dibuja el "
        "generador se midieron fuera de él, contra imágenes que el código entregado nunca recibió.",
        "The models were trained anew in an isolated process. The images the generator draws were "
        "measured outside it, against images the submitted code was never given.",
    ),
    "page.made.stopped": Text(
        "La entrega se ejecuta siempre en un proceso aislado, sin red y con límites iguales para "
        "todos los grupos.",
        "A submission always runs in an isolated process, without a network and under limits that "
        "are the same for every group.",
    ),
    "page.made.details": Text(
        "Semilla, versiones y huellas para repetirla", "Seed, versions and hashes to repeat it"
    ),
    "class.title": Text("Clase · {assignment}", "Class · {assignment}"),
    "class.kicker": Text("Informe de la clase", "Class report"),
    "class.meta": Text(
        "{groups:count} grupos · perfil {profile} · {when}",
        "{groups:count} groups · profile {profile} · {when}",
    ),
    "class.attention": Text("Necesitan atención", "Need attention"),
    "class.attention.rerun": Text("volver a ejecutar", "needs rerun"),
    "class.attention.review": Text("por revisar", "needs review"),
    "class.attention.moved": Text("cambió lo calculado", "computed sum moved"),
    "class.attention.failed": Text("no terminó", "did not finish"),
    "class.groups": Text("Todos los grupos", "All groups"),
    "class.groups.caption": Text(
        "Puntos, resultado y medidas de cada grupo", "Points, outcome and measures of each group"
    ),
    "class.column.group": Text("Grupo", "Group"),
    "class.column.verdict": Text("Resultado", "Outcome"),
    "class.column.accuracy": Text("Exactitud oculta", "Hidden accuracy"),
    "class.column.gap": Text("Brecha", "Gap"),
    "class.column.accuracy_of": Text("Exactitud oculta: {part}", "Hidden accuracy: {part}"),
    "class.column.kid": Text("Distancia (KID)", "Distance (KID)"),
    "class.column.modes": Text("Clases que dibuja", "Classes it draws"),
    "class.column.steps": Text("Pasos", "Steps"),
    "class.column.params": Text("Parámetros", "Parameters"),
    "class.column.epochs": Text("Épocas", "Epochs"),
    "class.column.mean": Text("Media", "Mean"),
    "class.column.full": Text("Con el máximo", "With full marks"),
    "class.averages": Text("Criterio por criterio", "Criterion by criterion"),
    "class.averages.caption": Text(
        "Media de los grupos con nota, lo más difícil primero.",
        "Mean over graded groups, hardest first.",
    ),
    "made.profile": Text("Perfil", "Profile"),
    "made.seed": Text("Semilla", "Seed"),
    "made.graded_at": Text("Corregido", "Graded"),
    "made.python": Text("Python", "Python"),
    "made.keras": Text("Keras", "Keras"),
    "made.tensorflow": Text("TensorFlow", "TensorFlow"),
    "made.numpy": Text("NumPy", "NumPy"),
    "made.device": Text("Dispositivo", "Device"),
    "made.threads": Text("Hilos", "Threads"),
    "made.machine": Text("Arquitectura", "Architecture"),
    "made.cpu": Text("Procesador", "Processor"),
    "made.gpu": Text("Procesador gráfico", "Graphics processor"),
    "made.gpu_driver": Text("Controlador gráfico", "Graphics driver"),
    "made.machine_class": Text("Clase de máquina", "Class of machine"),
    "made.requested_device": Text("Dispositivo pedido", "Device asked for"),
    "made.isolation": Text("Aislamiento", "Isolation"),
    "made.submission": Text("Huella del archivo", "Hash of the file"),
    "made.assignment": Text("Huella de la tarea", "Hash of the assignment"),
    "made.calibration": Text("Huella de la calibración", "Hash of the calibration"),
    "made.data_id": Text("Datos", "Data"),
    "made.run_key": Text("Evidencia", "Evidence"),
    "made.grader_version": Text("Versión del corrector", "Grader version"),
    "made.usage": Text("Recursos (solo informativo)", "Resources (information only)"),
    "made.usage.said": Text(
        "{wall:number} s de reloj, {cpu:number} s de CPU, {memory:count} MiB",
        "{wall:number} s wall clock, {cpu:number} s CPU, {memory:count} MiB",
    ),
}
