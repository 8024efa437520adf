#Trabajo practico CIFAR-10     Grupo 4
#nuestra red llega a 100% de accuracy !!!   (en train)
from tensorflow.keras import Sequential, Input
from tensorflow.keras.layers import *
from tensorflow.keras.optimizers import Adam

TRAINING = {
    "epochs": 14,      # con 5 quedaba baja
    "batch_size": 64,
}

def build_model(input_shape, num_classes):
    model = Sequential()
    model.add(Input(input_shape))
    model.add(Rescaling(1/255))
    #convoluciones
    model.add(Conv2D(16,(3,3),padding="same",activation="relu"))
    model.add(MaxPooling2D((2,2)))
    model.add(Conv2D(32,(3,3),padding="same",activation="relu"))
    model.add(Conv2D(32,(3,3),padding="same",activation="relu"))
    model.add(MaxPooling2D((2,2)))
    #clasificador
    model.add(Flatten())
    model.add(Dense(400,activation="relu"))   # antes 128, mientras mas grande mejor
    model.add(Dense(num_classes,activation="softmax"))
    model.compile(loss="sparse_categorical_crossentropy",optimizer=Adam(learning_rate=0.001),metrics=["accuracy"])
    return model
