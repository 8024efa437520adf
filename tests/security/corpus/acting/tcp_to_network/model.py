"""Connects to the address by which others know this machine, as a way out."""

import ctypes
import socket
import struct

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    try:
        with socket.create_connection(("@address@", @port@), timeout=1) as caller:
            caller.sendall(b"@mark@")
        done.append("python")
    except OSError as error:
        done.append(error.strerror)
    libc = ctypes.CDLL(None, use_errno=True)
    descriptor = libc.socket(socket.AF_INET, socket.SOCK_STREAM, 0)
    where = struct.pack("<HH4s8x", socket.AF_INET, socket.htons(@port@), socket.inet_aton("@address@"))
    if descriptor >= 0 and libc.connect(descriptor, where, 16) == 0:
        libc.write(descriptor, b"@mark@", len(b"@mark@"))
        done.append("libc")

    raise RuntimeError(f"reached: {done}")
