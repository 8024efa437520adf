import keras
from keras import layers

TRAINING = {"epochs": 10**17, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Nothing wrong here."""
    model = keras.Sequential([keras.Input(input_shape), layers.Flatten(), layers.Dense(num_classes)])
    model.compile("sgd", "mse")
    return model
