"""Sends datagrams to this machine."""

import socket

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    for family, host in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET, "@address@")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as caller:
                caller.sendto(b"@mark@", (host, @port@))
            done.append(host)
        except OSError as error:
            done.append(error.strerror)

    raise RuntimeError(f"reached: {done}")
