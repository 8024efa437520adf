"""Computes for ever while the model is built."""

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Never return."""
    number = 1
    while True:
        number = (number * 3) % 1_000_003
