"""Leaves files in the home folder, in /tmp and beside the gradebook."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Say in an error where files could be left."""
    done = []
    for folder in ("@home@", "@temporary@", "@course@/var", "@inbox@/grupo00", "/tmp", "/var/tmp"):
        try:
            with open(os.path.join(folder, "@mark@"), "w") as file:
                file.write("@mark@")
            done.append(folder)
        except OSError as error:
            done.append(error.strerror)
    raise RuntimeError(f"left: {done}")
