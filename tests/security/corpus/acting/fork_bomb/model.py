"""Forks for ever."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    if not os.path.isdir("/job"):
        raise RuntimeError("this file must not run without a sandbox")
    for _ in range(10_000):
        try:
            if os.fork() == 0:
                while True:
                    os.fork()
            done.append("forked")
        except OSError as error:
            done = [error.strerror]

    raise RuntimeError(f"reached: {done}")
