"""Leaves with the status that a shell gives to a killed program."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Leave with 128 + 9."""
    os._exit(137)
