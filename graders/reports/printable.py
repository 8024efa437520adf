"""Text from submissions made harmless for a terminal, a table cell or a plot label."""

from __future__ import annotations

import unicodedata

# Controls, formatting (bidirectional overrides too), surrogates, private use, line separators.
_UNSHOWN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})


def printable(text: str, *, keep_newlines: bool = False) -> str:
    r"""Return `text` with every character that a terminal may obey written as an escape (`\x1b`).

    Args:
        text: Anything a student could have chosen: names, messages, class names.
        keep_newlines: Whether line feeds stay; else they become spaces, so one line stays one line.
    """
    shown = text.replace("\r\n", "\n").replace("\t", " ")
    if not keep_newlines:
        shown = shown.replace("\n", " ")
    if shown.isprintable():
        return shown
    return "".join(
        char if char == "\n" or unicodedata.category(char) not in _UNSHOWN else _escaped(char)
        for char in shown
    )


def _escaped(char: str) -> str:
    code = ord(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
