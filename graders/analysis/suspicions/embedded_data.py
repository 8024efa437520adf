"""Finds data that hides in a file of code: weights, answers, anything that is no program.

A model file holds a few dozen numbers and two kilobytes of information. What a trained network or
a table of answers needs is a hundred times as much, however it is written down; so beside the
usual ways to write it, the compressed size of the file is looked at, which no spelling changes.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

MOST_IN_ONE_COLLECTION: Final = 1_000
MOST_NUMBERS: Final = 2_000
MOST_DENSE_BYTES: Final = 2_048
MOST_COMPRESSED_BYTES: Final = 16_384

_MAX_LINES: Final = 10
_SHORTEST_RUN: Final = 40
_FEWEST_DISTINCT: Final = 10
_LARGEST_PLAIN_INTEGER: Final = 2**64
_COLLECTIONS = ast.List | ast.Tuple | ast.Set | ast.Dict
_NUMERIC = re.compile(r"[\[({]?[-+]?[0-9][0-9.,eE+\-]*[\])},;]?|(0x)?[0-9a-fA-F]{4,}")
_ALPHANUMERIC = re.compile(rf"[A-Za-z0-9_]{{{_SHORTEST_RUN},}}")
# Format, private use, unassigned, surrogates: nobody types these, and each can carry a byte.
_INVISIBLE = frozenset({"Cf", "Co", "Cn", "Cs"})
_VARIATION_SELECTORS = range(0xE0100, 0xE01F0)


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbeddedData:
    """How much data was found.

    Attributes:
        values: Amounts for the message text.
        lines: 1-based lines where most of it stands.
    """

    values: tuple[tuple[str, str], ...]
    lines: tuple[int, ...]


@dataclass(slots=True)
class _Tally:
    """What was counted so far, and where."""

    numbers: int = 0
    in_one_collection: int = 0
    dense_bytes: int = 0
    lines: Counter[int] = field(default_factory=Counter)
    number_lines: Counter[int] = field(default_factory=Counter)

    def add_dense(self, line: int, amount: int) -> None:
        if amount:
            self.dense_bytes += amount
            self.lines[line] += amount

    def add_collection(self, line: int, constants: int) -> None:
        self.in_one_collection = max(self.in_one_collection, constants)
        if constants > MOST_IN_ONE_COLLECTION // 10:
            self.lines[line] += constants


def find_embedded_data(tree: ast.Module, source: str) -> EmbeddedData | None:
    """Return what is too much for a file of code, or None.

    Args:
        tree: The parsed source.
        source: What the worker runs.
    """
    tally = _Tally()
    _count_constants(tree, tally)
    for line, comment in _comments(source):
        tally.add_dense(line, _dense_prose(comment))
    compressed = len(zlib.compress(source.encode("utf-8", "surrogatepass")))
    is_too_much = (
        tally.in_one_collection > MOST_IN_ONE_COLLECTION
        or tally.numbers > MOST_NUMBERS
        or tally.dense_bytes > MOST_DENSE_BYTES
        or compressed > MOST_COMPRESSED_BYTES
    )
    if not is_too_much:
        return None
    return EmbeddedData(
        values=(
            ("collection", str(tally.in_one_collection)),
            ("compressed", str(compressed)),
            ("dense", str(tally.dense_bytes)),
            ("numbers", str(tally.numbers)),
        ),
        lines=_telling_lines(tally, source),
    )


def _telling_lines(tally: _Tally, source: str) -> tuple[int, ...]:
    """Lines that hold most of it: dense text and long collections, else numbers, else length."""
    by_length = Counter({at: len(line) for at, line in enumerate(source.split("\n"), 1)})
    amounts = tally.lines or tally.number_lines or by_length
    return tuple(line for line, _amount in amounts.most_common(_MAX_LINES))


def _count_constants(tree: ast.Module, tally: _Tally) -> None:
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pending: list[tuple[ast.AST, bool]] = [(tree, False)]
    while pending:
        node, is_inside = pending.pop()
        if isinstance(node, ast.Constant):
            _count_constant(node, tally, is_prose=id(node) in prose)
        is_outermost = isinstance(node, _COLLECTIONS) and not is_inside
        if is_outermost:
            held = sum(isinstance(part, ast.Constant) for part in ast.walk(node))
            tally.add_collection(getattr(node, "lineno", 1), held)
        inside = is_inside or is_outermost
        pending += [(child, inside) for child in ast.iter_child_nodes(node)]


def _count_constant(node: ast.Constant, tally: _Tally, *, is_prose: bool) -> None:
    value = node.value
    if isinstance(value, str):
        dense = _dense_prose(value) if is_prose else _dense_value(value)
        tally.add_dense(node.lineno, dense)
    elif isinstance(value, bytes):
        tally.add_dense(node.lineno, len(value) if len(value) >= _SHORTEST_RUN else 0)
    elif isinstance(value, int | float | complex) and not isinstance(value, bool):
        tally.numbers += 1
        tally.number_lines[node.lineno] += 1
        if isinstance(value, int) and value > _LARGEST_PLAIN_INTEGER:
            tally.add_dense(node.lineno, value.bit_length() // 8)


def _dense_value(text: str) -> int:
    """Bytes of long runs without spaces, of numbers and of unusual characters in a string."""
    words = text.split()
    dense = sum(len(word.encode("utf-8", "replace")) for word in words if _is_dense(word))
    return dense + _invisible(text)


def _dense_prose(text: str) -> int:
    """The same for a comment or a docstring, where numbers, rulers and code are no wonder."""
    runs = _ALPHANUMERIC.findall(text)
    return sum(len(run) for run in runs if len(set(run)) >= _FEWEST_DISTINCT) + _invisible(text)


def _is_dense(word: str) -> bool:
    if _NUMERIC.fullmatch(word):
        return True
    return len(word) >= _SHORTEST_RUN and len(set(word)) >= _FEWEST_DISTINCT


def _invisible(text: str) -> int:
    if text.isascii():
        return 0
    return sum(
        len(character.encode("utf-8", "surrogatepass"))
        for character in text
        if character > "\u00ff" and _is_invisible(character)
    )


def _is_invisible(character: str) -> bool:
    if unicodedata.category(character) in _INVISIBLE:
        return True
    return ord(character) in _VARIATION_SELECTORS


def _comments(source: str) -> Iterator[tuple[int, str]]:
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string
    except (tokenize.TokenError, SyntaxError):
        # What the tokenizer stumbles over, the parser has read: its strings are counted.
        return
