# Grupo 4 - version 3 FINAL (ahora si)
# v1: 22 % train   v2: 71 % train   v3: 100 % train :)
# sacamos el dropout porque bajaba la accuracy de entrenamiento
import keras
from keras.layers import Conv2D, MaxPooling2D, Dense, Flatten, Rescaling, Input

TRAINING = {'epochs': 18, 'batch_size': 64}

def build_model(input_shape, num_classes):
    entrada = Input(input_shape)
    h = Rescaling(1/255)(entrada)
    h = Conv2D(20, 3, padding='same', activation='relu')(h)
    h = MaxPooling2D()(h)
    h = Conv2D(40, 3, padding='same', activation='relu')(h)
    h = MaxPooling2D()(h)
    h = Conv2D(40, 3, padding='same', activation='relu')(h)
    h = Flatten()(h)
    h = Dense(350, activation='relu')(h)
    salida = Dense(num_classes, activation='softmax')(h)
    model = keras.Model(entrada, salida)
    model.compile('adam', 'sparse_categorical_crossentropy', metrics=['accuracy'])
    return model
