"""Dos LSTM apiladas por parte, con modelos secuenciales que devuelven logits.

La primera LSTM entrega su salida en cada paso y la segunda la resume. La última capa no tiene
softmax: la pérdida la aplica (`from_logits=True`) y la clase con el logit mayor es la respuesta.
Los gradientes se recortan uno por uno en la parte B y por su norma global en la parte A.
"""

import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 24, "batch_size": 64},
    "sentiment": {"epochs": 12, "batch_size": 50},
}


class DetenerAlResolver(keras.callbacks.Callback):
    """Detiene el entrenamiento tras varias épocas seguidas con exactitud casi perfecta."""

    def __init__(self, meta=0.995, seguidas=3):
        super().__init__()
        self.meta = meta
        self.seguidas = seguidas
        self.cuenta = 0

    def on_train_begin(self, logs=None):
        """Empieza a contar de nuevo."""
        self.cuenta = 0

    def on_epoch_end(self, epoch, logs=None):
        """Cuenta las épocas seguidas que alcanzan la meta con datos de validación."""
        exactitud = (logs or {}).get("val_accuracy", 0.0)
        self.cuenta = self.cuenta + 1 if exactitud >= self.meta else 0
        if self.cuenta >= self.seguidas:
            self.model.stop_training = True


def build_memory_model(vocabulary_size, num_classes):
    """Construye la pila que recuerda la clave de la primera señal, sin dropout."""
    inicial = keras.initializers.RandomUniform(-0.8, 0.8)
    optimizador = keras.optimizers.Adam(learning_rate=4e-3, global_clipnorm=1.0)
    capas = [
        layers.Embedding(vocabulary_size, 16, embeddings_initializer=inicial),
        *_pila(32, 32),
        layers.Dense(num_classes),
    ]
    return _compilar(capas, optimizador)


def build_sentiment_model(vocabulary_size, num_classes):
    """Construye la pila que lee reseñas, con dropout entre todas sus capas."""
    optimizador = keras.optimizers.Adam(learning_rate=3e-3, clipvalue=0.5)
    capas = [
        layers.Embedding(vocabulary_size, 16, mask_zero=True),
        layers.SpatialDropout1D(0.2),
        *_pila(20, 16, descarte=0.2),
        layers.Dropout(0.3),
        layers.Dense(num_classes),
    ]
    return _compilar(capas, optimizador)


def memory_callbacks():
    """Termina cuando la tarea está resuelta y conserva los pesos de la mejor época."""
    return [
        DetenerAlResolver(),
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=10, start_from_epoch=6, restore_best_weights=True
        ),
    ]


def sentiment_callbacks():
    """Conserva los pesos de la época con menor pérdida de validación."""
    return [
        keras.callbacks.EarlyStopping(
            monitor="val_loss", patience=4, start_from_epoch=3, restore_best_weights=True
        )
    ]


def _pila(primera, segunda, descarte=0.0):
    """Devuelve dos LSTM y, si se pide, el dropout que las separa."""
    entre = [layers.SpatialDropout1D(descarte)] if descarte else []
    return [layers.LSTM(primera, return_sequences=True), *entre, layers.LSTM(segunda)]


def _compilar(capas, optimizador):
    """Arma el modelo secuencial y lo compila con una pérdida que recibe logits."""
    modelo = keras.Sequential([keras.Input((None,)), *capas])
    modelo.compile(
        optimizer=optimizador,
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    return modelo
