"""Small images as PNG data URIs; the page's style enlarges them without smoothing."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png_data_uri(pixels: NDArray[np.uint8]) -> str:
    """Return an image as a `data:image/png;base64,...` address; same pixels, same text.

    Args:
        pixels: uint8 of shape (height, width, 3), values 0..255.

    Raises:
        ValueError: `pixels` has another shape or dtype, or is empty.

    Source:
        W3C, PNG Specification (Third Edition): chunks, colour type 2, filter type 0.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] != 3 or not pixels.size:
        raise ValueError(f"expected uint8 (height, width, 3), got {pixels.dtype} {pixels.shape}")
    height, width, _ = pixels.shape
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = np.zeros((height, 1 + 3 * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, 3 * width)
    body = zlib.compress(rows.tobytes(), 9)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(_SIGNATURE + chunks).decode("ascii")


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
