# grupo 8
# Red convolucional con SGD. Subimos el learning rate para que entrene mas rapido.
import keras
from keras import layers

LEARNING_RATE = 4.0   # con 0.01 tardaba mucho en bajar
TRAINING = {"epochs": 20, "batch_size": 32}


def build_model(input_shape, num_classes):
    """Construye la red y la compila con SGD y momentum."""
    model = keras.Sequential()
    model.add(keras.Input(shape=input_shape))
    # las imagenes ya vienen en 0-255, no hace falta normalizar
    model.add(layers.Conv2D(24, 5, strides=2, activation="relu"))
    model.add(layers.Conv2D(48, 3, activation="relu"))
    model.add(layers.MaxPooling2D(2))
    model.add(layers.Conv2D(64, 3, activation="relu"))
    model.add(layers.Flatten())
    model.add(layers.Dropout(0.4))
    model.add(layers.Dense(128, activation="relu"))
    model.add(layers.Dense(num_classes))
    perdida = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizador = keras.optimizers.SGD(learning_rate=LEARNING_RATE, momentum=0.9)
    model.compile(optimizer=optimizador, loss=perdida, metrics=["accuracy"])
    return model
