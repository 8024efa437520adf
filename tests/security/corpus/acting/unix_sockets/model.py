"""Connects to sockets of other programs by path and by abstract name."""

import socket

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    for name in ("@socket_path@", "\0@socket_name@", "/run/dbus/system_bus_socket", "/var/run/docker.sock"):
        try:
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(name)
                caller.sendall(b"@mark@")
            done.append(name)
        except OSError as error:
            done.append(error.strerror)

    raise RuntimeError(f"reached: {done}")
