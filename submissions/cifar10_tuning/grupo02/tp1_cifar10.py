# TP 1 - CIFAR10
# Grupo 2
import numpy as np
import keras
from keras.models import Sequential
from keras.layers import Input, Rescaling, Conv2D, MaxPooling2D, Flatten, Dense, Dropout

epochs = 18
batch_size = 64

def build_model(input_shape, num_classes):
    """modelo con 3 convolucionales y dropout"""
    model = Sequential()
    model.add(Input(shape=input_shape))
    model.add(Rescaling(1./255))   # pasar a 0-1

    model.add(Conv2D(16, (3,3), activation='relu'))
    model.add(MaxPooling2D((2,2)))
    model.add(Conv2D(32, (3,3), activation='relu'))
    model.add(MaxPooling2D((2,2)))
    model.add(Conv2D(64, (3,3), activation='relu'))
    #model.add(MaxPooling2D((2,2)))   # con esto bajaba un poco

    model.add(Flatten())
    model.add(Dropout(0.25))
    model.add(Dense(64, activation='relu'))
    model.add(Dropout(0.25))
    model.add(Dense(num_classes, activation='softmax'))

    opt = keras.optimizers.Adam(learning_rate=0.001)
    model.compile(loss='sparse_categorical_crossentropy', optimizer=opt, metrics=['accuracy'])
    return model

TRAINING = {"epochs": epochs, "batch_size": batch_size}


# para ver las curvas nosotros
def graficar(history):
    import matplotlib.pyplot as plt
    plt.plot(history.history['accuracy'], label='train')
    plt.plot(history.history['val_accuracy'], label='val')
    plt.legend()
    plt.show()

if __name__ == '__main__':
    (x_train, y_train), (x_test, y_test) = keras.datasets.cifar10.load_data()
    modelo = build_model((32,32,3), 10)
    h = modelo.fit(x_train, y_train, epochs=epochs, batch_size=batch_size, validation_split=0.1)
    graficar(h)
