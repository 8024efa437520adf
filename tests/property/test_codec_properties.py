"""The codec under arbitrary and mutated bytes."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from graders.errors import WireFormatError
from graders.wire.codec import FrameReader, encode_array, encode_message
from graders.wire.messages import EpochReported, NoteReported

PLAIN = st.sampled_from([np.uint8, np.int32, np.int64, np.float32, np.float64])
ARRAYS = PLAIN.flatmap(lambda dtype: hnp.arrays(dtype, hnp.array_shapes(max_dims=4, max_side=5)))
NAMES = st.from_regex(r"[a-z_]{1,8}(/[a-z0-9_]{1,8})?", fullmatch=True)
SHORT = st.text(max_size=50)


def reader() -> FrameReader:
    return FrameReader(max_array_bytes=2**20, max_total_bytes=2**22)


@given(NAMES, ARRAYS)
def test_every_plain_array_survives(name, array):
    """What is encoded comes back with the same name, type, shape and bytes."""
    (frame,) = reader().feed(encode_array(name, array))
    assert frame.name == name
    assert frame.array.dtype == array.dtype
    assert frame.array.shape == array.shape
    assert frame.array.tobytes() == array.tobytes()


@given(st.text(max_size=30), st.dictionaries(SHORT, SHORT, max_size=5))
def test_every_note_survives(code, values):
    """Text of any script comes back unchanged."""
    note = NoteReported(code=code, values=values)
    assert list(reader().feed(encode_message(note))) == [note]


@given(st.binary(max_size=300))
def test_arbitrary_bytes_never_do_more_than_raise(data):
    """Whatever arrives, the reader returns frames or says WireFormatError."""
    try:
        list(reader().feed(data))
    except WireFormatError:
        return


@given(st.data())
def test_mutated_frames_never_do_more_than_raise(data):
    """A bit flipped anywhere gives other numbers or an error, never another exception."""
    message = EpochReported(epoch=1, epochs=2, metrics={"loss": 0.5})
    stream = bytearray(
        encode_array("weights/0000", np.ones((3, 2), np.float32)) + encode_message(message)
    )
    position = data.draw(st.integers(0, len(stream) - 1))
    stream[position] ^= data.draw(st.integers(1, 255))
    try:
        list(reader().feed(bytes(stream)))
    except WireFormatError:
        return
