"""Acts while it is read: at the top, in decorators, in defaults, in classes."""

import os

TRAINING = {"epochs": 2, "batch_size": 64}
open("@home@/@mark@", "w").write("read")
os.system("touch @home@/@mark@")


@(lambda function: open("@home@/@mark@", "w") and function)
def build_modell(input_shape=os.system("touch @home@/@mark@"), num_classes=10):
    """Return nothing."""


class Run:
    """Runs where it is defined."""

    done = open("@home@/@mark@", "w")
