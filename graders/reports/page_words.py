"""The words of a page as a reader can find them: text, comments and described attributes."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

_NO_WORDS: Final = frozenset(
    {"d", "fill", "height", "points", "src", "stroke", "style", "transform", "viewbox", "width"}
)
"""Attributes that hold shapes, colours and pictures."""

_INLINE: Final = frozenset({"a", "b", "code", "em", "i", "small", "span", "strong", "tspan"})


def page_text(page: str) -> str:
    """Return everything in a page that is made of words, a line for each block.

    The style sheet is left out, and so are attributes of drawings.
    """
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return "".join(reader.found)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        told = [value for name, value in attrs if value and name not in _NO_WORDS]
        if told or tag not in _INLINE:
            self.found.append("\n" + "".join(f"{value}\n" for value in told))

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False
        if tag not in _INLINE:
            self.found.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._in_style:
            self.found.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append(f"\n{data}\n")
