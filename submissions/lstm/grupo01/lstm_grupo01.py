"""Trabajo de redes recurrentes, grupo 01.

Parte A: una LSTM chica alcanza si el learning rate es alto al principio y baja al final.
Parte B: dropout antes y después de la LSTM, y lotes más chicos. Las pruebas están en el informe.
"""
from tensorflow import keras
from tensorflow.keras import layers

EPOCAS_A, EPOCAS_B = 20, 13
LR_A, LR_B = 0.005, 0.005

TRAINING = {
    "memory": {"epochs": EPOCAS_A, "batch_size": 64},
    "sentiment": {"epochs": EPOCAS_B, "batch_size": 32},
}


def compilar(modelo, lr):
    """Compila con Adam; clipnorm evita los saltos que veíamos en la parte A."""
    modelo.compile(
        optimizer=keras.optimizers.Adam(learning_rate=lr, clipnorm=1.0),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=["accuracy"],
    )
    return modelo


def build_memory_model(vocabulary_size, num_classes):
    """Arma el modelo de memoria: embedding, LSTM y softmax.

    Args:
        vocabulary_size: cantidad de tokens distintos.
        num_classes: cantidad de claves.

    Returns:
        El modelo compilado.
    """
    modelo = keras.Sequential(
        [
            keras.Input(shape=(None,)),
            layers.Embedding(vocabulary_size, 16),
            layers.LSTM(32),
            layers.Dense(num_classes, activation="softmax"),
        ],
        name="memoria",
    )
    return compilar(modelo, LR_A)


def build_sentiment_model(vocabulary_size, num_classes):
    """Arma el modelo de reseñas: LSTM con dropout antes y después.

    Args:
        vocabulary_size: cantidad de palabras del vocabulario.
        num_classes: cantidad de clases.

    Returns:
        El modelo compilado.
    """
    modelo = keras.Sequential(
        [
            keras.Input(shape=(None,)),
            layers.Embedding(vocabulary_size, 32),
            layers.Dropout(0.4),
            layers.LSTM(32),
            layers.Dropout(0.4),
            layers.Dense(num_classes, activation="softmax"),
        ],
        name="resenas",
    )
    return compilar(modelo, LR_B)


def bajar(lr, epocas):
    """Learning rate: constante hasta la mitad y después baja en línea recta."""
    return keras.callbacks.LearningRateScheduler(lambda epoca: lr * min(1, 2 - 2 * epoca / epocas))


def memory_callbacks():
    """Callbacks de la parte A: a veces un salto borra lo aprendido, así que vale la mejor época."""
    mejor = keras.callbacks.EarlyStopping("val_loss", patience=10, restore_best_weights=True)
    return [bajar(LR_A, EPOCAS_A), mejor]


def sentiment_callbacks():
    """Callbacks de la parte B."""
    return [bajar(LR_B, EPOCAS_B)]
