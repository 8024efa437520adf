"""
Grupo 5 - Entrega CIFAR-10

Usamos una red densa (MLP) porque es lo que vimos en las primeras clases.
Agregamos dropout para que no memorice.
"""
import keras
from keras import layers, regularizers

TRAINING = {'epochs': 20, 'batch_size': 64}


def build_model(input_shape, num_classes):
    """Red densa: aplana la imagen y usa dos capas ocultas con dropout."""
    inputs = keras.Input(shape=input_shape)
    x = layers.Rescaling(1/255.)(inputs)
    x = layers.Flatten()(x)     # 32*32*3 = 3072
    for unidades in [256, 128]:
        x = layers.Dense(unidades, activation='relu')(x)
        x = layers.Dropout(0.2)(x)
    outputs = layers.Dense(num_classes, activation='softmax')(x)
    model = keras.Model(inputs=inputs, outputs=outputs)

    # con 0.001 no aprendia nada, con 0.0003 si
    model.compile(optimizer=keras.optimizers.Adam(0.0003),
                  loss='sparse_categorical_crossentropy',
                  metrics=['accuracy'])
    return model
