"""Squares of a table of counts, the darker the larger their share of their row."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graders.reports.charts.frame import Frame
from graders.reports.charts.marks import bar
from graders.reports.charts.palette import BLACK, PAPER, blues
from graders.reports.charts.svg import SMALL_SIZE, Svg, joined, label, number, tag, tooltip
from graders.reports.charts.text_width import text_width
from graders.reports.charts.values import exact_percent
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language

# Side of a cell by the largest number of classes it is meant for.
_SIDES: Final = ((3, 88.0), (12, 34.0))
_LEAST_SIDE: Final = 28.0
_NUM_SHADES: Final = 32
# Where light letters on the palette's blue have more contrast than dark ones (WCAG 2.2, 1.4.3).
_LIGHT_ABOVE: Final = 0.72


@dataclass(frozen=True, slots=True, kw_only=True)
class CellTable:
    """Counts with the names of their rows and columns.

    Attributes:
        counts: Counts `[row][column]`, square.
        names: Name of each row, which is also the column's.
        language: Language of the tooltips.
    """

    counts: Sequence[Sequence[int]]
    names: Sequence[str]
    language: Language


def cell_side(counts: Sequence[Sequence[int]]) -> float:
    """Return how large a cell must be for its count; larger where there are few."""
    largest = max((count for row in counts for count in row), default=0)
    needed = text_width(str(largest), SMALL_SIZE, bold=True) + 6.0
    meant = next((side for classes, side in _SIDES if len(counts) <= classes), _LEAST_SIDE)
    return max(needed, meant)


def counted_cells(frame: Frame, table: CellTable) -> Svg:
    """Return a square for each cell, with its count unless that is 0, and what it says in words."""
    size = len(table.counts)
    side = (frame.area.right - frame.area.left) / max(size, 1)
    parts = []
    for row, counts in enumerate(table.counts):
        total = sum(counts)
        for column, count in enumerate(counts):
            if count:
                place = frame.x(column), frame.y(row)
                said = _cell_said(table, row, column, total)
                parts.append(_square(place, side, count / total, said))
                parts.append(_count(place, count, count / total, on_diagonal=row == column))
    return joined(_paper(frame), *parts, _lines(frame, size))


def _square(place: tuple[float, float], side: float, share: float, said: str) -> Svg:
    x, y = place[0] - side / 2, place[1] - side / 2
    return tag("rect", tooltip(said), x=x, y=y, width=side, height=side, fill=blues(share))


def _count(place: tuple[float, float], count: int, share: float, *, on_diagonal: bool) -> Svg:
    colour = PAPER if share > _LIGHT_ABOVE else BLACK
    words = label(*place, str(count), anchor="middle", size=SMALL_SIZE, colour=colour,
                  bold=on_diagonal)  # fmt: skip
    # The pointer shall find the cell behind the number.
    return tag("g", words, pointer_events="none")


def _cell_said(table: CellTable, row: int, column: int, total: int) -> str:
    count = table.counts[row][column]
    values = {
        "true": table.names[row],
        "predicted": table.names[column],
        "count": str(count),
        "total": str(total),
        "share": exact_percent(count / total, table.language),
    }
    return text("plot.tip.cell", table.language, values)


def shaded_cells(frame: Frame, table: CellTable) -> Svg:
    """Return many small squares without counts, one path for each shade; each row tells its own."""
    size = max(len(table.counts), 1)
    side = (frame.area.right - frame.area.left) / size
    shades: defaultdict[int, list[str]] = defaultdict(list)
    for row, counts in enumerate(table.counts):
        total = sum(counts)
        top = number(frame.y(row) - side / 2)
        for column, count in enumerate(counts):
            if count:
                shade = -(-count * _NUM_SHADES // total)
                left = number(frame.x(column) - side / 2)
                shades[shade].append(
                    f"M{left} {top}h{number(side)}v{number(side)}h-{number(side)}z"
                )
    paths = (
        tag("path", d="".join(shades[shade]), fill=blues(shade / _NUM_SHADES))
        for shade in sorted(shades)
    )
    rows = tag("g", joined(*_row_tips(frame, table, side)), fill="none", pointer_events="all")
    return joined(_paper(frame), *paths, rows)


def _row_tips(frame: Frame, table: CellTable, side: float) -> Iterator[Svg]:
    for row, counts in enumerate(table.counts):
        total, right = sum(counts), counts[row]
        values = {
            "true": table.names[row],
            "count": str(right),
            "total": str(total),
            "share": exact_percent(right / max(total, 1), table.language),
        }
        said = text("plot.tip.row", table.language, values)
        top = frame.y(row) - side / 2
        yield bar((frame.area.left, top), (frame.area.right, top + side), "none", said=said)


def _paper(frame: Frame) -> Svg:
    area = frame.area
    return bar((area.left, area.top), (area.right, area.bottom), blues(0.0))


def _lines(frame: Frame, size: int) -> Svg:
    """Light lines between the cells."""
    area = frame.area
    across = (
        f"M{number(area.left)} {number(frame.y(row + 0.5))}H{number(area.right)}"
        for row in range(size - 1)
    )
    down = (
        f"M{number(frame.x(column + 0.5))} {number(area.top)}V{number(area.bottom)}"
        for column in range(size - 1)
    )
    return tag("path", d="".join((*across, *down)) or "M0 0", stroke=PAPER, stroke_width=1.0)
