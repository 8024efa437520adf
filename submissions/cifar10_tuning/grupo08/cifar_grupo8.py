# Grupo 8
# Buscamos el ancho de la red para no pasarnos de parametros
import keras
from keras import layers

TRAINING = {"epochs": 10, "batch_size": 64}

MAX_PARAMETROS = 300000
KERNEL = 3
CANALES_ENTRADA = 3


def cantidad_parametros(filtros):
    """Cuenta los parametros de las tres convoluciones (pesos + bias)."""
    total = 0
    entrada = CANALES_ENTRADA
    for f in filtros:
        total += (KERNEL * KERNEL * entrada + 1) * f
        entrada = f
    return total


def build_model(input_shape, num_classes):
    """Arma la red con los filtros mas grandes que entren en el limite."""
    filtros = [256, 256, 512]
    # achicar de a poco hasta que entre
    while cantidad_parametros(filtros) > MAX_PARAMETROS:
        filtros = [max(f - 16, 192) for f in filtros]

    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    model.add(layers.Rescaling(1.0 / 255))
    for f in filtros:
        model.add(layers.Conv2D(f, KERNEL, padding="same", activation="relu"))
        model.add(layers.MaxPooling2D())
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.5))
    model.add(layers.Dense(num_classes, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
