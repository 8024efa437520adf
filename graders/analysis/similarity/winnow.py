"""Fingerprints of a stream, by winnowing."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graders.analysis.similarity.normalise import TokenStream

GRAM: Final = 8
"""Labels in a gram.

Source:
    docs/similarity.md, "Why these numbers".
"""

WINDOW: Final = 2
"""Grams of which one is kept: whatever two files share over GRAM + WINDOW - 1 labels is seen."""

_SHORTEST_GRAM: Final = 4
_MODULUS: Final = 2**61 - 1
_BASE: Final = 1_000_003


@dataclass(frozen=True, slots=True)
class Gram:
    """A run of labels.

    Attributes:
        value: Its hash, the same in every process.
        start: Position of its first label in the stream.
        length: Labels in it.
    """

    value: int
    start: int
    length: int


def grams(stream: TokenStream) -> Iterator[list[Gram]]:
    """Yield the grams of each part of a stream.

    No gram crosses the border of a function or class, so their order does not matter. A part
    that is shorter than a gram is one gram.
    """
    for start, end in zip(stream.starts, [*stream.starts[1:], len(stream.labels)], strict=True):
        length = min(GRAM, end - start)
        if length >= _SHORTEST_GRAM:
            values = _hashes(stream.labels[start:end], length)
            yield [Gram(value, start + i, length) for i, value in enumerate(values)]


def winnow(part: Sequence[Gram], window: int = WINDOW) -> Iterator[Gram]:
    """Yield the gram of the smallest hash in each window, the rightmost of equals.

    Whatever two parts share over `GRAM + window - 1` labels leaves at least one common
    fingerprint, and each is chosen by its neighbourhood alone.

    Source:
        Schleimer, Wilkerson, Aiken, "Winnowing: Local Algorithms for Document Fingerprinting",
        SIGMOD 2003.
    """
    previous = -1
    for start in range(max(1, len(part) - window + 1)):
        chosen = min(part[start : start + window], key=lambda gram: (gram.value, -gram.start))
        if chosen.start != previous:
            previous = chosen.start
            yield chosen


def fingerprints(stream: TokenStream) -> frozenset[int]:
    """Return the winnowed fingerprints of a stream."""
    return frozenset(gram.value for part in grams(stream) for gram in winnow(part))


def all_hashes(stream: TokenStream) -> frozenset[int]:
    """Return the hashes of all grams, for text whose every part is known."""
    return frozenset(gram.value for part in grams(stream) for gram in part)


def _hashes(labels: Sequence[str], length: int) -> list[int]:
    """Return the rolling hash of every run of `length` labels; Python's own differs by process."""
    codes = [zlib.crc32(label.encode("utf-8", "replace")) + 1 for label in labels]
    top = pow(_BASE, length, _MODULUS)
    value, hashes = 0, []
    for index, code in enumerate(codes):
        value = (value * _BASE + code) % _MODULUS
        if index >= length:
            value = (value - codes[index - length] * top) % _MODULUS
        if index >= length - 1:
            hashes.append(value)
    return hashes
