"""Small images as PNG data URIs; the page's style enlarges them without smoothing."""

from __future__ import annotations

import base64
import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR_TYPE = {1: 0, 3: 2}
_GAP = 2


def png_data_uri(pixels: NDArray[np.uint8]) -> str:
    """Return an image as a `data:image/png;base64,...` address; same pixels, same text.

    Args:
        pixels: uint8 of shape (height, width, 3) or (height, width, 1), values 0..255.

    Raises:
        ValueError: `pixels` has another shape or dtype, or is empty.

    Source:
        W3C, PNG Specification (Third Edition): chunks, colour types 0 and 2, filter type 0.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or not pixels.size:
        raise ValueError(f"expected uint8 (height, width, 1 or 3), got {_kind(pixels)}")
    height, width, channels = pixels.shape
    if channels not in _COLOUR_TYPE:
        raise ValueError(f"expected uint8 (height, width, 1 or 3), got {_kind(pixels)}")
    header = struct.pack(">IIBBBBB", width, height, 8, _COLOUR_TYPE[channels], 0, 0, 0)
    rows = np.zeros((height, 1 + channels * width), np.uint8)
    rows[:, 1:] = pixels.reshape(height, channels * width)
    body = zlib.compress(rows.tobytes(), 9)
    chunks = _chunk(b"IHDR", header) + _chunk(b"IDAT", body) + _chunk(b"IEND", b"")
    return "data:image/png;base64," + base64.b64encode(_SIGNATURE + chunks).decode("ascii")


def strip_data_uri(images: NDArray[np.uint8]) -> str:
    """Return images side by side, a white line between two, as one PNG address.

    Args:
        images: uint8 of shape (num_images, height, width, 3 or 1), values 0..255.

    Raises:
        ValueError: `images` has another shape or dtype, or is empty.
    """
    if images.dtype != np.uint8 or images.ndim != 4 or not images.size:
        raise ValueError(f"expected uint8 (images, height, width, 1 or 3), got {_kind(images)}")
    padded = np.pad(images, ((0, 0), (0, 0), (0, _GAP), (0, 0)), constant_values=255)
    return png_data_uri(np.concatenate(list(padded), axis=1)[:, :-_GAP])


def _kind(pixels: NDArray[np.uint8]) -> str:
    return f"{pixels.dtype} {pixels.shape}"


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
