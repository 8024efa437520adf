# TP 2 - LSTM
# Grupo 2
import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Input, Embedding, LSTM, Dropout, Dense

TRAINING = {"memory": {"epochs": 14, "batch_size": 64},
            "sentiment": {"epochs": 6, "batch_size": 64}}


def build_memory_model(vocabulary_size, num_classes):
    """modelo de la parte A, una LSTM de 32"""
    model = Sequential()
    model.add(Input(shape=(None,)))    # None = cualquier largo
    model.add(Embedding(vocabulary_size, 16))
    model.add(LSTM(32))
    model.add(Dense(num_classes, activation='softmax'))
    opt = keras.optimizers.Adam(learning_rate=0.003)   # con 0.001 no salia del azar
    model.compile(loss='sparse_categorical_crossentropy', optimizer=opt, metrics=['accuracy'])
    return model

def build_sentiment_model(vocabulary_size, num_classes):
    """modelo de la parte B, LSTM con dropout"""
    model = Sequential()
    model.add(Input(shape=(None,)))
    model.add(Embedding(vocabulary_size, 16))
    model.add(LSTM(24))
    #model.add(LSTM(24))     # dos capas no mejoraba
    model.add(Dropout(0.3))
    model.add(Dense(num_classes, activation='softmax'))
    opt = keras.optimizers.Adam(learning_rate=0.002)
    model.compile(loss='sparse_categorical_crossentropy', optimizer=opt, metrics=['accuracy'])
    return model


if __name__ == '__main__':
    (x_train, y_train), (x_test, y_test) = keras.datasets.imdb.load_data(num_words=5000)
    x_train = keras.utils.pad_sequences(x_train, maxlen=100)
    modelo = build_sentiment_model(5000, 2)
    modelo.fit(x_train, y_train, epochs=6, batch_size=64, validation_split=0.1)
