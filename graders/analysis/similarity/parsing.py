"""The stream of any text: parsed where it can be, mended where a few lines spoil it."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Sequence
from typing import Final

from graders.analysis.similarity.normalise import TokenStream, stream_of_tree
from graders.analysis.similarity.plain_stream import stream_of_text

_MOST_MENDED: Final = 12
"""Lines blanked until the rest parses; each costs another parse, and more say it is no Python."""

_LARGEST_MENDED: Final = 200_000


def stream_of(text: str) -> TokenStream:
    """Return the stream of a file without IPython's lines; never raises.

    Lines at which the parser stumbles are left out, so a copy with a missing bracket is read
    like its model but for that line. What cannot be mended is read word by word.
    """
    tree = _parse(text)
    if tree is None:
        return stream_of_text(text)
    try:
        return stream_of_tree(tree)
    except RecursionError:
        return stream_of_text(text)


def _parse(text: str) -> ast.Module | None:
    lines = text.split("\n")
    turns = _MOST_MENDED if len(text) <= _LARGEST_MENDED else 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for turn in range(turns + 1):
            try:
                return ast.parse("\n".join(lines))
            except SyntaxError as error:
                bad = _line_to_blame(error, lines)
            except (ValueError, RecursionError, MemoryError):
                return None
            if bad is None or turn == turns:
                return None
            lines[bad] = ""
    return None


def _line_to_blame(error: SyntaxError, lines: Sequence[str]) -> int | None:
    """Return the index of the written line that spoils the parse; None when there is none.

    A missing block is noticed at the line that should have been in it: to blame is the header.
    """
    index = min(error.lineno or 0, len(lines)) - 1
    if str(error.msg).startswith("expected an indented block"):
        index -= 1
    while index >= 0 and not lines[index].strip():
        index -= 1
    return index if index >= 0 else None
