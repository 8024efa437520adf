"""The figure of the class page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from graders.domain.grade import Grade
from graders.reports.charts.palette import BLUE, INK, MUTED, RULE
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.svg_figure import figure_style, new_figure, to_svg

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MAX_NAMED = 60
_MAX_NAME = 18


def points_figure(grades: Sequence[Grade], language: Language) -> str:
    """Points of every group, best first, with their names; a histogram for very large classes; SVG.

    Blank grades are named below the others and have no dot.
    """
    graded = sorted(
        ((float(grade.points), grade.group) for grade in grades if grade.points is not None),
        key=lambda pair: (-pair[0], pair[1]),
    )
    blank = sorted(grade.group for grade in grades if grade.points is None)
    top = max((float(grade.max_points) for grade in grades), default=100.0)
    points = [value for value, _ in graded]
    with figure_style():
        if len(grades) > _MAX_NAMED:
            figure = new_figure(5.2, 2.8)
            figure.add_subplot().hist(points, bins=20, range=(0, top), color=BLUE)
        else:
            figure = new_figure(5.2, 0.7 + 0.25 * max(len(grades), 1))
            _draw_named(figure.add_subplot(), graded, blank, language)
        axes = figure.axes[0]
        axes.set_xlim(0, top * 1.06)
        axes.set_xlabel(text("plot.points", language))
        mean = sum(points) / len(points) if points else 0.0
        said = text(
            "plot.points.said",
            language,
            {"count": len(points), "mean": mean, "low": min(points, default=0.0),
             "high": max(points, default=0.0)},
        )  # fmt: skip
        title = text("plot.points.title", language)
        return to_svg(figure, name="points", title=title, description=said)


def _draw_named(
    axes: Axes, graded: Sequence[tuple[float, str]], blank: Sequence[str], language: Language
) -> None:
    heights = range(len(graded))
    values = [value for value, _ in graded]
    axes.hlines(heights, 0, values, color=RULE, linewidth=2)
    axes.plot(values, heights, "o", color=BLUE, markersize=7)
    for height, value in zip(heights, values, strict=True):
        shown = text("plot.points.value", language, {"value": value})
        axes.annotate(
            shown, (value, height), xytext=(7, 0), textcoords="offset points", va="center"
        )
    for offset, _ in enumerate(blank):
        label = text("plot.points.blank", language)
        axes.annotate(label, (0, len(graded) + offset), xytext=(4, 0), textcoords="offset points",
                      va="center", color=MUTED, fontstyle="italic")  # fmt: skip
    names = [_short(name) for name in (*(name for _, name in graded), *blank)]
    axes.set_yticks(range(len(names)), names)
    axes.set_ylim(len(names) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0, labelcolor=INK)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x")


def _short(name: str) -> str:
    shown = printable(name)
    return shown if len(shown) <= _MAX_NAME else f"{shown[: _MAX_NAME - 1]}…"
