"""Aborts as a failing C++ check would."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Die by SIGABRT."""
    os.abort()
