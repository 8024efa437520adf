"""What stands for values: lines, markers, bars, rules, and the tips that tell them exactly."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from graders.reports.charts.palette import INK, MUTED, PAPER
from graders.reports.charts.svg import NOTHING, Svg, joined, number, tag, tooltip

Point = tuple[float, float]
DASHED: Final = "7 4"
DOTTED: Final = "2 3"
_MOST_STRIPS: Final = 60
_LONE_STRIP: Final = 24.0


def line(points: Sequence[Point | None], colour: str, *, dash: str = "", width: float = 2.0) -> Svg:
    """Return a line through `points`, with a gap at each None; a lone point is a dot."""
    steps = []
    broken = True
    for index, point in enumerate(points):
        if point is None:
            broken = True
            continue
        place = f"{number(point[0])} {number(point[1])}"
        steps.append(f"{'M' if broken else 'L'}{place}")
        if broken and (index + 1 == len(points) or points[index + 1] is None):
            steps.append("h0")
        broken = False
    if not steps:
        return NOTHING
    return tag(
        "path",
        d="".join(steps),
        fill="none",
        stroke=colour,
        stroke_width=width,
        stroke_linecap="butt" if dash else "round",
        **({"stroke_dasharray": dash} if dash else {}),
    )


def rule(start: Point, end: Point, colour: str, *, dash: str = "", width: float = 1.0) -> Svg:
    """Return a straight line."""
    return tag(
        "path",
        d=f"M{number(start[0])} {number(start[1])}L{number(end[0])} {number(end[1])}",
        stroke=colour,
        stroke_width=width,
        **({"stroke_dasharray": dash} if dash else {}),
    )


def dot(place: Point, colour: str, *, size: float = 3.0, edge: str = "", said: str = "") -> Svg:
    """Return a round marker of radius `size`; with `edge`, an outline of that colour."""
    outline: dict[str, str | float] = {"stroke": edge, "stroke_width": 1.5} if edge else {}
    return tag("circle", tooltip(said), cx=place[0], cy=place[1], r=size, fill=colour, **outline)


def square(place: Point, colour: str, *, size: float = 3.0, said: str = "") -> Svg:
    """Return a square marker, `size` from its middle to its sides."""
    x, y = place[0] - size, place[1] - size
    return tag("rect", tooltip(said), x=x, y=y, width=2 * size, height=2 * size, fill=colour)


def diamond(place: Point, colour: str, *, size: float = 7.5, said: str = "") -> Svg:
    """Return a square marker that stands on its corner, with a light edge."""
    x, y, side = number(place[0]), number(place[1] - size), number(size)
    shape = f"M{x} {y}l{side} {side} -{side} {side} -{side} -{side}z"
    return tag("path", tooltip(said), d=shape, fill=colour, stroke=PAPER, stroke_width=1.2)


def pointer(place: Point, colour: str = INK, *, size: float = 9.0) -> Svg:
    """Return a triangle whose tip points down to `place`."""
    x, y, half = number(place[0]), number(place[1]), number(size * 0.75)
    return tag("path", d=f"M{x} {y}l-{half} -{number(size)}h{number(size * 1.5)}z", fill=colour)


def bar(start: Point, end: Point, fill: str, *, edge: str = "", said: str = "") -> Svg:
    """Return the rectangle between two opposite corners; one of no extent is left out."""
    left, right = sorted((start[0], end[0]))
    top, bottom = sorted((start[1], end[1]))
    if right - left < 0.05 or bottom - top < 0.05:
        return NOTHING
    outline: dict[str, str | float] = {"stroke": edge} if edge else {}
    return tag("rect", tooltip(said), x=left, y=top, width=right - left, height=bottom - top,
               fill=fill, **outline)  # fmt: skip


def span(start: Point, end: Point, colour: str = INK, *, cap: float = 4.0) -> Svg:
    """Return a level line with an upright stroke at each end: the distance of two values."""
    ends = (rule((x, y - cap), (x, y + cap), colour, width=1.6) for x, y in (start, end))
    return joined(rule(start, end, colour, width=1.6), *ends)


def hatch(identifier: str, *, paper: str, colour: str = MUTED, crossed: bool = False) -> Svg:
    """Return the definition of a pattern of slanted lines; fill with `url(#identifier)`."""
    lines = "M-3 3l6 -6M0 12l12 -12M9 15l6 -6" + ("M-3 9l6 6M0 0l12 12M9 -3l6 6" if crossed else "")
    content = joined(
        tag("rect", width=12.0, height=12.0, fill=paper),
        tag("path", d=lines, stroke=colour, stroke_width=1.0, fill="none"),
    )
    pattern = tag("pattern", content, id=identifier, width=12.0, height=12.0,
                  patternUnits="userSpaceOnUse")  # fmt: skip
    return tag("defs", pattern)


def tips_every(count: int) -> int:
    """Return how many of `count` places share a strip, so that a strip can still be hit."""
    return max(-(-count // _MOST_STRIPS), 1)


def tips(places: Sequence[float], said: Sequence[str], *, top: float, bottom: float) -> Svg:
    """Return invisible upright strips, one around each place, that tell what lies there.

    A strip is easier to hit than a point.

    Args:
        places: Ascending places along the axis.
        said: What to tell at each of them.
        top: Upper end of the strips.
        bottom: Lower end.
    """
    if not places:
        return NOTHING
    between = [(one + other) / 2 for one, other in pairwise(places)]
    reach = (places[-1] - places[0]) / len(between) if between else _LONE_STRIP
    edges = (places[0] - reach / 2, *between, places[-1] + reach / 2)
    strips = (
        tag("rect", tooltip(word), x=left, y=top, width=right - left, height=bottom - top)
        for (left, right), word in zip(pairwise(edges), said, strict=True)
    )
    return tag("g", joined(*strips), fill="none", pointer_events="all")
