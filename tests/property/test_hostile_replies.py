"""Mutated replies, arrays and headers: data that holds what it must, or one kind of error."""

import json
import math
import struct
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graders.errors import WireFormatError
from graders.sandbox.inbox import plain_text
from graders.wire.codec import (
    ARRAY_TYPES,
    MAGIC,
    PREFIX,
    FrameReader,
    NamedArray,
    decode_message,
    decode_npy,
    encode_array,
    encode_message,
)
from graders.wire.messages import (
    EpochReported,
    FailureReported,
    Finished,
    GraphReported,
    LayerReported,
    NoteReported,
    StageReached,
    TrainingReported,
)

SOUND = (
    StageReached(stage="loading"),
    EpochReported(epoch=1, epochs=2, metrics={"loss": 0.5}),
    NoteReported(code="note.seed_ignored", values={"name": "numpy.random.seed"}),
    FailureReported(verdict="not_buildable", error="ValueError", message="x", line=3),
    GraphReported(
        layers=(
            LayerReported(
                kind="Dense", name="d", output_shape=(10,), num_params=5, macs=5, settings={}
            ),
        ),
        num_params=5,
        num_trainable=5,
        macs=5,
        loss="mse",
        loss_from_logits=False,
        optimizer="SGD",
        learning_rate=0.1,
    ),
    TrainingReported(
        metrics={"loss": (0.5, None)},
        epochs_requested=1,
        epochs_run=1,
        examples_seen=64,
        budget_reached=False,
        rebuild="architecture",
        uses_prepare=False,
        num_weights=2,
    ),
    Finished(environment={"python": "3.11"}),
)
HOSTILE_NUMBERS = st.sampled_from(
    [
        "NaN",
        "Infinity",
        "-Infinity",
        "1e400",
        "-1",
        "1e308",
        "9" * 400,
        "0.1",
        "true",
        "null",
        '"1"',
    ]
)
TYPES = st.sampled_from(
    [
        "<f4",
        "<f8",
        "|u1",
        ">f4",
        "|O",
        "<U9",
        "<c16",
        "|V8",
        "|S4",
        "<M8[s]",
        "<f2",
        "[('a','<f4')]",
    ]
)
SHAPES = st.one_of(
    st.lists(st.integers(-2, 2**45), max_size=10).map(tuple),
    st.sampled_from(["()", "(2,)", "2", "None", "(2**9,)", "(True,)", "(1.0,)", "[2]", "'x'"]),
)


def reader() -> FrameReader:
    return FrameReader(max_array_bytes=2**20, max_total_bytes=2**22)


def heard(stream: bytes) -> list[Any]:
    """Frames up to the first broken one, cut into pieces of arbitrary size by the caller."""
    frames: list[Any] = []
    try:
        for frame in reader().feed(stream):
            frames.append(frame)
    except WireFormatError:
        pass
    return frames


def numbers(value: Any) -> Iterator[float]:
    """Every float in a message, however deep."""
    if isinstance(value, float):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from numbers(part)
    elif isinstance(value, (list, tuple)):
        for part in value:
            yield from numbers(part)


@given(st.data())
def test_numbers_that_come_through_are_finite(data):
    """Whatever number stands in a reply, what is believed of it is finite."""
    message = data.draw(st.sampled_from(SOUND))
    text = message.model_dump_json()
    places = [index for index, character in enumerate(text) if character.isdigit()]
    if places:
        place = data.draw(st.sampled_from(places))
        text = text[:place] + data.draw(HOSTILE_NUMBERS) + text[place + 1 :]
    try:
        decoded = decode_message(text.encode())
    except WireFormatError:
        return
    assert all(math.isfinite(number) for number in numbers(decoded.model_dump()))


@given(st.data())
def test_replies_with_parts_exchanged_lost_or_added_never_do_more_than_raise(data):
    """A key that is unknown, missing or of another type is an error or a sound message."""
    content = json.loads(data.draw(st.sampled_from(SOUND)).model_dump_json())
    key = data.draw(st.sampled_from(sorted(content)))
    action = data.draw(st.sampled_from(["drop", "rename", "nest", "retype", "swap kind"]))
    value = content.pop(key)
    if action == "rename":
        content[key + "x"] = value
    elif action == "nest":
        content[key] = {key: [value] * 3}
    elif action == "retype":
        content[key] = data.draw(st.sampled_from([None, 5, "x", [], {}, True, 1e9, [[[]]]]))
    elif action == "swap kind":
        content[key] = value
        content["kind"] = data.draw(st.sampled_from(["stage", "epoch", "graph", "finished", "?"]))
    try:
        decode_message(json.dumps(content).encode())
    except WireFormatError:
        return


@pytest.mark.parametrize(
    "payload",
    [
        b"[" * 100_000,
        b'{"kind":"note","code":' + b"[" * 100_000,
        b'{"a":' * 50_000,
        b'{"kind":"epoch","epoch":' + b"9" * 100_000 + b',"epochs":1,"metrics":{}}',
        b'{"kind":"stage","stage":"\\ud800"}',
        b'\xff\xfe{"kind":"stage"}',
        b'{"kind":"stage","stage":"loading","stage":"done","score":100}',
        b"",
        b"null",
    ],
    ids=lambda payload: repr(payload[:24]),
)
def test_deep_long_and_broken_json_is_one_error(payload):
    """Nesting, numbers without end, surrogates and doubled keys cost an error and nothing more."""
    with pytest.raises(WireFormatError):
        decode_message(payload)


@given(TYPES, SHAPES, st.sampled_from(["False", "True", "0", "None"]), st.binary(max_size=64))
@example("<f4", (2**40,), "False", b"")
def test_array_headers_never_do_more_than_raise(descr, shape, fortran, body):
    """A header of any type, shape and order gives an array of exactly its bytes, or an error."""
    quoted = descr if descr.startswith("[") else repr(descr)
    header = f"{{'descr': {quoted}, 'fortran_order': {fortran}, 'shape': {shape}, }}\n".encode()
    npy = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + body
    try:
        array = decode_npy(npy)
    except WireFormatError:
        return
    assert array.dtype.str in ARRAY_TYPES
    assert array.nbytes == len(body)


@given(st.binary(max_size=200))
def test_headers_of_arbitrary_bytes_never_do_more_than_raise(header):
    """A header that is no Python literal, or one that costs to read, is an error."""
    npy = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    try:
        decode_npy(npy)
    except WireFormatError:
        return


@pytest.mark.parametrize(
    "header",
    [
        b"(" * 4000,
        b"-" * 4000 + b"1",
        b"{'descr': '<f4', 'fortran_order': False, 'shape': (" + b"1," * 1900 + b")}",
        b"__import__('os').system('true')",
        b"{'descr': '|O', 'fortran_order': False, 'shape': ()}",
    ],
)
def test_costly_headers_are_one_error(header):
    """Deep, long and executable headers are refused."""
    npy = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header
    with pytest.raises(WireFormatError):
        decode_npy(npy)


@given(st.data())
def test_streams_with_pieces_moved_keep_what_was_sound(data):
    """Frames before the first broken byte are heard as they were sent; nothing after it is."""
    sent = [*SOUND, NamedArray("outputs/all", np.arange(6, dtype=np.float32).reshape(2, 3))]
    chosen = data.draw(st.lists(st.sampled_from(sent), min_size=1, max_size=6))
    pieces = [
        encode_array(frame.name, frame.array)
        if isinstance(frame, NamedArray)
        else encode_message(frame)
        for frame in chosen
    ]
    whole = data.draw(st.integers(0, len(pieces)))
    broken = data.draw(st.sampled_from([b"", b"GRD1", b"GRD1J", b"x" * 40, MAGIC * 8]))
    frames = heard(b"".join(pieces[:whole]) + broken + b"".join(pieces[whole:]))
    for frame, expected in zip(frames[:whole], chosen, strict=False):
        if isinstance(expected, NamedArray):
            np.testing.assert_array_equal(frame.array, expected.array)
        else:
            assert frame == expected
    assert len(frames) >= whole if broken else len(frames) == len(pieces)


@given(st.integers(0, 2**64 - 1), st.sampled_from([b"J", b"A", b"B", b"\x00"]))
def test_promised_lengths_cost_nothing(length, kind):
    """A frame that promises more than its cap is refused before a byte of it is kept."""
    reading = reader()
    try:
        frames = list(reading.feed(PREFIX.pack(MAGIC, kind, length)))
    except WireFormatError:
        return
    assert frames == []
    assert length <= 8 * 2**20


@given(st.text(max_size=300), st.integers(1, 100))
def test_text_from_inside_has_no_control_characters(text, length):
    """Whatever is shown to a person has lost what could steer a terminal or hide in a page."""
    shown = plain_text(text, length)
    assert len(shown) <= length + 1
    assert not any(ord(character) < 32 and character not in "\n\t" for character in shown)
    assert "\x7f" not in shown
    assert "\u202e" not in shown
    shown.encode("utf-8")
