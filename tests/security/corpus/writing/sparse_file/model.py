"""Makes a file of a terabyte that takes no room."""

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Fail where the file system says no."""
    with open("/scratch/sparse", "wb") as file:
        file.truncate(2**40)
        file.seek(2**39)
        file.write(b"@mark@")
    raise RuntimeError("a terabyte")
