import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """A layer that does not exist."""
    model = keras.Sequential([keras.Input(input_shape), layers.Flatten()])
    model.add(layers.Dense(num_classes, activation="softmacs"))
    return model
