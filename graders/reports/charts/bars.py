"""Level bars with their value written in them, or behind their end where they are short."""

from __future__ import annotations

from typing import Final

from graders.reports.charts.frame import Frame
from graders.reports.charts.marks import bar
from graders.reports.charts.palette import PAPER
from graders.reports.charts.svg import FONT_SIZE, Svg, label
from graders.reports.charts.text_width import text_width

_ROOM: Final = 6.0


def level_bar(
    frame: Frame, row: int, value: float, colour: str, *, half: float = 0.27, said: str = ""
) -> Svg:
    """Return a bar from 0 to `value` in row `row`; `half` of a row's height above and below it."""
    start = (frame.x(0.0), frame.y(row - half))
    return bar(start, (frame.x(value), frame.y(row + half)), colour, said=said)


def bar_words(
    frame: Frame,
    row: int,
    value: float | None,
    words: str,
    colour: str,
    *,
    avoided: float | None = None,
) -> Svg:
    """Return the words of a bar: light ones inside of its end, or dark ones behind it.

    Args:
        frame: The plot.
        row: Row of the bar.
        value: Where it ends; None where words stand for a bar that is not there.
        words: What it is worth, or why it is not there.
        colour: Colour of the bar.
        avoided: Value at which an upright line must not run through dark words.
    """
    width = text_width(words, FONT_SIZE, bold=value is not None)
    end = frame.x(value or 0.0)
    if value is not None and end - frame.area.left >= width + 2 * _ROOM:
        return label(end - _ROOM, frame.y(row), words, anchor="end", colour=PAPER, bold=True,
                     halo=colour)  # fmt: skip
    place = end + _ROOM
    if avoided is not None and place - _ROOM < frame.x(avoided) < place + width + _ROOM:
        place = frame.x(avoided) + _ROOM
    place = min(place, frame.area.right - width)
    return label(place, frame.y(row), words, bold=value is not None, halo=PAPER)
