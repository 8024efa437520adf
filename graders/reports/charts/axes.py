"""Axes of the kinds that figures need: of shares, of numbers, of counts and of names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from graders.reports.charts.frame import Axis
from graders.reports.charts.scales import padded
from graders.reports.charts.ticks import nice_ticks
from graders.reports.charts.values import number_labels, percent_labels
from graders.reports.messages.text import Language

FULL_SHARES: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
_MOST_UP: Final = 9
_MOST_ACROSS: Final = 8
_ROOM: Final = 0.04
_LARGEST_COUNT: Final = 1e7


def share_axis(
    language: Language,
    *,
    low: float = 0.0,
    high: float = 1.0,
    title: str = "",
    most: int = _MOST_UP,
    grid: bool = True,
) -> Axis:
    """Return an axis of shares from `low` to `high`, labelled in percent inside of [0, 1]."""
    ticks = nice_ticks(max(low, 0.0), max(min(high, 1.0), 0.0), most)
    labelled = tuple(zip(ticks, percent_labels(ticks, language), strict=True))
    return Axis(low=low, high=high, ticks=labelled, title=title, grid=grid, line=not grid)


def fitted_shares(values: Iterable[float], language: Language) -> Axis:
    """Return an axis of the shares that `values` take, with a little room."""
    low, high = padded(values)
    inside = low >= -_ROOM * 2 and high <= 1 + _ROOM * 2
    if inside:
        low, high = max(low, 0.0), min(high, 1.0 + _ROOM / 4)
    ticks = nice_ticks(low, high, _MOST_UP)
    return Axis(
        low=low,
        high=high,
        ticks=tuple(zip(ticks, percent_labels(ticks, language), strict=True)),
        grid=True,
    )


def number_axis(values: Iterable[float], language: Language) -> Axis:
    """Return a vertical axis of the numbers in `values`, with a little room."""
    low, high = padded(values)
    ticks = nice_ticks(low, high, _MOST_UP)
    return Axis(
        low=low,
        high=high,
        ticks=tuple(zip(ticks, number_labels(ticks, language), strict=True)),
        grid=True,
    )


def count_axis(first: float, last: float, language: Language, *, title: str) -> Axis:
    """Return a horizontal axis of whole numbers, such as epochs, with room at both ends."""
    low, high = padded((first, last), share=0.03) if last > first else (first - 1, first + 1)
    ticks = nice_ticks(first, last, _MOST_ACROSS, smallest_step=1.0)
    labels = (
        number_labels(ticks, language)
        if last >= _LARGEST_COUNT
        else tuple(f"{tick:.0f}" for tick in ticks)
    )
    labelled = tuple(zip(ticks, labels, strict=True))
    return Axis(low=low, high=high, ticks=labelled, title=title, line=True)


def name_axis(names: Sequence[str], *, downwards: bool = False, line: bool = False) -> Axis:
    """Return an axis with a place for each name, at 0, 1 and so on.

    Args:
        names: What stands there.
        downwards: Whether the first name of a vertical axis is the uppermost.
        line: Whether the axis itself is drawn.
    """
    low, high = -0.5, max(len(names), 1) - 0.5
    ticks = tuple((float(place), name) for place, name in enumerate(names))
    if downwards:
        low, high = high, low
    return Axis(low=low, high=high, ticks=ticks, named=True, line=line)
