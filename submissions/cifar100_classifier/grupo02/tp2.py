"""TP2 - CIFAR100 - grupo 2
red tipo VGG: conv conv pool conv conv pool
"""
from keras import Sequential, layers
from keras.callbacks import EarlyStopping
from keras.regularizers import l2

TRAINING = dict(epochs=9, batch_size=64)
LAMBDA = 1e-4

def conv(filtros):
    return layers.Conv2D(filtros, 3, padding='same', activation='relu', kernel_regularizer=l2(LAMBDA), kernel_initializer='he_normal')

def build_model(input_shape, num_classes):
    """Devuelve la red compilada. Usamos logits y from_logits=True porque lo recomienda el tutorial de TF."""
    m = Sequential([layers.Input(input_shape), layers.Rescaling(1/255)])
    for f in (16, 32):
        m.add(conv(f)); m.add(conv(f))
        m.add(layers.MaxPooling2D())
    m.add(conv(48))
    m.add(layers.AveragePooling2D(2))
    m.add(layers.Flatten())
    m.add(layers.Dropout(0.2))
    m.add(layers.Dense(num_classes))
    from keras.losses import SparseCategoricalCrossentropy
    m.compile(optimizer='adam', loss=SparseCategoricalCrossentropy(from_logits=True), metrics=['accuracy'])
    return m

def callbacks():
    return [EarlyStopping(monitor='val_loss', patience=4, restore_best_weights=True)]
