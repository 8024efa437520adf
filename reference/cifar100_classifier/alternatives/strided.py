"""Una red sin capas de reducción intermedias: los pasos de las convoluciones achican la imagen.

La salida son valores crudos (logits) y la pérdida aplica la softmax. Antes de la capa final un
promedio de 4 x 4 reduce lo que queda.
"""

import keras
from keras import layers

PASOS_POR_EPOCA = 100
TRAINING = {"epochs": 14, "batch_size": 50}


def build_model(input_shape, num_classes):
    """Construye y compila la red; las imágenes llegan con valores de 0 a 255."""
    modelo = keras.Sequential(name="red_con_pasos")
    modelo.add(keras.Input(input_shape))
    modelo.add(layers.Rescaling(1 / 255))
    modelo.add(layers.RandomTranslation(0.1, 0.1))
    for filtros, paso in ((48, 2), (64, 1), (96, 2), (128, 1)):
        modelo.add(layers.Conv2D(filtros, 3, strides=paso, padding="same"))
        modelo.add(layers.BatchNormalization(momentum=0.9))
        modelo.add(layers.Activation("elu"))
    modelo.add(layers.AveragePooling2D(4))
    modelo.add(layers.Flatten())
    modelo.add(layers.Dropout(0.3))
    modelo.add(layers.Dense(num_classes))
    pasos = 14 * PASOS_POR_EPOCA
    tasa = keras.optimizers.schedules.CosineDecay(2e-3, pasos, alpha=0.02)
    modelo.compile(
        optimizer=keras.optimizers.Adam(tasa),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return modelo
