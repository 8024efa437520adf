"""How well a classifier does on new data: the gap, and the way from accuracy to points."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from graders.domain.evidence import ClassificationScores
from graders.domain.rubric import Calibration
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.svg_figure import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    figure_style,
    new_figure,
    percent_ticks,
    to_svg,
)

_FULL_ZONE, _PART_ZONE, _NO_ZONE = "#CDE9DF", "#FBE9B7", "#F3D3C4"


def gap_figure(
    scores: ClassificationScores,
    anchors: Calibration | None,
    language: Language,
    *,
    prefix: str = "",
) -> str:
    """Train and hidden accuracy with the gap between them, above the zones of its credit; SVG."""
    with figure_style():
        figure = new_figure(4.5, 2.9 if anchors else 1.9)
        rows = 2 if anchors else 1
        parts = figure.subplots(rows, 1, squeeze=False, height_ratios=[2.2, 1.0][:rows])[:, 0]
        _draw_bars(parts[0], scores, language)
        if anchors:
            _draw_zones(parts[1], scores.gap, anchors, language)
        return to_svg(
            figure,
            name=f"{prefix}gap",
            title=text("plot.gap", language),
            description=text(
                "plot.gap.said",
                language,
                {
                    "train": scores.train_accuracy,
                    "hidden": scores.hidden_accuracy,
                    "gap": scores.gap,
                },
            ),
        )


def _draw_bars(axes: Axes, scores: ClassificationScores, language: Language) -> None:
    train, hidden = scores.train_accuracy, scores.hidden_accuracy
    names = [text("plot.train", language), text("plot.hidden", language)]
    axes.barh([1, 0], [train, hidden], height=0.46, color=[BLUE, ORANGE])
    axes.set_yticks([1, 0], names)
    for height, value in ((1, train), (0, hidden)):
        inside = value > 0.2
        axes.text(
            value + (-0.015 if inside else 0.015),
            height,
            text("plot.percent", language, {"value": value}),
            ha="right" if inside else "left",
            va="center",
            color="white" if inside else INK,
            fontweight="bold",
        )
    low, high = min(train, hidden), max(train, hidden)
    axes.annotate(
        "", (low, 0.5), (high, 0.5), arrowprops={"arrowstyle": "|-|,widthA=.25,widthB=.25"}
    )
    left_side = high > 0.62
    axes.text(
        low - 0.02 if left_side else high + 0.02,
        0.5,
        text("plot.gap.value", language, {"gap": scores.gap}),
        ha="right" if left_side else "left",
        va="center",
        fontweight="bold",
    )
    axes.set_xlim(0, 1)
    axes.xaxis.set_major_formatter(percent_ticks())
    axes.tick_params(axis="y", length=0, labelcolor=INK)


def _draw_zones(axes: Axes, gap: float, anchors: Calibration, language: Language) -> None:
    full, none = anchors.gap_full_credit, anchors.gap_no_credit
    low = min(0.0, gap - 0.01)
    high = max(none * 1.45, gap + 0.03)
    zones = ((low, full, _FULL_ZONE, "", "full"), (full, none, _PART_ZONE, "//", "part"),
             (none, high, _NO_ZONE, "xx", "none"))  # fmt: skip
    for start, end, colour, hatch, name in zones:
        axes.axvspan(start, end, facecolor=colour, hatch=hatch, edgecolor="white", linewidth=0)
        label = text(f"plot.zone.{name}", language)
        axes.text((start + end) / 2, -0.42, label, ha="center", va="top", fontsize=7.5, color=INK,
                  transform=axes.get_xaxis_transform())  # fmt: skip
    axes.plot([gap, gap], [0, 1], color=INK, linewidth=2.4, solid_capstyle="butt")
    axes.plot([gap], [1.0], marker="v", color=INK, markersize=8, clip_on=False)
    axes.set_xlim(low, high)
    axes.set_ylim(0, 1)
    axes.set_yticks([])
    axes.set_xticks([0, full, none], [_points(value) for value in (0, full, none)])
    axes.set_ylabel(text("plot.gap.axis", language), rotation=0, ha="right", va="center", color=INK)
    axes.spines["left"].set_visible(False)


def _points(value: float) -> str:
    return f"{value * 100:.0f} pp"


def accuracy_curve(
    accuracy: float, anchors: Calibration, language: Language, *, prefix: str = ""
) -> str:
    """The curve from hidden accuracy to share of the points, with the group on it; SVG."""
    known, shares = zip(*anchors.accuracy_knots, strict=True)
    share = float(np.interp(accuracy, known, shares))
    left = max(0.0, min(known[0], accuracy) - 0.06)
    right = min(1.0, max(known[-1], accuracy) + 0.06)
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        axes.plot([left, *known, right], [shares[0], *shares, shares[-1]], color=MUTED)
        axes.plot(known, shares, "o", color="white", markeredgecolor=MUTED, markersize=5)
        axes.plot([accuracy, accuracy, left], [0, share, share], ":", color=BLUE, linewidth=1.2)
        axes.plot([accuracy], [share], "D", color=BLUE, markersize=8)
        near_right = accuracy > (left + right) / 2
        # Below a point on the axis stand the tick labels.
        above = near_right or share < 0.15
        axes.annotate(
            text("plot.accuracy.you", language, {"accuracy": accuracy}),
            (accuracy, share),
            xytext=(-10 if near_right else 10, 8 if share < 0.15 else 2 if above else -3),
            textcoords="offset points",
            ha="right" if near_right else "left",
            va="bottom" if above else "top",
            fontweight="bold",
            color=BLUE,
        )
        axes.set_xlim(left, right)
        axes.set_ylim(0, 1.08)
        axes.set_xlabel(text("plot.hidden_accuracy", language))
        axes.set_ylabel(text("plot.share", language))
        axes.xaxis.set_major_formatter(percent_ticks())
        axes.yaxis.set_major_formatter(percent_ticks())
        axes.grid()
        said = text(
            "plot.accuracy_curve.said",
            language,
            {"accuracy": accuracy, "share": share, "full": known[-1]},
        )
        title = text("plot.accuracy_curve", language)
        return to_svg(figure, name=f"{prefix}accuracy-curve", title=title, description=said)
