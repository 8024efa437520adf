"""Recurses until the C stack is used up."""

import sys

TRAINING = {"epochs": 2, "batch_size": 64}

def dig(depth):
    """Go deeper through C code, which the interpreter does not count."""
    return sorted([depth, depth + 1], key=lambda item: dig(item + 1))


def build_model(input_shape, num_classes):
    """Dig without a limit."""
    sys.setrecursionlimit(10**9)
    return dig(0)
