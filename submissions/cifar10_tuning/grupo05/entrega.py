"""
Grupo 5 - Entrega CIFAR-10

Usamos una red densa (MLP) porque es lo que vimos en las primeras clases.
Agregamos dropout para que no memorice.
"""
import keras
from keras import layers, regularizers

TRAINING = {'epochs': 15, 'batch_size': 128}


def build_model(input_shape, num_classes):
    """Red densa: aplana la imagen y usa tres capas ocultas con dropout."""
    inputs = keras.Input(shape=input_shape)
    x = layers.Rescaling(1/255.)(inputs)
    x = layers.Flatten()(x)     # 32*32*3 = 3072
    for unidades in [256, 128, 64]:
        x = layers.Dense(unidades, activation='relu')(x)
        x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(num_classes, activation='softmax')(x)
    model = keras.Model(inputs=inputs, outputs=outputs)

    # probamos SGD pero tardaba mucho en bajar la loss
    model.compile(optimizer='adam',
                  loss='sparse_categorical_crossentropy',
                  metrics=['accuracy'])
    return model
