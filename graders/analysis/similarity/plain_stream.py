"""The stream of a file that Python cannot parse: nearly what parsing would have said."""

from __future__ import annotations

import itertools
import keyword
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graders.analysis.similarity.normalise import (
    ASSIGN,
    BREAK,
    OPERATOR,
    VALUE,
    TokenStream,
    joined,
)

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n]*)
    |(?P<string>[A-Za-z]{0,2}(?:\"{3}.*?(?:\"{3}|\Z)|'{3}.*?(?:'{3}|\Z)
        |"(?:\\.|[^"\\\n])*(?:"|$|(?=\n))|'(?:\\.|[^'\\\n])*(?:'|$|(?=\n))))
    |(?P<number>\.?\d[\w.]*(?:(?<=[eE])[+-]\d+)?)
    |(?P<name>[^\W\d]\w*)
    |(?P<newline>\n)
    |(?P<open>[(\[{])|(?P<close>[)\]}])
    |(?P<assign>(?<![=!<>:+\-*/%@&|^])=(?!=))
    |(?P<dot>\.)
    |(?P<operator>[+\-*/%@&|^~<>=!]+)
    |(?P<other>[^\s\\])""",
    re.VERBOSE | re.DOTALL,
)
_DROPPED_WORDS: Final = frozenset({"in", "as", "pass", "async", "await", "global", "nonlocal"})
_OPERATOR_WORDS: Final = frozenset({"and", "or", "not", "is"})
_DEFINITIONS: Final = frozenset({"def", "class"})
_SAME_WORD: Final = {"elif": "if", "finally": ""}


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: str
    text: str
    line: int
    column: int
    depth: int
    starts: bool


def stream_of_text(text: str) -> TokenStream:
    """Return the stream of any text, from its words alone; never raises.

    A statement ends with its line unless a bracket is open, but a line that begins with a
    statement's own word closes what was forgotten: one missing bracket costs one statement.
    """
    statements = list(_statements(text))
    imported = {
        name for pieces in statements if _is_import(pieces) for name in _imported_names(pieces)
    }
    code = [pieces for pieces in statements if not _is_import(pieces)]
    functions = {
        second.text
        for first, second in ((pieces[0], pieces[1]) for pieces in code if len(pieces) > 1)
        if first.text in _DEFINITIONS
    }
    own = {name for pieces in code for name in _bound(pieces)} - imported
    reader = _Reader(own | functions, frozenset(functions), frozenset(imported))
    return joined(token for pieces in code for token in reader.read(pieces))


def _pieces(text: str) -> Iterator[_Piece]:
    line, line_start, depth, starts = 1, 0, 0, True
    for match in _TOKEN.finditer(text):
        kind, found = match.lastgroup or "other", match[0]
        if starts and found in keyword.kwlist and found not in {"for", "if", "else", "lambda"}:
            depth = 0
        if kind == "close":
            depth = max(0, depth - 1)
        column = match.start() - line_start
        yield _Piece(kind, found, line, column, depth, starts)
        if kind == "open":
            depth += 1
        if "\n" in found:
            line += found.count("\n")
            line_start = match.start() + found.rindex("\n") + 1
        starts = kind == "newline"


def _statements(text: str) -> Iterator[list[_Piece]]:
    pieces: list[_Piece] = []
    for piece in _pieces(text):
        ends = piece.kind == "newline" and piece.depth == 0
        if ends or (piece.starts and piece.depth == 0):
            if pieces:
                yield pieces
            pieces = []
        if piece.kind not in {"newline", "comment"}:
            pieces.append(piece)
    if pieces:
        yield pieces


def _is_import(pieces: Sequence[_Piece]) -> bool:
    return pieces[0].text in {"import", "from"}


def _imported_names(pieces: Sequence[_Piece]) -> Iterator[str]:
    words = [piece.text for piece in pieces if piece.kind in {"name", "dot"}]
    begins = words.index("import") + 1 if "import" in words else 1
    for before, word, after in zip(
        ["", *words[begins:]], words[begins:], [*words[begins + 1 :], ""], strict=False
    ):
        if word not in {".", "as"} and before != "." and after != "as":
            yield word


def _bound(pieces: Sequence[_Piece]) -> Iterator[str]:
    first = pieces[0].text
    names = [piece.text for piece in pieces if piece.kind == "name" and not _is_word(piece.text)]
    if first == "for":
        yield from names[:1]
    if first == "class":
        yield from names[:1]
    if first == "def":
        # Names in defaults count as parameters; a few too many change little.
        yield from names
    ends = [i for i, piece in enumerate(pieces) if piece.kind == "assign" and piece.depth == 0]
    for piece, after in zip(pieces, [*pieces[1:], None], strict=True):
        if after and piece.text in {"as", "for"} and after.kind == "name":
            yield after.text
    for piece, after in itertools.pairwise(pieces[: max(ends, default=0) + 1]):
        if piece.kind == "name" and after.kind != "dot" and piece.depth == 0:
            yield piece.text


def _is_word(text: str) -> bool:
    return keyword.iskeyword(text)


class _Reader:
    """Turns statements into labels; remembers at which column the last definition began."""

    def __init__(self, own: set[str], functions: frozenset[str], imported: frozenset[str]) -> None:
        self._own = own
        self._functions = functions
        self._imported = imported
        self._inside = -1
        self._decorated = False

    def read(self, pieces: Sequence[_Piece]) -> Iterator[tuple[str, int]]:
        """Yield the labels of one statement, with their lines."""
        first = pieces[0]
        begins = first.text in _DEFINITIONS or first.text == "@"
        if (begins or first.column <= self._inside) and not self._decorated:
            yield BREAK, first.line
            self._inside = first.column if begins else -1
        self._decorated = first.text == "@"
        if first.text == "print" or all(piece.kind == "string" for piece in pieces):
            return
        if first.text == "def":
            yield "def", first.line
            pieces = _after_header(pieces)
        elif first.text == "class":
            yield "class", first.line
            pieces = pieces[2:]
        yield from self._labels(_layer(pieces))

    def _labels(self, pieces: Sequence[_Piece]) -> Iterator[tuple[str, int]]:
        in_chain = False
        called: list[str] = []
        for index, piece in enumerate(pieces):
            before = pieces[index - 1] if index else None
            after = pieces[index + 1].kind if index + 1 < len(pieces) else ""
            if piece.kind == "open":
                called.append(before.text if before else "")
            elif piece.kind == "close" and called:
                called.pop()
            follows_dot = before is not None and before.kind == "dot"
            begins = piece.text in self._imported and not follows_dot
            if piece.kind == "name" and after == "dot" and (in_chain or begins):
                in_chain = True
                continue
            in_chain = in_chain and piece.kind == "dot"
            if piece.kind == "name" and after == "assign" and called:
                is_own = called[-1] in self._functions
                yield f"{VALUE if is_own else piece.text}=", piece.line
            elif label := self._label(piece, is_inside=bool(called)):
                yield label, piece.line

    def _label(self, piece: _Piece, *, is_inside: bool) -> str:
        match piece.kind:
            case "string" | "number":
                return VALUE
            case "operator":
                return OPERATOR
            case "assign":
                return "" if is_inside else ASSIGN
            case "name":
                return self._word(piece.text)
            case _:
                return ""

    def _word(self, word: str) -> str:
        if word in _OPERATOR_WORDS:
            return OPERATOR
        if word in _DROPPED_WORDS:
            return ""
        if word in self._own:
            return VALUE
        return _SAME_WORD.get(word, word)


def _layer(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """Return what a statement adds to a network, as in parsed code."""
    kinds = [piece.kind for piece in pieces]
    if kinds[:2] == ["name", "dot"] and len(pieces) > 2 and pieces[2].text == "add":
        return pieces[3:]
    is_functional = kinds[1:2] == ["assign"] and kinds[-4:] == ["close", "open", "name", "close"]
    return pieces[2:-3] if is_functional else pieces


def _after_header(pieces: Sequence[_Piece]) -> Sequence[_Piece]:
    """Return what follows the parameters of a `def` on its own line."""
    end = next((i for i, piece in enumerate(pieces) if piece.kind == "close"), len(pieces))
    return pieces[end + 1 :]
