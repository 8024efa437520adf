"""Criteria on generator and discriminator in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "criterion.generator_upsampling.title": Text(
        "El generador amplía la imagen", "The generator enlarges its images"
    ),
    "criterion.generator_upsampling.need": Text(
        "Ampliar la imagen con capas que aprenden: `Conv2DTranspose` con `strides=2`, o "
        "`UpSampling2D` seguida de `Conv2D`.",
        "Enlarge the image with layers that learn: `Conv2DTranspose` with `strides=2`, or "
        "`UpSampling2D` followed by `Conv2D`.",
    ),
    "upsampling.found": Text(
        "Capas del generador que agrandan y aprenden: {observed:count}.",
        "Layers of the generator that enlarge and learn: {observed:count}.",
    ),
    "upsampling.not_learned": Text(
        "El generador agranda la imagen, pero después no hay ninguna convolución de 2 × 2 o más.",
        "The generator enlarges the image, but no convolution of 2 × 2 or more follows.",
    ),
    "upsampling.not_learned.try": Text(
        "Poner una `Conv2D(32, 3, padding='same')` después de cada `UpSampling2D`.",
        "Put a `Conv2D(32, 3, padding='same')` after each `UpSampling2D`.",
    ),
    "upsampling.dense_only": Text(
        "El generador hace todos los píxeles de una vez con una capa `Dense`.",
        "The generator makes all pixels at once with a `Dense` layer.",
    ),
    "upsampling.dense_only.try": Text(
        "Empezar con `Dense(7 * 7 * 32)` y `Reshape((7, 7, 32))`, y llegar a 28 × 28 con dos "
        "`Conv2DTranspose(..., 4, strides=2, padding='same')`.",
        "Start with `Dense(7 * 7 * 32)` and `Reshape((7, 7, 32))`, and reach 28 × 28 with two "
        "`Conv2DTranspose(..., 4, strides=2, padding='same')`.",
    ),
    "upsampling.none": Text(
        "El generador no tiene capas que hagan una imagen a partir del ruido.",
        "The generator has no layers that make an image from noise.",
    ),
    "upsampling.none.try": Text(
        "Seguir el esquema `Dense`, `Reshape`, `Conv2DTranspose` de la plantilla.",
        "Follow the scheme `Dense`, `Reshape`, `Conv2DTranspose` of the handout.",
    ),
    "criterion.generator_output.title": Text("Salida del generador", "The generator's output"),
    "criterion.generator_output.need": Text(
        "Terminar en `tanh`, cuyo rango es el de las imágenes: de −1 a 1.",
        "End in `tanh`, whose range is that of the images: from −1 to 1.",
    ),
    "drawing.bounded": Text(
        "La última capa (`{layer}`) da valores de −1 a 1.",
        "The last layer (`{layer}`) gives values from −1 to 1.",
    ),
    "drawing.sigmoid": Text(
        "La última capa (`{layer}`) termina en `sigmoid` y da valores de 0 a 1; las imágenes "
        "reales van de −1 a 1.",
        "The last layer (`{layer}`) ends in `sigmoid` and gives values from 0 to 1; real images "
        "go from −1 to 1.",
    ),
    "drawing.sigmoid.try": Text(
        "Cambiar `sigmoid` por `tanh`, o agregar `Rescaling(2, offset=-1)` al final.",
        "Replace `sigmoid` by `tanh`, or add `Rescaling(2, offset=-1)` at the end.",
    ),
    "drawing.unbounded": Text(
        "La última capa (`{layer}`) tiene la activación `{activation}`, que no limita los valores "
        "de −1 a 1.",
        "The last layer (`{layer}`) has the activation `{activation}`, which does not keep values "
        "between −1 and 1.",
    ),
    "drawing.unbounded.try": Text(
        "Usar `activation='tanh'` en la última capa del generador.",
        "Use `activation='tanh'` in the last layer of the generator.",
    ),
    "criterion.discriminator_convolution.title": Text(
        "Convoluciones del discriminador", "Convolutions of the discriminator"
    ),
    "criterion.discriminator_convolution.need": Text(
        "Tener al menos {at_least:count} convoluciones de 2 × 2 o más en el discriminador.",
        "Have at least {at_least:count} convolutions of 2 × 2 or more in the discriminator.",
    ),
    "discriminator_convolution.enough": Text(
        "Convoluciones en el discriminador: {observed:count}; se pedían {required:count}.",
        "Convolutions in the discriminator: {observed:count}; asked for: {required:count}.",
    ),
    "discriminator_convolution.too_few": Text(
        "Convoluciones de 2 × 2 o más en el discriminador: {observed:count}; se pedían "
        "{required:count}.",
        "Convolutions of 2 × 2 or more in the discriminator: {observed:count}; asked for: "
        "{required:count}.",
    ),
    "discriminator_convolution.too_few.try": Text(
        "Agregar otra `Conv2D(..., strides=2)` con el doble de filtros.",
        "Add another `Conv2D(..., strides=2)` with twice the filters.",
    ),
    "discriminator_convolution.none": Text(
        "El discriminador no tiene convoluciones de 2 × 2 o más; se pedían {required:count}.",
        "The discriminator has no convolution of 2 × 2 or more; asked for: {required:count}.",
    ),
    "discriminator_convolution.none.try": Text(
        "Empezar con `Conv2D(32, 4, strides=2, padding='same')` y `LeakyReLU(0.2)` en lugar de "
        "`Flatten`.",
        "Start with `Conv2D(32, 4, strides=2, padding='same')` and `LeakyReLU(0.2)` instead of "
        "`Flatten`.",
    ),
    "criterion.discriminator_regularisation.title": Text(
        "Regularización del discriminador", "Regularisation of the discriminator"
    ),
    "criterion.discriminator_regularisation.need": Text(
        "Usar en el discriminador al menos un medio que le impida ganar demasiado pronto: dropout, "
        "ruido, normalización por lotes o espectral, aumento de datos, o L1/L2.",
        "Use at least one means in the discriminator that keeps it from winning too early: "
        "dropout, noise, batch or spectral normalisation, augmentation, or L1/L2.",
    ),
    "discriminator_regularisation.found": Text(
        "El discriminador usa {kinds}.", "The discriminator uses {kinds}."
    ),
    "discriminator_regularisation.rate": Text(
        "El dropout del discriminador tiene tasa {rate} y así no regulariza; sirve una tasa mayor "
        "que 0 y hasta 0.8.",
        "The discriminator's dropout has the rate {rate} and does not regularise; a rate above 0 "
        "and up to 0.8 does.",
    ),
    "discriminator_regularisation.rate.try": Text(
        "Usar una tasa entre 0.2 y 0.5.", "Use a rate between 0.2 and 0.5."
    ),
    "discriminator_regularisation.none": Text(
        "Ninguna capa del discriminador regulariza (`LeakyReLU` no lo hace).",
        "No layer of the discriminator regularises (`LeakyReLU` does not).",
    ),
    "discriminator_regularisation.none.try": Text(
        "Agregar `Dropout(0.3)` antes de la última capa del discriminador.",
        "Add `Dropout(0.3)` before the last layer of the discriminator.",
    ),
}
