"""Makes a piece of a student's text safe to show: one line, no control characters, short."""

from __future__ import annotations

import unicodedata

# Terminal escapes, direction marks, and lone surrogates that cannot be written as UTF-8.
_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def quote(text: str, limit: int = 80) -> str:
    """Return the first non-blank line of `text`, cut to `limit` characters."""
    line = next((line for line in text[: 50 * limit].splitlines() if line.strip()), "")
    shown = "".join(" " if char == "\t" else _visible(char) for char in line[: 4 * limit])
    shown = " ".join(shown.split())
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def _visible(char: str) -> str:
    return "" if unicodedata.category(char) in _HIDDEN else char
