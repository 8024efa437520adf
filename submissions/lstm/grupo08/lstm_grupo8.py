# Grupo 8
# Parte A: LSTM con menos epocas de las que hubieramos querido
# Parte B: dos LSTM apiladas
import keras
from keras import layers

TRAINING = {
    "memory": {"epochs": 7, "batch_size": 64},
    "sentiment": {"epochs": 6, "batch_size": 64},
}


def build_memory_model(vocabulary_size, num_classes):
    """Una LSTM que lee la secuencia y responde al final."""
    model = keras.Sequential()
    model.add(keras.Input(shape=(None,)))
    model.add(layers.Embedding(vocabulary_size, 16))
    model.add(layers.LSTM(32))
    model.add(layers.Dense(num_classes, activation="softmax"))
    optimizer = keras.optimizers.Adam(0.005, clipnorm=1.0)
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def build_sentiment_model(vocabulary_size, num_classes):
    """Dos LSTM apiladas, la segunda resume lo que leyo la primera."""
    model = keras.Sequential()
    model.add(keras.Input(shape=(None,)))
    model.add(layers.Embedding(vocabulary_size, 32))
    model.add(layers.LSTM(32))
    model.add(layers.LSTM(16))
    model.add(layers.Dropout(0.4))
    model.add(layers.Dense(num_classes, activation="softmax"))
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
