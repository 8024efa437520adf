"""Leaves while the file is loaded."""

import sys

TRAINING = {"epochs": 2, "batch_size": 64}
WIDTH = sys.exit(0)


def build_model(input_shape, num_classes):
    """Never called."""
    return WIDTH
