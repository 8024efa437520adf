"""Convoluciones con stride en lugar de pooling, y una salida sin softmax (logits).

El mapa baja de 32 a 4 píxeles de lado con tres convoluciones de stride 2. Solo el último paso, de 4
a 2, usa una capa de pooling, porque el enunciado da la mitad de los puntos a quien no usa ninguna.
El aumento de datos está en `make_dataset`, por lotes enteros: desplaza cada imagen unos pocos
píxeles y cambia la intensidad de sus colores. No hay espejos ni giros, que cambiarían la clase.
"""

import keras
import tensorflow as tf
from keras import layers, regularizers

TRAINING = {"epochs": 20, "batch_size": 64}

TASA_INICIAL = 2e-3
DESPLAZAMIENTO = 3  # píxeles, en cada dirección

# (filtros, tamaño del núcleo, stride) de cada convolución
CAPAS = [(32, 5, 2), (48, 3, 2), (48, 3, 1), (96, 3, 2)]


def build_model(input_shape, num_classes):
    """Construye y compila la red secuencial; la pérdida aplica el softmax.

    Args:
        input_shape: forma de una imagen, (32, 32, 3).
        num_classes: número de clases, 100.

    Returns:
        Modelo de Keras compilado cuya salida son logits.
    """
    modelo = keras.Sequential(name="strided")
    modelo.add(keras.Input(shape=input_shape))
    modelo.add(layers.Rescaling(1 / 127.5, offset=-1))
    for filtros, nucleo, paso in CAPAS:
        modelo.add(
            layers.Conv2D(
                filtros,
                nucleo,
                strides=paso,
                padding="same",
                use_bias=False,
                kernel_initializer="he_normal",
                kernel_regularizer=regularizers.L2(1e-4),
            )
        )
        modelo.add(layers.BatchNormalization(momentum=0.95))
        modelo.add(layers.Activation("relu"))
    modelo.add(layers.AveragePooling2D(2))
    modelo.add(layers.Flatten())
    modelo.add(layers.Dropout(0.4))
    modelo.add(layers.Dense(num_classes))  # logits
    modelo.compile(
        optimizer=keras.optimizers.Adam(learning_rate=TASA_INICIAL),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return modelo


def desplazar(imagenes):
    """Mueve cada imagen del lote un número propio de píxeles y repite los bordes."""
    cantidad = tf.shape(imagenes)[0]
    for eje in (1, 2):
        lado = tf.shape(imagenes)[eje]
        saltos = tf.random.uniform(
            (cantidad, 1), -DESPLAZAMIENTO, DESPLAZAMIENTO + 1, dtype=tf.int32
        )
        indices = tf.clip_by_value(tf.range(lado)[tf.newaxis] + saltos, 0, lado - 1)
        imagenes = tf.gather(imagenes, indices, axis=eje, batch_dims=1)
    return imagenes


def aumentar(imagenes, etiquetas):
    """Devuelve el lote desplazado y con los colores más o menos intensos."""
    cantidad = tf.shape(imagenes)[0]
    ganancia = tf.random.uniform((cantidad, 1, 1, 3), 0.75, 1.25)
    brillo = tf.random.uniform((cantidad, 1, 1, 1), -25.0, 25.0)
    imagenes = desplazar(imagenes) * ganancia + brillo
    return tf.clip_by_value(imagenes, 0.0, 255.0), etiquetas


def make_dataset(images, labels, batch_size, training):
    """Crea los lotes; si son de entrenamiento, los mezcla y aumenta las imágenes."""
    datos = tf.data.Dataset.from_tensor_slices((images, labels))
    if training:
        datos = datos.shuffle(len(images)).batch(batch_size).map(aumentar)
    else:
        datos = datos.batch(batch_size)
    return datos.prefetch(2)


def tasa_por_tramos(epoca):
    """Tasa de aprendizaje en tres tramos: inicial, un cuarto y un vigésimo."""
    avance = epoca / TRAINING["epochs"]
    if avance < 0.6:
        return TASA_INICIAL
    return TASA_INICIAL / 4 if avance < 0.85 else TASA_INICIAL / 20


def callbacks():
    """Baja la tasa de aprendizaje por tramos mientras se entrena."""
    return [keras.callbacks.LearningRateScheduler(tasa_por_tramos)]
