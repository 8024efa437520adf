"""Reads where nothing is, so that the interpreter dies."""

import ctypes

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Die by a segmentation fault."""
    return ctypes.string_at(8)
