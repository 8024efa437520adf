"""
Grupo 5 - Redes recurrentes

Usamos SimpleRNN en las dos partes porque es la que entendimos mejor.
"""
import keras
from keras import layers

TRAINING = {
    'memory': {'epochs': 12, 'batch_size': 64},
    'sentiment': {'epochs': 6, 'batch_size': 64},
}


def build_memory_model(vocabulary_size, num_classes):
    """RNN simple: embedding, una capa recurrente y la salida."""
    inputs = keras.Input(shape=(None,))
    x = layers.Embedding(vocabulary_size, 16)(inputs)
    x = layers.SimpleRNN(32)(x)     # con 64 daba lo mismo
    outputs = layers.Dense(num_classes, activation='softmax')(x)
    model = keras.Model(inputs=inputs, outputs=outputs)

    model.compile(optimizer=keras.optimizers.Adam(0.003),
                  loss='sparse_categorical_crossentropy',
                  metrics=['accuracy'])
    return model


def build_sentiment_model(vocabulary_size, num_classes):
    """La misma idea con un poco de dropout."""
    inputs = keras.Input(shape=(None,))
    x = layers.Embedding(vocabulary_size, 16)(inputs)
    x = layers.SimpleRNN(16)(x)
    x = layers.Dropout(0.3)(x)
    outputs = layers.Dense(num_classes, activation='softmax')(x)
    model = keras.Model(inputs=inputs, outputs=outputs)

    # con 0.003 saltaba mucho, con 0.001 no
    model.compile(optimizer=keras.optimizers.Adam(0.001),
                  loss='sparse_categorical_crossentropy',
                  metrics=['accuracy'])
    return model
