import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
import os
import signal


def build_model(input_shape, num_classes):
    """Dies by a signal of its own."""
    os.kill(os.getpid(), signal.SIGABRT)
