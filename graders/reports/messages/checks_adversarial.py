"""What the worker checks and notes about a generator and its discriminator."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "check.settings_rate": Text(
        '`TRAINING["{key}"]` debe ser un número positivo y es: {found}.',
        '`TRAINING["{key}"]` must be a positive number and is: {found}.',
    ),
    "check.latent_dim_too_large": Text(
        '`TRAINING["latent_dim"]` es {found}; la tarea permite {cap} como máximo.',
        '`TRAINING["latent_dim"]` is {found}; the assignment allows {cap} at most.',
    ),
    "check.no_model_returned": Text(
        "`{function}` debe devolver un modelo de Keras y devolvió: {found}.",
        "`{function}` must return a Keras model and returned: {found}.",
    ),
    "check.generator_output_shape": Text(
        "El generador dibuja imágenes de forma {found}; la forma debe ser {expected}.",
        "The generator draws images of shape {found}; the shape must be {expected}.",
    ),
    "check.discriminator_output_shape": Text(
        "La salida del discriminador tiene forma {found}; debe ser {expected}, un número por "
        "imagen.",
        "The discriminator's output has shape {found}; it must be {expected}, one number per "
        "image.",
    ),
    "check.generator_custom_code": Text(
        "El generador contiene código Python propio (una clase, una capa `Lambda` o una función). "
        "Debe construirse con `Sequential` o la API funcional y con capas de Keras, porque las "
        "imágenes se dibujan sin ejecutar el código entregado.",
        "The generator contains Python code of its own (a class, a `Lambda` layer or a function). "
        "It must be built with `Sequential` or the functional API and with layers of Keras, "
        "because images are drawn without running the code handed in.",
    ),
    "check.gan_not_compiled": Text(
        "`build_gan` devolvió un modelo sin compilar: falta llamar a `gan.compile(...)`, y en un "
        "`compile` propio, a `super().compile()`.",
        "`build_gan` returned a model that is not compiled: a call of `gan.compile(...)` is "
        "missing, or of `super().compile()` in a `compile` of your own.",
    ),
    "check.gan_without_train_step": Text(
        "El modelo que devuelve `build_gan` no tiene un `train_step` propio. Debe ser una clase "
        "que hereda de `keras.Model` y define `train_step(self, real_images)`; sin `build_gan`, "
        "entrena el corrector.",
        "The model `build_gan` returns has no `train_step` of its own. It must be a class that "
        "inherits from `keras.Model` and defines `train_step(self, real_images)`; without "
        "`build_gan`, the grader does the training.",
    ),
    "check.adversarial_loss_not_finite": Text(
        "Hasta el paso {step} una pérdida dejó de ser un número finito (NaN o infinito).",
        "By step {step} a loss had stopped being a finite number (NaN or infinite).",
    ),
    "check.generator_not_finite": Text(
        "En el paso {step} hay pesos del generador que no son números finitos.",
        "At step {step} some weights of the generator are not finite numbers.",
    ),
    "check.generator_changed": Text(
        "Las capas del generador cambiaron durante el entrenamiento; deben quedar como las dejó "
        "`build_generator`.",
        "The generator's layers changed during training; they must stay as `build_generator` made "
        "them.",
    ),
    "note.steps_capped": Text(
        "Se pidieron {asked:count} pasos; la tarea permite {cap:count} como máximo y se usaron "
        "esos.",
        "You asked for {asked:count} steps; the assignment allows {cap:count} at most, which were "
        "used.",
    ),
    "note.step_budget_reached": Text(
        "El presupuesto de cálculo alcanzó para {steps_run:count} de los {steps_requested:count} "
        "pasos pedidos; se calificó el generador de ese momento.",
        "The compute budget paid for {steps_run:count} of the {steps_requested:count} steps asked "
        "for; the generator was graded as it stood then.",
    ),
    "note.own_train_step_used": Text(
        "Se entrenó con el `train_step` de la clase que devuelve `build_gan`.",
        "Training used the `train_step` of the class that `build_gan` returns.",
    ),
}
