"""Criteria on how a pair of models was trained, in words; see `criteria` for the keys."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TRAINING_TEXTS: Final[Mapping[str, Text]] = {
    "criterion.training_health.title": Text(
        "Estabilidad del entrenamiento", "Health of the training"
    ),
    "criterion.training_health.need": Text(
        "Tener pérdidas finitas hasta el final, un discriminador que ni adivina ni gana siempre, y "
        "muestras mucho mejores que antes de entrenar.",
        "Have finite losses to the end, a discriminator that neither guesses nor always wins, and "
        "samples much better than before training.",
    ),
    "health.sound": Text(
        "Las pérdidas son finitas, el discriminador acierta el {accuracy:percent} al final y las "
        "muestras mejoraron mucho.",
        "The losses are finite, the discriminator is right on {accuracy:percent} at the end, and "
        "the samples have improved a lot.",
    ),
    "health.not_finite": Text(
        "Una pérdida dejó de ser un número, o no se entrenó ningún paso.",
        "A loss stopped being a number, or no step was trained.",
    ),
    "health.not_finite.try": Text(
        "Bajar la tasa de aprendizaje y calcular la pérdida con `from_logits=True` sobre una "
        "salida sin sigmoide.",
        "Lower the learning rate and compute the loss with `from_logits=True` on an output without "
        "sigmoid.",
    ),
    "health.no_progress": Text(
        "La distancia KID pasó de {untrained:number} milésimas sin entrenar a {final:number} al "
        "final; tenía que bajar a menos de la mitad. Sin eso, el equilibrio con el discriminador "
        "tampoco cuenta.",
        "The KID distance went from {untrained:number} thousandths untrained to {final:number} at "
        "the end; it had to fall below half. Without that, the balance with the discriminator does "
        "not count either.",
    ),
    "health.no_progress.try": Text(
        "Comprobar que el generador recibe gradientes: su pérdida pasa por el discriminador, con "
        "las etiquetas de imágenes reales.",
        "Check that the generator receives gradients: its loss goes through the discriminator, "
        "with the labels of real images.",
    ),
    "health.discriminator_wins": Text(
        "El discriminador acierta el {accuracy:percent} en el último quinto de los pasos: desde "
        "{high:percent} el generador ya no aprende de él.",
        "The discriminator is right on {accuracy:percent} in the last fifth of the steps: from "
        "{high:percent} on the generator no longer learns from it.",
    ),
    "health.discriminator_wins.try": Text(
        "Debilitar el discriminador: `Dropout`, menos filtros, una tasa de aprendizaje menor o "
        "etiquetas suavizadas.",
        "Weaken the discriminator: `Dropout`, fewer filters, a lower learning rate, or smoothed "
        "labels.",
    ),
    "health.discriminator_guesses": Text(
        "El discriminador acierta el {accuracy:percent} en el último quinto de los pasos; hasta "
        "{low:percent} es casi adivinar, y no puede guiar al generador.",
        "The discriminator is right on {accuracy:percent} in the last fifth of the steps; up to "
        "{low:percent} is close to guessing, and it cannot guide the generator.",
    ),
    "health.discriminator_guesses.try": Text(
        "Fortalecer el discriminador: más filtros, una tasa de aprendizaje mayor, o comprobar que "
        "sus etiquetas no estén cruzadas.",
        "Strengthen the discriminator: more filters, a higher learning rate, or check that its "
        "labels are not mixed up.",
    ),
    "criterion.value_range.title": Text("Rango de la salida", "Range of the output"),
    "criterion.value_range.need": Text(
        "Generar valores de {low:number} a {high:number}, el rango de las imágenes de "
        "entrenamiento.",
        "Generate values from {low:number} to {high:number}, the range of the training images.",
    ),
    "range.inside": Text(
        "Los valores van de {smallest:number} a {largest:number}, dentro del rango.",
        "The values go from {smallest:number} to {largest:number}, within the range.",
    ),
    "range.outside": Text(
        "Los valores van de {smallest:number} a {largest:number} y salen del rango de {low:number} "
        "a {high:number}.",
        "The values go from {smallest:number} to {largest:number} and leave the range from "
        "{low:number} to {high:number}.",
    ),
    "range.outside.try": Text(
        "Terminar el generador con una activación acotada: `tanh` para el rango de −1 a 1, "
        "`sigmoid` para el de 0 a 1.",
        "End the generator with a bounded activation: `tanh` for the range from −1 to 1, `sigmoid` "
        "for that from 0 to 1.",
    ),
    "range.narrow": Text(
        "Los valores van de {smallest:number} a {largest:number} y usan menos de la mitad del "
        "rango de {low:number} a {high:number}.",
        "The values go from {smallest:number} to {largest:number} and use less than half of the "
        "range from {low:number} to {high:number}.",
    ),
    "range.narrow.try": Text(
        "Comparar la última activación con la escala de las imágenes reales: `tanh` va con "
        "imágenes de −1 a 1 y `sigmoid` con imágenes de 0 a 1.",
        "Compare the last activation with the scale of the real images: `tanh` goes with images "
        "from −1 to 1 and `sigmoid` with images from 0 to 1.",
    ),
}
