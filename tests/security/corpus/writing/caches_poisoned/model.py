"""Plants a data set where Keras and the grader look for downloaded ones."""

import os
import pathlib

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Say in an error which caches could be written."""
    done = []
    for place in (
        "@home@/.keras/datasets/cifar-10-batches-py.tar.gz",
        "@home@/.cache/@mark@",
        "@home@/.keras/keras.json",
        "@course@/var/data/cifar10/@mark@.npz",
        "@project@/var/data/@mark@.npz",
        os.path.expanduser("~/.keras/keras.json"),
    ):
        try:
            path = pathlib.Path(place)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("@mark@")
            done.append(place)
        except OSError as error:
            done.append(error.strerror)
    raise RuntimeError(f"planted: {done}")
