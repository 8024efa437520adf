"""Criteria on what a generator draws and how it was trained, in words; see `criteria`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.criteria_generative_training import TRAINING_TEXTS
from graders.reports.messages.text import Text

_SAMPLES: Final[Mapping[str, Text]] = {
    "criterion.sample_quality.title": Text("Calidad de las muestras", "Quality of the samples"),
    "criterion.sample_quality.need": Text(
        "Generar imágenes cuya distancia KID a las imágenes reales sea casi tan pequeña como la de "
        "la solución de referencia; los puntos crecen desde un generador sin entrenar.",
        "Generate images whose KID distance to real images is almost as small as the reference "
        "solution's; points grow from an untrained generator.",
    ),
    "quality.full": Text(
        "La distancia KID a las imágenes reales es {observed:number} milésimas; para todos los "
        "puntos bastaban {required:number}.",
        "The KID distance to real images is {observed:number} thousandths; {required:number} was "
        "enough for all points.",
    ),
    "quality.partial": Text(
        "La distancia KID a las imágenes reales es {observed:number} milésimas. Un generador sin "
        "entrenar tiene {untrained:number} y los puntos están completos en {required:number}: en "
        "escala logarítmica es el {share:percent} del camino.",
        "The KID distance to real images is {observed:number} thousandths. An untrained generator "
        "has {untrained:number} and points are complete at {required:number}: on a logarithmic "
        "scale this is {share:percent} of the way.",
    ),
    "quality.partial.try": Text(
        "Mirar una cuadrícula de muestras durante el entrenamiento. Si mejoran todavía al final, "
        "entrenar más pasos; si oscilan, bajar la tasa de aprendizaje y usar `beta_1=0.5` en Adam. "
        "`BatchNormalization` en el generador y `LeakyReLU` en el discriminador suelen ayudar.",
        "Look at a grid of samples during training. If they still improve at the end, train for "
        "more steps; if they oscillate, lower the learning rate and use `beta_1=0.5` in Adam. "
        "`BatchNormalization` in the generator and `LeakyReLU` in the discriminator tend to help.",
    ),
    "quality.none": Text(
        "La distancia KID a las imágenes reales es {observed:number} milésimas, no menos que la de "
        "un generador sin entrenar ({untrained:number}).",
        "The KID distance to real images is {observed:number} thousandths, no less than an "
        "untrained generator's ({untrained:number}).",
    ),
    "quality.none.try": Text(
        "Comprobar que los dos modelos se entrenan: las etiquetas de la pérdida del generador son "
        "las de imágenes reales, y las imágenes tienen la misma escala que la salida del "
        "generador.",
        "Check that both models are trained: the labels in the generator's loss are those of real "
        "images, and the images have the same scale as the generator's output.",
    ),
    "criterion.sample_fidelity.title": Text("Fidelidad", "Fidelity"),
    "criterion.sample_fidelity.need": Text(
        "Que las muestras se parezcan a imágenes reales con una frecuencia no mucho menor que las "
        "de la solución de referencia, sin ser siempre las mismas.",
        "Have samples look like real images not much less often than those of the reference, "
        "without being always the same ones.",
    ),
    "fidelity.full": Text(
        "Las muestras caen entre las imágenes reales: densidad {observed:percent}, y para todos "
        "los puntos bastaba {required:percent}.",
        "The samples lie among real images: density {observed:percent}, and {required:percent} was "
        "enough for all points.",
    ),
    "fidelity.partial": Text(
        "Una parte de las muestras cae lejos de las imágenes reales: densidad {observed:percent} "
        "de {required:percent}. El {rejected:percent} no se parece a ninguna clase.",
        "A part of the samples lies far from real images: density {observed:percent} of "
        "{required:percent}. {rejected:percent} look like no class.",
    ),
    "fidelity.partial.try": Text(
        "Buscar en la cuadrícula las muestras malas: trazos sueltos o mezclas de dos clases piden "
        "más pasos o un generador con más filtros; un tablero de cuadros pide `UpSampling2D` con "
        "`Conv2D` en lugar de `Conv2DTranspose`.",
        "Find the bad samples in the grid: loose strokes or mixtures of two classes ask for more "
        "steps or a generator with more filters; a checkerboard asks for `UpSampling2D` with "
        "`Conv2D` in place of `Conv2DTranspose`.",
    ),
    "fidelity.same_images": Text(
        "Las muestras se parecen a imágenes reales (densidad {observed:percent}), pero muestran "
        "poca variedad; este criterio vale aquí como máximo el {limit:percent}.",
        "The samples look like real images (density {observed:percent}) but show little variety; "
        "this criterion is worth {limit:percent} at most here.",
    ),
    "fidelity.same_images.try": Text(
        "Mejorar primero la diversidad: este tope sube con ella.",
        "Improve diversity first: this limit rises with it.",
    ),
    "fidelity.none": Text(
        "Las muestras no caen entre las imágenes reales: densidad {observed:percent}, y hacen "
        "falta {required:percent}. El {rejected:percent} no se parece a ninguna clase.",
        "The samples do not lie among real images: density {observed:percent}, and "
        "{required:percent} is needed. {rejected:percent} look like no class.",
    ),
    "fidelity.none.try": Text(
        "Comparar a simple vista muestras e imágenes reales: manchas borrosas, ruido o valores "
        "invertidos señalan la pérdida o la escala, antes que la arquitectura.",
        "Compare samples and real images by eye: soft spots, noise or inverted values point at the "
        "loss or the scale rather than at the architecture.",
    ),
    "criterion.class_balance.title": Text("Equilibrio entre clases", "Balance of classes"),
    "criterion.class_balance.need": Text(
        "Generar todas las clases, cada una casi tan a menudo como aparece en las imágenes reales.",
        "Generate all classes, each almost as often as it appears among real images.",
    ),
    "balance.full": Text(
        "El generador dibuja {modes:count} de {num_classes:count} clases y reparte bien: la "
        "diferencia con las imágenes reales es {observed:percent}; hasta {required:percent} no se "
        "pierde nada.",
        "The generator draws {modes:count} of {num_classes:count} classes and spreads them well: "
        "the difference to real images is {observed:percent}; up to {required:percent} nothing is "
        "lost.",
    ),
    "balance.uneven": Text(
        "Aparecen las {num_classes:count} clases, pero en otra proporción que en las imágenes "
        "reales: la diferencia es {observed:percent} y hasta {required:percent} no se pierde nada. "
        "El {rejected:percent} de las muestras no se parece a ninguna clase y cuenta como "
        "diferencia.",
        "All {num_classes:count} classes appear, but in other proportions than among real images: "
        "the difference is {observed:percent} and up to {required:percent} nothing is lost. "
        "{rejected:percent} of the samples look like no class and count as difference.",
    ),
    "balance.uneven.try": Text(
        "Contar las clases de unas 500 muestras con un clasificador propio. Lotes más grandes y "
        "una tasa de aprendizaje menor en el generador reparten mejor.",
        "Count the classes of some 500 samples with a classifier of your own. Larger batches and a "
        "lower learning rate in the generator spread them better.",
    ),
    "balance.missing": Text(
        "El generador dibuja {modes:count} de {num_classes:count} clases; casi nunca aparecen "
        "estas (por número): {absent}. La diferencia con las imágenes reales es "
        "{observed:percent} y hasta {required:percent} no se pierde nada.",
        "The generator draws {modes:count} of {num_classes:count} classes; these hardly appear (by "
        "number): {absent}. The difference to real images is {observed:percent} and up to "
        "{required:percent} nothing is lost.",
    ),
    "balance.missing.try": Text(
        "Es colapso de modos. Probar etiquetas suavizadas (0.9 para las reales), `Dropout` en el "
        "discriminador, más dimensiones latentes o menos pasos seguidos del generador.",
        "This is mode collapse. Try smoothed labels (0.9 for real images), `Dropout` in the "
        "discriminator, more latent dimensions, or fewer generator steps in a row.",
    ),
    "balance.none": Text(
        "Las clases de las muestras casi no coinciden con las de las imágenes reales: la "
        "diferencia es {observed:percent}, hasta {required:percent} no se pierde nada. Aparecen "
        "{modes:count} de {num_classes:count} clases y el {rejected:percent} no se parece a "
        "ninguna.",
        "The classes of the samples hardly match those of real images: the difference is "
        "{observed:percent}, up to {required:percent} nothing is lost. {modes:count} of "
        "{num_classes:count} classes appear and {rejected:percent} look like none.",
    ),
    "balance.none.try": Text(
        "Si casi nada se parece a una clase, mejorar primero la calidad. Si todo es una clase, el "
        "generador colapsó: bajar su tasa de aprendizaje y empezar de nuevo.",
        "If hardly anything looks like a class, improve quality first. If everything is one class, "
        "the generator has collapsed: lower its learning rate and start again.",
    ),
    "criterion.sample_diversity.title": Text("Diversidad", "Diversity"),
    "criterion.sample_diversity.need": Text(
        "Que el número de imágenes reales con una muestra parecida no sea mucho menor que con la "
        "solución de referencia, y que haya muestras de todas las clases.",
        "Have a similar sample for not many fewer real images than the reference has, of all "
        "classes.",
    ),
    "diversity.full": Text(
        "Las muestras cubren el {observed:percent} de lo que cubren imágenes reales; para todos "
        "los puntos bastaba {required:percent}.",
        "The samples cover {observed:percent} of what real images cover; {required:percent} was "
        "enough for all points.",
    ),
    "diversity.partial": Text(
        "Las muestras cubren el {observed:percent} de lo que cubren imágenes reales y hacen falta "
        "{required:percent}: a muchas imágenes reales no se les parece ninguna muestra.",
        "The samples cover {observed:percent} of what real images cover and {required:percent} is "
        "needed: many real images have no sample like them.",
    ),
    "diversity.partial.try": Text(
        "Dar más variedad al generador: más dimensiones latentes, lotes más grandes, y un "
        "discriminador que no gane siempre (`Dropout`, menos filtros).",
        "Give the generator more variety: more latent dimensions, larger batches, and a "
        "discriminator that does not always win (`Dropout`, fewer filters).",
    ),
    "diversity.few_classes": Text(
        "El generador dibuja {modes:count} de {num_classes:count} clases, así que este criterio "
        "vale aquí como máximo esa proporción, aunque las muestras cubran el {observed:percent} de "
        "lo que cubren imágenes reales.",
        "The generator draws {modes:count} of {num_classes:count} classes, so this criterion is "
        "worth that share at most here, although the samples cover {observed:percent} of what real "
        "images cover.",
    ),
    "diversity.few_classes.try": Text(
        "Mejorar primero el equilibrio entre clases: este tope sube con él.",
        "Improve the balance of classes first: this limit rises with it.",
    ),
    "diversity.none": Text(
        "Las muestras cubren solo el {observed:percent} de lo que cubren imágenes reales; hacen "
        "falta {required:percent}.",
        "The samples cover only {observed:percent} of what real images cover; {required:percent} "
        "is needed.",
    ),
    "diversity.none.try": Text(
        "Mirar la cuadrícula: si todas las muestras son casi iguales, el generador colapsó; si no "
        "parecen imágenes reales, mejorar primero la calidad.",
        "Look at the grid: if all samples are nearly alike, the generator has collapsed; if they "
        "do not look like real images, improve quality first.",
    ),
}

_GATES: Final[Mapping[str, Text]] = {
    "gate.copies": Text(
        "El {copies:percent} de las muestras está más cerca de una imagen de entrenamiento que el "
        "99 % de las imágenes nuevas: son copias. La parte ganada, {before:percent}, se multiplica "
        "por {factor:percent}.",
        "{copies:percent} of the samples are nearer to a training image than 99% of new images "
        "are: they are copies. The share won, {before:percent}, is multiplied by {factor:percent}.",
    ),
    "gate.copies.try": Text(
        "Generar imágenes a partir del ruido, sin guardar imágenes de entrenamiento en el modelo. "
        "Si no se guardaron, el generador memoriza: usar más imágenes o menos pasos.",
        "Generate images from the noise, without keeping training images in the model. If none "
        "were kept, the generator memorises: use more images or fewer steps.",
    ),
    "gate.repeats": Text(
        "El {repeats:percent} de las muestras tiene otra casi igual: el generador repite pocas "
        "imágenes. La parte ganada, {before:percent}, se multiplica por {factor:percent}.",
        "{repeats:percent} of the samples have another almost equal one: the generator repeats a "
        "few images. The share won, {before:percent}, is multiplied by {factor:percent}.",
    ),
    "gate.repeats.try": Text(
        "Es colapso: bajar la tasa de aprendizaje del generador, usar lotes más grandes y guardar "
        "el generador de un paso anterior al colapso.",
        "This is collapse: lower the generator's learning rate, use larger batches, and keep the "
        "generator of a step before the collapse.",
    ),
    "gate.noise_ignored": Text(
        "Vectores latentes distintos dan imágenes casi iguales (distancia {distance:percent} de la "
        "que hay entre imágenes reales): el generador no usa el ruido. La parte ganada, "
        "{before:percent}, se multiplica por {factor:percent}.",
        "Different latent vectors give nearly equal images (a distance of {distance:percent} of "
        "that between real images): the generator does not use the noise. The share won, "
        "{before:percent}, is multiplied by {factor:percent}.",
    ),
    "gate.noise_ignored.try": Text(
        "Comprobar que la entrada del generador llega a la salida y que las muestras cambian al "
        "cambiar el vector latente.",
        "Check that the generator's input reaches its output and that samples change with the "
        "latent vector.",
    ),
    "gate.jumps": Text(
        "Un paso diminuto en el espacio latente no cambia la imagen o la cambia por completo "
        "({jump:percent} de la distancia entre imágenes reales): así se comporta una tabla de "
        "imágenes. La parte ganada, {before:percent}, se multiplica por {factor:percent}.",
        "A tiny step in the latent space changes the image not at all or entirely "
        "({jump:percent} of the distance between real images): a table of images behaves like "
        "this. The share won, {before:percent}, is multiplied by {factor:percent}.",
    ),
    "gate.jumps.try": Text(
        "Usar en el generador solo capas continuas (densas, convoluciones, activaciones), sin "
        "redondear el ruido ni buscar en una tabla.",
        "Use only continuous layers in the generator (dense, convolutions, activations), without "
        "rounding the noise or looking it up in a table.",
    ),
}

TEXTS: Final[Mapping[str, Text]] = {**_SAMPLES, **_GATES, **TRAINING_TEXTS}
