"""The key of a figure, above what is drawn: it covers no value however they lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graders.reports.charts.marks import dot, rule, square
from graders.reports.charts.palette import INK
from graders.reports.charts.svg import NOTHING, SMALL_SIZE, Svg, joined, label, tag
from graders.reports.charts.text_width import text_width

_ROW: Final = 19.0
_SWATCH: Final = 26.0
_GAP: Final = 6.0
_BETWEEN: Final = 18.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What one kind of mark means.

    Attributes:
        words: What it means.
        colour: Colour of the mark.
        dash: Dashes of its line; empty for a whole one.
        marker: `dot` or `square` on the line; empty for none.
        fill: Fill of an area instead of a line, a colour or a pattern.
    """

    words: str
    colour: str
    dash: str = ""
    marker: str = ""
    fill: str = ""


def legend(keys: Sequence[Key], *, left: float, right: float) -> tuple[Svg, float]:
    """Return the key, in as many rows as its words need between `left` and `right`; its height."""
    if not keys:
        return NOTHING, 0.0
    widths = [_SWATCH + _GAP + text_width(key.words, SMALL_SIZE) for key in keys]
    start = left if max(widths) <= right - left else 0.0
    parts = []
    x, row = start, 0
    for key, width in zip(keys, widths, strict=True):
        if x > start and x + width > right:
            x, row = start, row + 1
        parts.append(_entry(key, x, row * _ROW + _ROW / 2))
        x += width + _BETWEEN
    return joined(*parts), (row + 1) * _ROW


def _entry(key: Key, x: float, middle: float) -> Svg:
    words = label(x + _SWATCH + _GAP, middle, key.words, size=SMALL_SIZE, colour=INK)
    return joined(_swatch(key, x, middle), words)


def _swatch(key: Key, x: float, middle: float) -> Svg:
    if key.fill:
        return tag("rect", x=x, y=middle - 5, width=_SWATCH, height=10.0, fill=key.fill,
                   stroke=key.colour)  # fmt: skip
    stroke = rule((x, middle), (x + _SWATCH, middle), key.colour, dash=key.dash, width=2.0)
    if not key.marker:
        return stroke
    draw = dot if key.marker == "dot" else square
    return joined(stroke, draw((x + _SWATCH / 2, middle), key.colour, size=3.5))
