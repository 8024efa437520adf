import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Forgets to return."""
    keras.Sequential([keras.Input(input_shape)])
