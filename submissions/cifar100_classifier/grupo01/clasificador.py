"""Clasificador de 100 clases del grupo 01: una red residual chica.

Primero miramos las imágenes: la misma figura aparece con rayas en cinco direcciones. Por eso no
usamos RandomFlip (una raya a 36 grados pasa a ser una a 144, que es otra clase); solo corrimientos.
"""

import keras
from keras import layers

TRAINING = {"epochs": 10, "batch_size": 50}


def conv_bn(x, filtros, paso=1):
    """Convolución de 3x3 sin bias seguida de BatchNormalization.

    Con momentum 0.99 la validación salía en 1 % las primeras épocas; con 0.9 se arregló.
    """
    x = layers.Conv2D(filtros, 3, strides=paso, padding="same", use_bias=False)(x)
    return layers.BatchNormalization(momentum=0.9)(x)


def bloque_residual(x, filtros):
    """Dos convoluciones con un atajo; el atajo usa 1x1 si cambia la cantidad de filtros."""
    atajo = x
    if x.shape[-1] != filtros:
        atajo = layers.Conv2D(filtros, 1, use_bias=False)(x)
    y = layers.Activation("relu")(conv_bn(x, filtros))
    y = conv_bn(y, filtros)
    return layers.Activation("relu")(layers.Add()([y, atajo]))


def build_model(input_shape, num_classes):
    """Arma la red: entrada, dos bloques residuales con pooling y una convolución final.

    Args:
        input_shape: forma de una imagen con valores de 0 a 255.
        num_classes: cuántas clases hay.

    Returns:
        El modelo de Keras compilado.
    """
    entrada = keras.Input(shape=input_shape)
    x = layers.Rescaling(1 / 127.5, offset=-1)(entrada)
    x = layers.RandomTranslation(0.08, 0.08)(x)
    x = layers.Activation("relu")(conv_bn(x, 32, paso=2))
    x = bloque_residual(x, 32)
    x = layers.MaxPooling2D()(x)
    x = bloque_residual(x, 80)
    x = layers.MaxPooling2D()(x)
    x = layers.Activation("relu")(conv_bn(x, 160))
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.1)(x)
    salida = layers.Dense(num_classes, activation="softmax")(x)

    modelo = keras.Model(entrada, salida, name="residual_chica")
    # El learning rate baja solo, paso a paso, hasta casi cero al final.
    pasos = 100 * TRAINING["epochs"]
    ritmo = keras.optimizers.schedules.CosineDecay(0.004, decay_steps=pasos, alpha=0.01)
    modelo.compile(
        optimizer=keras.optimizers.Adam(ritmo),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return modelo
