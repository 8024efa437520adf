"""Frames on the result pipe: JSON messages and NumPy arrays, nothing else.

Theory of operation: a frame is the four bytes `GRD1`, one byte for the kind (`J` or `A`), the
payload length as eight little-endian bytes, and the payload. A `J` payload is one message in
JSON. An `A` payload is a name (one length byte, ASCII) followed by an array in `.npy` format 1.0
or 2.0 (NumPy NEP 1) of a plain numeric type. The reader checks lengths, name, type and shape
before it allocates, so a header that promises ten gigabytes costs nothing.
"""

from __future__ import annotations

import ast
import io
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from graders.errors import WireFormatError
from graders.wire.messages import MESSAGE, AnyMessage

MAGIC = b"GRD1"
PREFIX = struct.Struct("<4scQ")
MAX_JSON_BYTES = 8 * 2**20
MAX_ALL_JSON_BYTES = 24 * 2**20
MAX_FRAMES = 20_000
ARRAY_NAME = re.compile(rb"[a-z_]{1,32}(/[a-z0-9_]{1,32})?\Z")
ARRAY_TYPES = frozenset({"|u1", "<u2", "<i4", "<i8", "<f4", "<f8"})
_NPY_MAGIC = b"\x93NUMPY"
_MAX_HEADER_BYTES = 4096


@dataclass(frozen=True, slots=True)
class NamedArray:
    """An array with the name it was sent under."""

    name: str
    array: NDArray[Any]


def encode_message(message: AnyMessage) -> bytes:
    """Return the frame that carries `message`."""
    payload = message.model_dump_json().encode()
    return PREFIX.pack(MAGIC, b"J", len(payload)) + payload


def encode_array(name: str, array: NDArray[Any]) -> bytes:
    """Return the frame that carries `array`, in C order and little-endian.

    Raises:
        ValueError: The type is not one of `ARRAY_TYPES`.
    """
    if array.dtype.str not in ARRAY_TYPES:
        raise ValueError(f"arrays of type {array.dtype} do not cross the wall")
    body = io.BytesIO()
    np.lib.format.write_array(
        body, np.ascontiguousarray(array).reshape(array.shape), (1, 0), allow_pickle=False
    )
    label = name.encode("ascii")
    payload = bytes([len(label)]) + label + body.getvalue()
    return PREFIX.pack(MAGIC, b"A", len(payload)) + payload


class FrameReader:
    """Turns a hostile byte stream into messages and arrays.

    Args:
        max_array_bytes: Largest array payload.
        max_total_bytes: Largest sum of all payloads.
    """

    def __init__(self, *, max_array_bytes: int, max_total_bytes: int) -> None:
        self._buffer = bytearray()
        self._max_array_bytes = max_array_bytes
        self._remaining = max_total_bytes
        self._remaining_json = MAX_ALL_JSON_BYTES
        self._remaining_frames = MAX_FRAMES

    @property
    def pending(self) -> int:
        """Bytes of an unfinished frame."""
        return len(self._buffer)

    def feed(self, data: bytes) -> Iterator[AnyMessage | NamedArray]:
        """Add bytes and yield the frames they complete, also those before one that is not valid.

        Raises:
            WireFormatError: The bytes are not a valid frame, or too many.
        """
        self._remaining -= len(data)
        if self._remaining < 0:
            raise WireFormatError("the worker sent more than its results may hold")
        self._buffer += data
        while len(self._buffer) >= PREFIX.size:
            magic, kind, length = PREFIX.unpack_from(self._buffer)
            if magic != MAGIC or kind not in (b"J", b"A"):
                raise WireFormatError("not a frame")
            if length > (MAX_JSON_BYTES if kind == b"J" else self._max_array_bytes):
                raise WireFormatError(f"a frame of {length} bytes is too long")
            if len(self._buffer) < PREFIX.size + length:
                break
            self._spend(length if kind == b"J" else 0)
            payload = bytes(memoryview(self._buffer)[PREFIX.size : PREFIX.size + length])
            del self._buffer[: PREFIX.size + length]
            yield decode_message(payload) if kind == b"J" else _decode_array(payload)

    def _spend(self, json_bytes: int) -> None:
        # Parsed JSON takes many times its size in memory, so all of it together has a cap too.
        self._remaining_json -= json_bytes
        self._remaining_frames -= 1
        if self._remaining_json < 0 or self._remaining_frames < 0:
            raise WireFormatError("the worker sent more messages than a run has")


def decode_message(payload: bytes) -> AnyMessage:
    """Parse one JSON message.

    Raises:
        WireFormatError: It is not JSON or not a known message.
    """
    try:
        return MESSAGE.validate_json(payload)
    except ValidationError as error:
        raise WireFormatError(f"not a message: {error.errors()[0]['type']}") from None


def _decode_array(payload: bytes) -> NamedArray:
    size = payload[0] if payload else 0
    name, body = payload[1 : 1 + size], payload[1 + size :]
    if not ARRAY_NAME.match(name):
        raise WireFormatError("an array has no proper name")
    return NamedArray(name.decode("ascii"), decode_npy(body))


def decode_npy(body: bytes) -> NDArray[Any]:
    """Read one `.npy` array of a plain numeric type, checking its header against its length.

    Raises:
        WireFormatError: It is damaged, of another type, or longer or shorter than it says.

    Source:
        NumPy NEP 1, versions 1.0 and 2.0.
    """
    if body[:6] != _NPY_MAGIC or body[6:8] not in (b"\x01\x00", b"\x02\x00"):
        raise WireFormatError("not a .npy array")
    width = 2 if body[6] == 1 else 4
    header_size = int.from_bytes(body[8 : 8 + width], "little")
    start = 8 + width + header_size
    if header_size > _MAX_HEADER_BYTES or len(body) < start:
        raise WireFormatError("the array's header is damaged")
    shape, dtype = _parse_header(body[8 + width : start])
    expected = dtype.itemsize
    for dimension in shape:
        expected *= dimension
    if expected != len(body) - start:
        raise WireFormatError("the array's header does not match its length")
    return np.frombuffer(body, dtype=dtype, offset=start).reshape(shape)


def _parse_header(raw: bytes) -> tuple[tuple[int, ...], np.dtype[Any]]:
    try:
        header = ast.literal_eval(raw.decode("latin-1").strip())
        descr, fortran, shape = header["descr"], header["fortran_order"], header["shape"]
    except (ValueError, SyntaxError, KeyError, TypeError, RecursionError, MemoryError):
        raise WireFormatError("the array's header is damaged") from None
    plain_shape = isinstance(shape, tuple) and all(type(n) is int and 0 <= n < 2**40 for n in shape)
    plain_type = isinstance(descr, str) and descr in ARRAY_TYPES
    if not plain_shape or len(shape) > 8 or fortran is not False or not plain_type:
        raise WireFormatError("the array's type or shape is not accepted")
    return shape, np.dtype(descr)
