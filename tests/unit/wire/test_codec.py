"""Frames carry messages and arrays unchanged, and nothing else gets through."""

import io
import struct

import numpy as np
import pytest

from graders.errors import WireFormatError
from graders.wire.codec import MAGIC, PREFIX, FrameReader, NamedArray, encode_array, encode_message
from graders.wire.messages import StageReached


def reader(max_array_bytes: int = 10_000, max_total_bytes: int = 100_000) -> FrameReader:
    return FrameReader(max_array_bytes=max_array_bytes, max_total_bytes=max_total_bytes)


def array_frame(body: bytes, name: bytes = b"outputs/hidden") -> bytes:
    payload = bytes([len(name)]) + name + body
    return PREFIX.pack(MAGIC, b"A", len(payload)) + payload


def npy(array: np.ndarray, version: tuple[int, int] = (1, 0)) -> bytes:
    body = io.BytesIO()
    np.lib.format.write_array(body, array, version, allow_pickle=True)
    return body.getvalue()


def test_message_and_array_survive_the_pipe_byte_by_byte():
    """However the pipe cuts the stream, the same frames come out."""
    array = np.arange(12, dtype=np.float32).reshape(3, 4)
    stream = encode_message(StageReached(stage="training")) + encode_array("weights/0000", array)
    taker = reader()
    frames = [frame for byte in stream for frame in taker.feed(bytes([byte]))]
    assert frames[0] == StageReached(stage="training")
    assert isinstance(frames[1], NamedArray)
    assert frames[1].name == "weights/0000"
    np.testing.assert_array_equal(frames[1].array, array)


def test_header_that_promises_ten_gigabytes_is_refused_before_allocation():
    """A shape that does not match the bytes sent is malformed, whatever it promises."""
    header = b"{'descr': '<f4', 'fortran_order': False, 'shape': (2684354560,), }"
    body = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + b"\0" * 16
    with pytest.raises(WireFormatError, match="does not match"):
        list(reader().feed(array_frame(body)))


def test_frame_longer_than_its_cap_is_refused_from_its_length_alone():
    """The reader does not wait for ten gigabytes to arrive before it says no."""
    with pytest.raises(WireFormatError, match="too long"):
        list(reader().feed(PREFIX.pack(MAGIC, b"A", 10 * 2**30)))


def test_stream_longer_than_its_cap_is_refused():
    """Many small frames cannot fill the parent's memory."""
    frame = encode_message(StageReached(stage="training"))
    with pytest.raises(WireFormatError, match="more than"):
        list(reader(max_total_bytes=len(frame) * 3).feed(frame * 4))


@pytest.mark.parametrize(
    "array",
    [
        np.array([object()], dtype=object),
        np.array(["text"]),
        np.zeros(3, dtype=[("a", "<f4")]),
        np.zeros(3, dtype=np.complex128),
        np.zeros(3, dtype=">f4"),
    ],
    ids=["pickled objects", "text", "structured", "complex", "big endian"],
)
def test_array_of_another_type_is_refused(array):
    """Only plain little-endian numbers cross the wall; nothing is ever unpickled."""
    with pytest.raises(WireFormatError):
        list(reader().feed(array_frame(npy(array))))


@pytest.mark.parametrize(
    "name", [b"../../etc/passwd", b"a/b/c", b"", b"Weights", b"a" * 80, b"a\n"]
)
def test_array_name_that_could_become_a_path_is_refused(name):
    """Names are short lower-case words with at most one slash."""
    with pytest.raises(WireFormatError, match="name"):
        list(reader().feed(array_frame(npy(np.zeros(1, np.float32)), name=name)))


@pytest.mark.parametrize(
    "payload",
    [
        b"{}",
        b'{"kind": "score", "points": 100}',
        b'{"kind": "stage", "stage": "training", "points": 100}',
        b'{"kind": "stage", "stage": 7}',
        b'{"kind": "epoch", "epoch": 1, "epochs": 2, "metrics": {"loss": NaN}}',
        b"[" * 100_000,
        b"\xff\xfe",
    ],
)
def test_message_of_unknown_form_is_refused(payload):
    """There is no message with a score in it, and none with a key too many."""
    with pytest.raises(WireFormatError):
        list(reader(max_total_bytes=10**6).feed(PREFIX.pack(MAGIC, b"J", len(payload)) + payload))


def test_object_arrays_cannot_be_sent():
    """The worker's own encoder refuses what the reader would refuse."""
    with pytest.raises(ValueError, match="do not cross"):
        encode_array("weights/0000", np.array([object()]))


def test_frames_before_garbage_are_heard():
    """What a worker said before it broke the protocol tells how far it was."""
    stage = StageReached(stage="loading")
    frames = reader().feed(encode_message(stage) + b"x" * 20)
    assert next(frames) == stage
    with pytest.raises(WireFormatError):
        next(frames)
