"""The frame of a plot: its axes with ticks, names and titles, around the place of the marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from graders.reports.charts.labels import Box
from graders.reports.charts.legend import Key, legend
from graders.reports.charts.marks import rule
from graders.reports.charts.palette import GRID, INK, MUTED, PAPER, RULE
from graders.reports.charts.scales import Scale
from graders.reports.charts.svg import SMALL_SIZE, Svg, joined, label, tag
from graders.reports.charts.text_width import text_width

_LINE: Final = 17.0
_GAP: Final = 7.0
_BELOW_KEY: Final = 11.0
_BESIDE: Final = 5.0
_SLANT: Final = 0.7072
_LEAST_RIGHT: Final = 4.0
_LEAST_INSIDE: Final = 0.6
"""Share of the width that words leave to the marks, at the least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """One axis.

    Attributes:
        low: Value at its left or lower end.
        high: Value at its other end.
        ticks: Labelled values with their labels; those that would run into another are left out.
        title: What it shows; below a horizontal axis, above a vertical one.
        grid: Whether a line crosses the plot at each tick.
        line: Whether the axis itself is drawn.
        named: Whether labels are names: all are shown, slanted where they do not fit otherwise.
        logarithmic: Whether equal factors are equally far apart.
    """

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()
    title: str = ""
    grid: bool = False
    line: bool = False
    named: bool = False
    logarithmic: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Where the marks of a plot go.

    Attributes:
        x: From values to places from left to right.
        y: From values to places from top to bottom.
        area: The rectangle inside the axes.
        behind: Axes, grid, key and words, to be drawn before the marks.
    """

    x: Scale
    y: Scale
    area: Box
    behind: Svg


def plot_frame(
    place: Box,
    x: Axis,
    y: Axis,
    *,
    keys: Sequence[Key] = (),
    least_left: float = 0.0,
    least_right: float = 0.0,
) -> Frame:
    """Return the frame of a plot, with margins as wide as its words need.

    Args:
        place: Where the plot is on the drawing, with all its words.
        x: Horizontal axis.
        y: Vertical axis.
        keys: What the marks mean, above the plot.
        least_left: Least margin on the left, where plots stand above each other.
        least_right: The same on the right.
    """
    before, after = _overhang(x, place.right - place.left)
    left = place.left + max(least_left, left_margin(y), before)
    right = place.right - max(least_right, after)
    slanted = x.named and not _fit_side_by_side(x, right - left)
    if slanted:
        left = max(left, place.left + _slanted_overhang(x, right - left))
    key, height = legend(keys, left=left, right=place.right)
    top = place.top + height + _top_margin(y, keys)
    area = Box(left, top, right, place.bottom - _bottom_margin(x, slanted=slanted))
    scales = (
        Scale(low=x.low, high=x.high, start=left, end=right, logarithmic=x.logarithmic),
        Scale(low=y.low, high=y.high, start=area.bottom, end=top, logarithmic=y.logarithmic),
    )
    behind = joined(
        tag("g", key, transform=f"translate(0 {place.top:.1f})") if key else key,
        _titles(x, y, area, place, height),
        _vertical(y, scales[1], area),
        _horizontal(x, scales[0], area, slanted=slanted),
    )
    return Frame(x=scales[0], y=scales[1], area=area, behind=behind)


def outer_size(x: Axis, y: Axis, inner: tuple[float, float]) -> tuple[float, float]:
    """Return width and height that a plot without a key needs around marks of size `inner`."""
    slanted = x.named and not _fit_side_by_side(x, inner[0])
    overhang = _slanted_overhang(x, inner[0]) if slanted else 0.0
    before, after = _overhang(x, inner[0])
    width = max(left_margin(y), before, overhang) + inner[0] + after
    return width, _top_margin(y, ()) + inner[1] + _bottom_margin(x, slanted=slanted)


def note(frame: Frame, words: str) -> Svg:
    """Return a sentence in the middle of a plot, instead of marks."""
    area = frame.area
    return label((area.left + area.right) / 2, (area.top + area.bottom) / 2, words,
                 anchor="middle", size=SMALL_SIZE, colour=MUTED, halo=PAPER)  # fmt: skip


def left_margin(y: Axis) -> float:
    """Return how much room the labels of a vertical axis need."""
    widths = [text_width(words, SMALL_SIZE) for _value, words in y.ticks]
    return max(widths) + _GAP if widths else 2.0


def _top_margin(y: Axis, keys: Sequence[Key]) -> float:
    return (_LINE if y.title else 0.0) + (_BELOW_KEY if keys else _GAP if y.ticks else 0.0)


def _overhang(x: Axis, width: float) -> tuple[float, float]:
    """How far the first and the last number of a horizontal axis may reach beyond the plot."""
    if x.named or not x.ticks:
        return 0.0, _LEAST_RIGHT
    first, last = (text_width(words, SMALL_SIZE) / 2 for words in (x.ticks[0][1], x.ticks[-1][1]))
    places = _places(x, width * _LEAST_INSIDE)
    beyond = last - (width * _LEAST_INSIDE - places[-1])
    return max(first - places[0], 0.0), max(beyond, _LEAST_RIGHT)


def _bottom_margin(x: Axis, *, slanted: bool) -> float:
    title = _LINE + 2.0 if x.title else 0.0
    if not x.ticks:
        return title + 2.0
    if not slanted:
        return _LINE + title + 4.0
    longest = max(text_width(words, SMALL_SIZE) for _value, words in x.ticks)
    return (longest + SMALL_SIZE) * _SLANT + title + _GAP


def _places(x: Axis, width: float) -> list[float]:
    scale = Scale(low=x.low, high=x.high, start=0.0, end=width, logarithmic=x.logarithmic)
    return [scale(value) for value, _words in x.ticks]


def _fit_side_by_side(x: Axis, width: float) -> bool:
    halves = [text_width(words, SMALL_SIZE) / 2 for _value, words in x.ticks]
    places = _places(x, width)
    ends = zip(places, halves, strict=True)
    return all(
        before + half + _BESIDE <= after - other
        for (before, half), (after, other) in pairwise(ends)
    )


def _slanted_overhang(x: Axis, width: float) -> float:
    return max(
        text_width(words, SMALL_SIZE) * _SLANT + 4.0 - place
        for (_value, words), place in zip(x.ticks, _places(x, width), strict=True)
    )


def _titles(x: Axis, y: Axis, area: Box, place: Box, key_height: float) -> Svg:
    parts = []
    if y.title:
        parts.append(label(place.left, place.top + key_height + _LINE / 2, y.title,
                           size=SMALL_SIZE, colour=MUTED))  # fmt: skip
    if x.title:
        half = text_width(x.title, SMALL_SIZE) / 2
        middle = min(max((area.left + area.right) / 2, place.left + half), place.right - half)
        parts.append(label(middle, place.bottom - _LINE / 2, x.title, anchor="middle",
                           size=SMALL_SIZE, colour=MUTED))  # fmt: skip
    return joined(*parts)


def _vertical(y: Axis, scale: Scale, area: Box) -> Svg:
    parts = []
    for value, words in y.ticks:
        height = scale(value)
        if y.grid:
            parts.append(rule((area.left, height), (area.right, height), GRID))
        parts.append(label(area.left - _BESIDE, height, words, anchor="end", size=SMALL_SIZE,
                           colour=INK if y.named else MUTED))  # fmt: skip
    if y.line:
        parts.append(rule((area.left, area.top), (area.left, area.bottom), RULE))
    return joined(*parts)


def _horizontal(x: Axis, scale: Scale, area: Box, *, slanted: bool) -> Svg:
    parts = []
    end = float("-inf")
    for value, words in x.ticks:
        place, half = scale(value), text_width(words, SMALL_SIZE) / 2
        if x.grid:
            parts.append(rule((place, area.top), (place, area.bottom), GRID))
        if not x.named and place - half < end + _BESIDE:
            continue
        end = place + half
        colour = INK if x.named else MUTED
        if slanted:
            parts.append(label(place + 3.0, area.bottom + _GAP, words, anchor="end",
                               size=SMALL_SIZE, colour=colour, slanted=True))  # fmt: skip
        else:
            parts.append(label(place, area.bottom + _LINE / 2 + 3.0, words, anchor="middle",
                               size=SMALL_SIZE, colour=colour))  # fmt: skip
    if x.line:
        parts.append(rule((area.left, area.bottom), (area.right, area.bottom), RULE))
    return joined(*parts)
