"""The figures of the class page: every group's points with their doubt, and how they spread."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from graders.domain.class_statistics import spread_of
from graders.domain.grade import Grade
from graders.reports.charts import marks
from graders.reports.charts.axes import name_axis
from graders.reports.charts.frame import Axis, Frame, plot_frame
from graders.reports.charts.labels import Box
from graders.reports.charts.legend import Key
from graders.reports.charts.palette import BLUE, MUTED, ORANGE, PALE, PAPER
from graders.reports.charts.svg import SMALL_SIZE, Svg, joined, label, picture
from graders.reports.charts.text_width import shortened, text_width
from graders.reports.charts.ticks import nice_ticks
from graders.reports.charts.values import number_labels
from graders.reports.messages.catalog import number_text, points_text, text
from graders.reports.messages.text import Language
from graders.reports.printable import printable

MOST_NAMED: Final = 60
"""Groups up to which each has a line of its own."""

FEWEST_SPREAD: Final = 6
"""Graded groups from which on their spread is a figure of its own."""

_WIDTH: Final = 400.0
_ROW: Final = 23.0
_AROUND: Final = 78.0
_SPREAD_HEIGHT: Final = 230.0
_NUM_BINS: Final = 20
_MOST_TICKS: Final = 6
_NAME_WIDTH: Final = 110.0


def points_figure(
    grades: Sequence[Grade], language: Language, *, boundaries: Sequence[Decimal] = ()
) -> str:
    """Points of every group, best first, with its 95 % interval; SVG.

    Blank grades are named below the others and have no dot.
    """
    graded = [grade for grade in grades if grade.points is not None]
    graded.sort(key=lambda grade: (-(grade.points or 0), grade.group))
    shown = [*graded, *sorted((g for g in grades if g.points is None), key=lambda g: g.group)]
    names = [shortened(printable(grade.group), _NAME_WIDTH, SMALL_SIZE) for grade in shown]
    height = _AROUND + _ROW * max(len(shown), 1)
    frame = plot_frame(
        Box(0, 0, _WIDTH, height),
        _points_axis(_top(grades), language),
        name_axis(names, downwards=True),
        keys=_keys(boundaries, language, with_doubt=any(_doubt(grade) for grade in graded)),
        least_right=text_width("100,00", SMALL_SIZE, bold=True) + 12.0,
    )
    rows = (_named(frame, row, grade, language) for row, grade in enumerate(shown))
    return picture(
        joined(frame.behind, _lines(frame, boundaries), *rows),
        name="points",
        width=_WIDTH,
        height=height,
        title=text("plot.points.title", language),
        description=_said(grades, language),
    )


def spread_figure(
    grades: Sequence[Grade], language: Language, *, boundaries: Sequence[Decimal] = ()
) -> str:
    """How many groups have how many points, in twenty steps up to the rubric's sum; SVG."""
    top = _top(grades)
    points = [float(grade.points) for grade in grades if grade.points is not None]
    counts = [0] * _NUM_BINS
    for value in points:
        counts[min(max(int(value / top * _NUM_BINS), 0), _NUM_BINS - 1)] += 1
    frame = plot_frame(
        Box(0, 0, _WIDTH, _SPREAD_HEIGHT),
        _points_axis(top, language),
        _count_axis(max(counts), language),
        keys=_keys(boundaries, language, with_doubt=False),
        least_right=12.0,
    )
    bars = (_bin(frame, place, count, top, language) for place, count in enumerate(counts))
    return picture(
        joined(frame.behind, *bars, _lines(frame, boundaries)),
        name="spread",
        width=_WIDTH,
        height=_SPREAD_HEIGHT,
        title=text("plot.spread.title", language),
        description=_said(grades, language),
    )


def _top(grades: Sequence[Grade]) -> float:
    return max((float(grade.max_points) for grade in grades), default=0.0) or 100.0


def _points_axis(top: float, language: Language) -> Axis:
    ticks = nice_ticks(0.0, top, _MOST_TICKS)
    labelled = tuple(zip(ticks, number_labels(ticks, language), strict=True))
    title = text("plot.points", language)
    return Axis(low=0.0, high=top, ticks=labelled, title=title, grid=True, line=True)


def _count_axis(most: int, language: Language) -> Axis:
    ticks = nice_ticks(0.0, float(max(most, 1)), _MOST_TICKS, smallest_step=1.0)
    labelled = tuple((tick, f"{tick:.0f}") for tick in ticks)
    title = text("plot.spread.groups", language)
    return Axis(low=0.0, high=max(most, 1) * 1.05, ticks=labelled, title=title, grid=True)


def _keys(
    boundaries: Sequence[Decimal], language: Language, *, with_doubt: bool
) -> tuple[Key, ...]:
    keys = []
    if with_doubt:
        keys.append(Key(words=text("plot.points.doubt", language), colour=PALE, marker="dot"))
    if boundaries:
        values = {"points": ", ".join(points_text(one, language) for one in boundaries)}
        words = text("plot.points.boundary", language, values)
        keys.append(Key(words=words, colour=ORANGE, dash=marks.DASHED))
    return tuple(keys)


def _lines(frame: Frame, boundaries: Sequence[Decimal]) -> Svg:
    places = (frame.x(float(boundary)) for boundary in boundaries)
    return joined(
        *(marks.rule((x, frame.area.top), (x, frame.area.bottom), ORANGE, dash=marks.DASHED,
                     width=1.5) for x in places)
    )  # fmt: skip


def _named(frame: Frame, row: int, grade: Grade, language: Language) -> Svg:
    middle = frame.y(row)
    if grade.points is None:
        blank = text("plot.points.blank", language)
        return label(frame.area.left + 5, middle, blank, size=SMALL_SIZE, colour=MUTED, halo=PAPER)
    value = float(grade.points)
    doubt = _doubt(grade)
    low, high = doubt or (value, value)
    shown = points_text(grade.points, language)
    words = label(frame.x(max(value, high)) + 9, middle, shown, size=SMALL_SIZE, bold=True,
                  halo=PAPER)  # fmt: skip
    said = _tip(grade, shown, doubt, language)
    span = marks.rule((frame.x(low), middle), (frame.x(high), middle), PALE, width=5.0)
    return joined(span if doubt else "", marks.dot((frame.x(value), middle), BLUE, size=4.0,
                                                   said=said), words)  # fmt: skip


def _tip(grade: Grade, shown: str, doubt: tuple[float, float] | None, language: Language) -> str:
    said = f"{grade.group}: {shown}"
    if doubt is None:
        return said
    values = {
        "low": number_text(doubt[0], "number", language),
        "high": number_text(doubt[1], "number", language),
    }
    return f"{said} ({text('plot.points.between', language, values)})"


def _doubt(grade: Grade) -> tuple[float, float] | None:
    """The interval of what counts; None where a person set it, lateness moved it, or none ran."""
    certainty = grade.repeats.certainty
    if certainty is None or grade.points is None or grade.points != grade.rows_points:
        return None
    top = float(grade.max_points)
    return max(min(certainty.low, top), 0.0), max(min(certainty.high, top), 0.0)


def _bin(frame: Frame, place: int, count: int, top: float, language: Language) -> Svg:
    low, high = (top * edge / _NUM_BINS for edge in (place, place + 1))
    values = {
        "low": number_text(low, "number", language),
        "high": number_text(high, "number", language),
        "count": count,
    }
    said = text("plot.spread.tip", language, values)
    start = (frame.x(low) + 1.0, frame.y(0.0))
    return marks.bar(start, (frame.x(high) - 1.0, frame.y(float(count))), BLUE, said=said)


def _said(grades: Sequence[Grade], language: Language) -> str:
    points = [float(grade.points) for grade in grades if grade.points is not None]
    spread = spread_of(points)
    values = {
        "count": len(points),
        "mean": spread.mean if spread else 0.0,
        "low": spread.lowest if spread else 0.0,
        "high": spread.highest if spread else 0.0,
    }
    return text("plot.points.said", language, values)
