"""Words of the figures and sections of a generator's page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "page.samples": Text("Qué dibuja", "What it draws"),
    "page.samples.said": Text(
        "Cada columna sale siempre del mismo vector de ruido, elegido por el corrector; cada fila "
        "es un momento del entrenamiento.",
        "Each column comes from the same noise vector throughout, chosen by the grader; each row "
        "is a moment of the training.",
    ),
    "page.samples.untrained": Text("sin entrenar", "untrained"),
    "page.samples.step": Text("paso {step:count}", "step {step:count}"),
    "page.samples.alt": Text(
        "{count:count} imágenes generadas en el paso {step:count}",
        "{count:count} images generated at step {step:count}",
    ),
    "page.quality": Text("Cuánto se parecen a las reales", "How close they come to real images"),
    "plot.quality": Text("Medidas de las imágenes generadas", "Measures of the generated images"),
    "plot.quality.kid": Text("Distancia (KID)", "Distance (KID)"),
    "plot.quality.density": Text("Densidad", "Density"),
    "plot.quality.coverage": Text("Cobertura", "Coverage"),
    "plot.quality.total_variation": Text("Desequilibrio", "Imbalance"),
    "plot.quality.real": Text("reales", "real"),
    "plot.quality.reference": Text("referencia", "reference"),
    "plot.quality.untrained": Text("sin entrenar", "untrained"),
    "plot.quality.said": Text("{name}: {value:number}", "{name}: {value:number}"),
    "page.quality.caption": Text(
        "El rombo es el modelo al final; los puntos pálidos, los dos momentos anteriores. "
        "La distancia y el desequilibrio son mejores cuanto más pequeños (la distancia está en "
        "escala logarítmica). La densidad dice si las imágenes parecen reales; la cobertura, si "
        "hay tanta variedad como en las reales. El desequilibrio es 0 cuando todas las clases "
        "salen por igual.",
        "The diamond is the model at the end; the pale dots are the two moments before. Distance "
        "and imbalance are better the smaller they are (distance is on a logarithmic scale). "
        "Density tells whether the images look real; coverage, whether they are as varied as real "
        "ones. Imbalance is 0 when all classes come up equally.",
    ),
    "plot.class_shares": Text("Cuántas imágenes de cada clase", "How many images of each class"),
    "plot.no_class": Text("ninguna", "none"),
    "plot.uniform": Text("por igual: {value:percent}", "equal: {value:percent}"),
    "plot.class_shares.said": Text(
        "Parte de cada clase según un clasificador del corrector: {by_class}. No parecen de "
        "ninguna clase: {rejected:percent}. Por igual sería {uniform:percent}.",
        "Share of each class as a classifier of the grader sees it: {by_class}. Like no class: "
        "{rejected:percent}. Equal shares would be {uniform:percent}.",
    ),
    "page.class_shares.caption": Text(
        "Aparecen {modes:count} de {classes:count} clases. Barras muy desiguales son señal de "
        "colapso: el generador repite unas pocas formas. La barra rayada son imágenes que no "
        "parecen de ninguna clase.",
        "{modes:count} of {classes:count} classes appear. Very unequal bars are a sign of "
        "collapse: the generator repeats a few shapes. The hatched bar is images that look like "
        "no class.",
    ),
    "page.neighbours": Text("¿Son nuevas o copiadas?", "New images or copies?"),
    "page.neighbours.said": Text(
        "Arriba, una imagen generada; abajo, la imagen de entrenamiento más parecida. Si son "
        "iguales, el generador memoriza.",
        "Above, a generated image; below, the training image most like it. When they are equal, "
        "the generator memorises.",
    ),
    "page.neighbours.sample": Text(
        "Imagen generada {number:count}", "Generated image {number:count}"
    ),
    "page.neighbours.nearest": Text(
        "Imagen de entrenamiento más parecida a la generada {number:count}",
        "Training image most like generated image {number:count}",
    ),
    "page.neighbours.share": Text(
        "El {share:percent} de las imágenes generadas está más cerca de una imagen de "
        "entrenamiento que casi cualquier imagen real nueva; con imágenes nuevas se espera "
        "alrededor del 1 %.",
        "{share:percent} of the generated images lie closer to a training image than almost any "
        "new real image does; about 1% is expected of new images.",
    ),
    "page.adversarial": Text("Cómo fue el entrenamiento", "How training went"),
    "plot.step": Text("Paso", "Step"),
    "plot.generator": Text("Generador", "Generator"),
    "plot.discriminator": Text("Discriminador", "Discriminator"),
    "plot.adversarial_loss": Text("Pérdida de cada modelo", "Loss of each model"),
    "plot.adversarial.ends": Text(
        "{line}: de {first} al comienzo a {last} al final.",
        "{line}: from {first} at the start to {last} at the end.",
    ),
    "page.adversarial_loss.caption": Text(
        "En una GAN la pérdida no dice si las imágenes son buenas: los dos modelos compiten. "
        "Importa que ninguna se dispare ni se quede en cero.",
        "In a GAN the loss does not tell whether the images are good: the two models compete. "
        "What matters is that neither explodes nor stays at zero.",
    ),
    "plot.discriminator_accuracy": Text(
        "Aciertos del discriminador", "How often the discriminator is right"
    ),
    "plot.discriminator.guess": Text("adivinar", "guessing"),
    "plot.discriminator.said": Text(
        "El discriminador distingue imágenes reales de generadas con {mean:percent} de aciertos "
        "en promedio y {last:percent} al final; adivinando acertaría la mitad.",
        "The discriminator tells real from generated images with {mean:percent} right on average "
        "and {last:percent} at the end; guessing would give half.",
    ),
    "page.discriminator.caption": Text(
        "Cerca del 100 %, el discriminador gana siempre y el generador casi no aprende; cerca de "
        "la mitad, los dos están en equilibrio o el discriminador no aprendió.",
        "Near 100% the discriminator always wins and the generator hardly learns; near half, both "
        "are in balance, or the discriminator has not learned.",
    ),
}
