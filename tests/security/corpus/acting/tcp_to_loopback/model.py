"""Connects to a server on this machine."""

import socket

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    for host in ("127.0.0.1", "localhost", "0.0.0.0"):
        try:
            with socket.create_connection((host, @port@), timeout=1) as caller:
                caller.sendall(b"@mark@")
            done.append(host)
        except OSError as error:
            done.append(error.strerror)

    raise RuntimeError(f"reached: {done}")
