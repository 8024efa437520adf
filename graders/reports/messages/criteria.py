"""Criteria in words: title, what full marks need, what was found, and what to try next.

`criterion.<name>.title` and `.need` may use the row's parameters; a finding's code and its `.try`
may use `observed`, `required` and the finding's own values.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.criteria_code import CODE_TEXTS
from graders.reports.messages.text import Text

_PERFORMANCE: Final[Mapping[str, Text]] = {
    "criterion.hidden_accuracy.title": Text(
        "Exactitud con datos ocultos", "Accuracy on hidden data"
    ),
    "criterion.hidden_accuracy.need": Text(
        "Alcanzar, con datos que el modelo nunca vio, la exactitud de una solución muy buena; "
        "los puntos crecen desde la exactitud de la plantilla.",
        "Reach the accuracy of a very good solution on data the model has never seen; "
        "points grow from the starter's accuracy.",
    ),
    "accuracy.full": Text(
        "El modelo acierta el {observed:percent} de los ejemplos ocultos; para todos los puntos "
        "bastaba el {required:percent}.",
        "The model is right on {observed:percent} of the hidden examples; {required:percent} was "
        "enough for all points.",
    ),
    "accuracy.partial": Text(
        "El modelo acierta el {observed:percent} de los ejemplos ocultos; los puntos empiezan en "
        "el {baseline:percent} y están completos en el {required:percent}.",
        "The model is right on {observed:percent} of the hidden examples; points begin at "
        "{baseline:percent} and are complete at {required:percent}.",
    ),
    "accuracy.partial.try": Text(
        "Cambiar una cosa por vez y mirar la exactitud de validación: más filtros o unidades "
        "en las capas profundas, una tasa de aprendizaje que baja durante el entrenamiento, "
        "`BatchNormalization` entre convoluciones, o más épocas mientras la validación siga "
        "subiendo.",
        "Change one thing at a time and watch validation accuracy: more filters or units in "
        "the deeper layers, a learning rate that falls during training, `BatchNormalization` "
        "between convolutions, or more epochs while validation keeps rising.",
    ),
    "accuracy.floor": Text(
        "El modelo acierta el {observed:percent} de los ejemplos ocultos, no más que la plantilla "
        "sin cambios ({baseline:percent} con su variación entre semillas).",
        "The model is right on {observed:percent} of the hidden examples, no more than the "
        "unchanged starter ({baseline:percent} with its variation between seeds).",
    ),
    "accuracy.floor.try": Text(
        "Comprobar primero que la pérdida baja en las primeras épocas. Si no baja, revisar la "
        "escala de las imágenes (dividir entre 255 dentro del modelo), la tasa de aprendizaje y "
        "que la pérdida corresponda a la salida; si baja, agregar capas convolucionales y épocas.",
        "First check that the loss falls in the first epochs. If it does not, look at the scale of "
        "the images (divide by 255 inside the model), the learning rate, and whether the loss fits "
        "the output; if it does, add convolutional layers and epochs.",
    ),
    "criterion.overfitting_gap.title": Text("Brecha de sobreajuste", "Overfitting gap"),
    "criterion.overfitting_gap.need": Text(
        "Acertar casi tanto con datos ocultos como con los de entrenamiento, con un modelo que "
        "haya aprendido.",
        "Be almost as accurate on hidden data as on training data, with a model that has learned.",
    ),
    "gap.small": Text(
        "Entre entrenamiento ({train_accuracy:percent}) y datos ocultos "
        "({hidden_accuracy:percent}) hay {observed:pp}; hasta {required:pp} no se pierde nada.",
        "Between training ({train_accuracy:percent}) and hidden data ({hidden_accuracy:percent}) "
        "lie {observed:pp}; up to {required:pp} nothing is lost.",
    ),
    "gap.underfit": Text(
        "La brecha es pequeña ({observed:pp}), pero el modelo aún aprende poco: acierta el "
        "{hidden_accuracy:percent}, y este criterio vale completo desde el "
        "{learned_enough:percent}.",
        "The gap is small ({observed:pp}), but the model still learns little: it is right on "
        "{hidden_accuracy:percent}, and this criterion counts fully from {learned_enough:percent}.",
    ),
    "gap.underfit.try": Text(
        "Es subajuste: dar al modelo más capacidad o más épocas antes de agregar regularización.",
        "This is underfitting: give the model more capacity or more epochs before adding "
        "regularisation.",
    ),
    "gap.mild": Text(
        "Sobreajuste: {train_accuracy:percent} en entrenamiento y {hidden_accuracy:percent} "
        "en datos ocultos, una brecha de {observed:pp}; hasta {required:pp} no se pierde nada.",
        "Overfitting: {train_accuracy:percent} on training and {hidden_accuracy:percent} on "
        "hidden data, a gap of {observed:pp}; up to {required:pp} nothing is lost.",
    ),
    "gap.mild.try": Text(
        "Subir un poco el `Dropout`, detener antes con `EarlyStopping` y "
        "`restore_best_weights=True` o, con imágenes, agregar aumento de datos (`RandomFlip`, "
        "`RandomTranslation`).",
        "Raise `Dropout` a little, stop earlier with `EarlyStopping` and "
        "`restore_best_weights=True` or, with images, add data augmentation (`RandomFlip`, "
        "`RandomTranslation`).",
    ),
    "gap.large": Text(
        "Sobreajuste: {train_accuracy:percent} en entrenamiento y {hidden_accuracy:percent} en "
        "datos ocultos, una brecha de {observed:pp}; hasta {required:pp} no se pierde nada.",
        "Overfitting: {train_accuracy:percent} on training and {hidden_accuracy:percent} on hidden "
        "data, a gap of {observed:pp}; up to {required:pp} nothing is lost.",
    ),
    "gap.large.try": Text(
        "El modelo memoriza. Reducir las capas `Dense` grandes (por ejemplo con "
        "`GlobalAveragePooling2D` en lugar de `Flatten`), agregar `Dropout` y aumento de datos, y "
        "entrenar menos épocas.",
        "The model memorises. Shrink large `Dense` layers (for instance with "
        "`GlobalAveragePooling2D` instead of `Flatten`), add `Dropout` and data augmentation, and "
        "train for fewer epochs.",
    ),
    "gap.nothing_learned": Text(
        "El modelo acierta el {hidden_accuracy:percent} de los ejemplos ocultos; una brecha "
        "pequeña solo cuenta por encima del {learned_from:percent}, cuando algo se aprendió.",
        "The model is right on {hidden_accuracy:percent} of the hidden examples; a small gap "
        "counts only above {learned_from:percent}, once something has been learned.",
    ),
    "gap.nothing_learned.try": Text(
        "Mejorar primero la exactitud; la brecha se cuida después.",
        "Improve accuracy first; look after the gap later.",
    ),
}

_STRUCTURE: Final[Mapping[str, Text]] = {
    "criterion.convolution.title": Text("Capas convolucionales", "Convolutional layers"),
    "criterion.convolution.need": Text(
        "Tener al menos {at_least:count} convoluciones de 2 × 2 o más entre la entrada y la "
        "salida.",
        "Have at least {at_least:count} convolutions of 2 × 2 or more between input and output.",
    ),
    "convolution.enough": Text(
        "El modelo tiene {observed:count} convoluciones; se pedían {required:count}.",
        "Convolutions in the model: {observed:count}; asked for: {required:count}.",
    ),
    "convolution.too_few": Text(
        "Convoluciones de 2 × 2 o más en el modelo: {observed:count}; se pedían {required:count}.",
        "Convolutions of 2 × 2 or more in the model: {observed:count}; asked for: "
        "{required:count}.",
    ),
    "convolution.too_few.try": Text(
        "Agregar otra `Conv2D` después de la primera reducción de tamaño, con más filtros.",
        "Add another `Conv2D` after the first down-sampling, with more filters.",
    ),
    "convolution.none": Text(
        "El modelo no tiene convoluciones de 2 × 2 o más; se pedían {required:count}.",
        "The model has no convolution of 2 × 2 or more; asked for: {required:count}.",
    ),
    "convolution.none.try": Text(
        "Empezar con `Conv2D(32, 3, padding='same', activation='relu')` sobre la imagen, antes de "
        "`Flatten`: así el modelo usa la vecindad de los píxeles.",
        "Begin with `Conv2D(32, 3, padding='same', activation='relu')` on the image, before "
        "`Flatten`: the model then uses which pixels are neighbours.",
    ),
    "criterion.pooling.title": Text("Reducción de tamaño (pooling)", "Pooling"),
    "criterion.pooling.need": Text(
        "Reducir el tamaño de los mapas con una capa de pooling.",
        "Shrink the feature maps with a pooling layer.",
    ),
    "pooling.found": Text(
        "Capas de pooling en el modelo: {observed:count}.",
        "Pooling layers in the model: {observed:count}.",
    ),
    "pooling.strides_only": Text(
        "El tamaño se reduce con pasos (strides) en {num_strided:count} convoluciones, sin "
        "pooling.",
        "Maps shrink by strides alone, in {num_strided:count} convolutions, without pooling.",
    ),
    "pooling.strides_only.try": Text(
        "Poner un `MaxPooling2D` tras un bloque de convoluciones, o `GlobalAveragePooling2D` antes "
        "de la salida.",
        "Put a `MaxPooling2D` after a block of convolutions, or `GlobalAveragePooling2D` before "
        "the output.",
    ),
    "pooling.none": Text(
        "Ninguna capa reduce el tamaño de los mapas.",
        "No layer shrinks the feature maps.",
    ),
    "pooling.none.try": Text(
        "Agregar `MaxPooling2D()` tras cada bloque de convoluciones: menos cálculo y más contexto "
        "para las capas siguientes.",
        "Add `MaxPooling2D()` after each block of convolutions: less computation and more context "
        "for the layers that follow.",
    ),
    "criterion.softmax_output.title": Text("Salida softmax", "Softmax output"),
    "criterion.softmax_output.need": Text(
        "Aplicar softmax exactamente una vez: en la última capa, o en la pérdida con "
        "`from_logits=True`.",
        "Apply softmax exactly once: in the last layer, or in the loss with `from_logits=True`.",
    ),
    "softmax.found": Text(
        "La capa `{layer}` termina el modelo con softmax.",
        "The layer `{layer}` ends the model with softmax.",
    ),
    "softmax.in_loss": Text(
        "El modelo devuelve logits y la pérdida aplica softmax (`from_logits=True`).",
        "The model returns logits and the loss applies softmax (`from_logits=True`).",
    ),
    "softmax.twice": Text(
        "Softmax se aplica dos veces seguidas al final del modelo.",
        "Softmax is applied twice in a row at the end of the model.",
    ),
    "softmax.twice.try": Text(
        "Quitar una de las dos: aplicarla otra vez aplana las probabilidades y frena el "
        "aprendizaje.",
        "Remove one of the two: a second one flattens the probabilities and slows learning down.",
    ),
    "softmax.again_in_loss": Text(
        "La capa `{layer}` ya aplica softmax y la pérdida la pide otra vez (`from_logits=True`).",
        "The layer `{layer}` already applies softmax and the loss asks for it again "
        "(`from_logits=True`).",
    ),
    "softmax.again_in_loss.try": Text(
        "Quitar `from_logits=True` de la pérdida, o la softmax de la última capa.",
        "Remove `from_logits=True` from the loss, or softmax from the last layer.",
    ),
    "softmax.none": Text(
        "La última capa (`{layer}`) tiene la activación `{activation}` y la pérdida no aplica "
        "softmax.",
        "The last layer (`{layer}`) has the activation `{activation}` and the loss does not apply "
        "softmax.",
    ),
    "softmax.none.try": Text(
        "Terminar con `Dense(num_classes, activation='softmax')`, o compilar con "
        "`SparseCategoricalCrossentropy(from_logits=True)`.",
        "End with `Dense(num_classes, activation='softmax')`, or compile with "
        "`SparseCategoricalCrossentropy(from_logits=True)`.",
    ),
    "criterion.regularisation.title": Text("Regularización", "Regularisation"),
    "criterion.regularisation.need": Text(
        "Usar al menos un medio contra el sobreajuste: dropout, normalización por lotes, aumento "
        "de datos dentro del modelo, ruido, o L1/L2.",
        "Use at least one means against overfitting: dropout, batch normalisation, augmentation "
        "inside the model, noise, or L1/L2.",
    ),
    "regularisation.found": Text("El modelo usa {kinds}.", "The model uses {kinds}."),
    "regularisation.rate": Text(
        "El dropout tiene tasa {rate} y así no regulariza; sirve una tasa mayor que 0 y hasta 0.8.",
        "Dropout has the rate {rate} and does not regularise; a rate above 0 and up to 0.8 does.",
    ),
    "regularisation.rate.try": Text(
        "Usar una tasa entre 0.2 y 0.5.",
        "Use a rate between 0.2 and 0.5.",
    ),
    "regularisation.none": Text(
        "Ninguna capa del modelo regulariza.",
        "No layer of the model regularises.",
    ),
    "regularisation.none.try": Text(
        "Agregar `Dropout(0.3)` antes de la última capa, o `RandomFlip('horizontal')` al principio "
        "si una imagen reflejada conserva su clase.",
        "Add `Dropout(0.3)` before the last layer, or `RandomFlip('horizontal')` at the start if a "
        "mirrored image keeps its class.",
    ),
    "criterion.parameter_budget.title": Text("Cantidad de parámetros", "Number of parameters"),
    "criterion.parameter_budget.need": Text(
        "Tener como máximo {at_most:count} parámetros.",
        "Have at most {at_most:count} parameters.",
    ),
    "parameters.within": Text(
        "El modelo tiene {observed:count} parámetros, dentro de los {required:count} permitidos.",
        "The model has {observed:count} parameters, within the {required:count} allowed.",
    ),
    "parameters.over": Text(
        "El modelo tiene {observed:count} parámetros y se permiten {required:count}; desde el "
        "doble no hay puntos.",
        "The model has {observed:count} parameters and {required:count} are allowed; from twice as "
        "many on there are no points.",
    ),
    "parameters.over.try": Text(
        "Mirar `model.summary()`: casi todo suele estar en la `Dense` que sigue a `Flatten`. "
        "Reducir antes los mapas, o usar `GlobalAveragePooling2D`.",
        "Look at `model.summary()`: nearly all of them tend to sit in the `Dense` after `Flatten`. "
        "Shrink the maps before it, or use `GlobalAveragePooling2D`.",
    ),
}

TEXTS: Final[Mapping[str, Text]] = {**_PERFORMANCE, **_STRUCTURE, **CODE_TEXTS}
