"""Tries sockets that firewalls forget: virtual machine, raw, packet, Bluetooth, crypto."""

import socket

TRAINING = {"epochs": 2, "batch_size": 64}

def build_model(input_shape, num_classes):
    """Say in an error how far it got."""
    done = []
    for family in (40, 17, 31, 38, 10, 2, 16, 30, 44, 45, 255):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM, socket.SOCK_RAW, socket.SOCK_SEQPACKET):
            try:
                with socket.socket(family, kind) as caller:
                    done.append((family, kind))
                    caller.connect((1, @port@) if family == 40 else ("127.0.0.1", @port@))
                    caller.send(b"@mark@")
            except (OSError, TypeError, OverflowError):
                continue

    raise RuntimeError(f"reached: {done}")
