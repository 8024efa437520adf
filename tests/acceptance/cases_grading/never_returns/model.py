import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Searches for ever."""
    size = 1
    while size > 0:
        size += 1
    return size
