"""Red secuencial que reduce los mapas sobre todo con convoluciones de paso 2.

Dos convoluciones con `strides=2` hacen el trabajo del pooling clásico; una capa de promedio y el
promedio global completan la reducción. La última capa entrega logits: el softmax está en la pérdida.
El aumento de datos se hace en `make_dataset`, solo con las imágenes de entrenamiento.
"""

import keras
import tensorflow as tf
from keras import layers, regularizers

TRAINING = {"epochs": 22, "batch_size": 50}
MARGEN = 3  # desplazamiento máximo, en píxeles


def bloque(filtros, paso):
    """Devuelve la lista de capas de un bloque: convolución, normalización por lotes y ReLU."""
    return [
        layers.Conv2D(
            filtros,
            3,
            strides=paso,
            padding="same",
            use_bias=False,
            kernel_initializer="he_normal",
            kernel_regularizer=regularizers.L2(1e-4),
        ),
        layers.BatchNormalization(momentum=0.9),
        layers.ReLU(),
    ]


def build_model(input_shape, num_classes):
    """Construye y compila la red; su salida son logits, sin softmax."""
    capas = [keras.Input(shape=input_shape), layers.Rescaling(1 / 255)]
    capas += bloque(16, paso=1)  # 32 x 32
    capas += bloque(32, paso=2)  # 16 x 16
    capas += bloque(48, paso=2)  # 8 x 8
    capas += [layers.AveragePooling2D(2), layers.SpatialDropout2D(0.1)]  # 4 x 4
    capas += bloque(80, paso=1)
    capas += [layers.GlobalAveragePooling2D(), layers.Dropout(0.25), layers.Dense(num_classes)]

    modelo = keras.Sequential(capas, name="red_con_pasos")
    modelo.compile(
        optimizer=keras.optimizers.Nadam(learning_rate=0.002),
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return modelo


def desplazar_y_aclarar(imagen, etiqueta):
    """Recorta al azar la imagen ampliada por reflejo y cambia un poco su brillo y contraste."""
    bordes = [[MARGEN, MARGEN], [MARGEN, MARGEN], [0, 0]]
    ampliada = tf.pad(imagen, bordes, mode="REFLECT")
    nueva = tf.image.random_crop(ampliada, imagen.shape)
    nueva = tf.image.random_brightness(nueva, max_delta=20.0)
    nueva = tf.image.random_contrast(nueva, 0.85, 1.15)
    return tf.clip_by_value(nueva, 0.0, 255.0), etiqueta


def make_dataset(images, labels, batch_size, training):
    """Crea los lotes; las imágenes de entrenamiento se mezclan y se varían en cada época."""
    datos = tf.data.Dataset.from_tensor_slices((images, labels))
    if training:
        datos = datos.shuffle(len(images)).map(desplazar_y_aclarar)
    return datos.batch(batch_size).prefetch(2)


def callbacks():
    """Baja la tasa de aprendizaje cuando no hay avance y conserva los mejores pesos."""
    return [
        keras.callbacks.ReduceLROnPlateau(monitor="val_loss", factor=0.4, patience=2, min_lr=1e-5),
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=6, restore_best_weights=True, start_from_epoch=5
        ),
    ]
