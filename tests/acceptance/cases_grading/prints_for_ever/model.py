import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Floods the terminal."""
    while True:
        print("hola" * 1000)
