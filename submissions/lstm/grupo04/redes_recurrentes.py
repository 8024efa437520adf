#Grupo 4    LSTM
#en la parte B llegamos a 100% de accuracy !!!  (train)
from tensorflow.keras import Sequential, Input
from tensorflow.keras.layers import *
from tensorflow.keras.optimizers import Adam

TRAINING = {
    "memory": {"epochs": 16, "batch_size": 64},
    "sentiment": {"epochs": 20, "batch_size": 64},   # con 4 quedaba baja
}

def build_memory_model(vocabulary_size, num_classes):
    model = Sequential()
    model.add(Input((None,)))
    model.add(Embedding(vocabulary_size,32))
    model.add(LSTM(32))
    model.add(Dense(num_classes,activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy",optimizer=Adam(learning_rate=0.005),metrics=["accuracy"])
    return model

def build_sentiment_model(vocabulary_size, num_classes):
    model = Sequential()
    model.add(Input((None,)))
    model.add(Embedding(vocabulary_size,64))   # mas grande mejor
    model.add(LSTM(48))
    model.add(Dense(64,activation="relu"))
    model.add(Dense(num_classes,activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy",optimizer=Adam(learning_rate=0.005),metrics=["accuracy"])
    return model
