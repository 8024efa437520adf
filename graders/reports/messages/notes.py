"""What the worker did or saw during a run that the student should know."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "note.seed_ignored": Text(
        "El código fija una semilla ({name}). Se ignoró: todos los grupos entrenan con la semilla "
        "del corrector.",
        "Your code sets a seed ({name}). It was ignored: every group trains with the grader's "
        "seed.",
    ),
    "note.budget_reached": Text(
        "El presupuesto de cálculo se agotó: se entrenaron {epochs_run:count} de las "
        "{epochs_requested:count} épocas pedidas y el modelo se calificó como estaba.",
        "The compute budget ran out: {epochs_run:count} of the {epochs_requested:count} "
        "epochs asked "
        "for were trained, and the model was graded as it stood.",
    ),
    "note.epochs_capped": Text(
        "Se pidieron {asked:count} épocas; la tarea permite {cap:count} como máximo y se "
        "usaron esas.",
        "You asked for {asked:count} epochs; the assignment allows {cap:count} at most, "
        "which were used.",
    ),
    "note.batch_size_capped": Text(
        "Se pidieron lotes de {asked:count} ejemplos; la tarea permite {cap:count} como "
        "máximo y se "
        "usaron esos.",
        "You asked for batches of {asked:count} examples; the assignment allows {cap:count} at "
        "most, which were used.",
    ),
    "note.settings_ignored": Text(
        "Estos ajustes no existen en la tarea y no se usaron: {keys}.",
        "These settings do not exist in the assignment and were not used: {keys}.",
    ),
    "note.labels_one_hot": Text(
        "La pérdida ({loss}) espera etiquetas one-hot, así que se le dieron así.",
        "Your loss ({loss}) expects one-hot labels, so that is what it was given.",
    ),
    "note.student_code_at_prediction": Text(
        "El modelo necesita código Python propio para predecir. "
        "Las capas de Keras se pueden verificar mejor.",
        "Your model needs Python code of yours to predict. Keras layers can be verified better.",
    ),
    "note.compiled_again": Text(
        "La función que arma el modelo lo devolvió sin compilar; se compiló con los valores de la "
        "tarea.",
        "The function that builds the model returned it uncompiled; it was compiled with the "
        "assignment's values.",
    ),
    "note.prepare_used": Text(
        "Se usó la función `prepare` de la entrega en entrenamiento, validación y prueba.",
        "Your data preparation function was used for training, validation and test.",
    ),
    "note.dataset_used": Text(
        "Se entrenó con el conjunto de datos que construye `make_dataset`.",
        "Training used the data set your code builds.",
    ),
    "note.dataset_scales_images": Text(
        "`make_dataset` cambia la escala de las imágenes, pero las predicciones se hacen con "
        "imágenes sin esa función. Mejor poner la escala dentro del modelo (`Rescaling`) o en "
        "`prepare`.",
        "`make_dataset` changes the scale of the images, but predictions are made on images that "
        "function never sees. Put the scaling into the model (`Rescaling`) or into `prepare`.",
    ),
    "note.other_length_failed": Text(
        "El modelo no puede leer secuencias de otra longitud que las de entrenamiento.",
        "The model cannot read sequences of another length than those of training.",
    ),
    "note.unreadable": Text(
        "La ejecución dejó un aviso que no se puede mostrar.",
        "The run left a note that cannot be shown.",
    ),
    "note.callbacks_ignored": Text(
        "Estos callbacks no se usaron: {names}.",
        "These callbacks were not used: {names}.",
    ),
}
