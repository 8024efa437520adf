"""Prints without end."""

import sys

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Print until somebody stops it."""
    line = "flood " * 200
    while True:
        print(line)
        print(line, file=sys.stderr)
