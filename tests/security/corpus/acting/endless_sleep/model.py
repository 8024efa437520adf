"""Sleeps for ever, which costs no CPU time."""

import time

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Wait for nothing."""
    while True:
        time.sleep(3600)
