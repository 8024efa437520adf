"""The figures of a group's page."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from graders.domain.evidence import ClassificationScores, TrainingHistory
from graders.domain.rubric import Calibration
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.svg_figure import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    figure_style,
    new_figure,
    number_ticks,
    percent_ticks,
    short_number,
    to_svg,
)

MAX_CLASSES_WITH_COUNTS = 20
_FULL_ZONE, _PART_ZONE, _NO_ZONE = "#CDE9DF", "#FBE9B7", "#F3D3C4"


def learning_curve(history: TrainingHistory, metric: str, language: Language) -> str:
    """Training and validation values of `metric` (`loss` or `accuracy`) per epoch; SVG.

    Args:
        history: The curves; epochs whose value is not finite are left out of the line.
        metric: Name as in the history, without `val_`.
        language: Language of the labels.
    """
    lines = {
        "train": history.metrics.get(metric, ()),
        "validation": history.metrics.get(f"val_{metric}", ()),
    }
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        _draw_line(axes, lines["train"], text("plot.train", language), dashed=False)
        _draw_line(axes, lines["validation"], text("plot.validation", language), dashed=True)
        axes.set_xlabel(text("plot.epoch", language))
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=8, min_n_ticks=1))
        is_share = metric == "accuracy"
        axes.yaxis.set_major_formatter(percent_ticks() if is_share else number_ticks(language))
        axes.grid(axis="y")
        axes.legend(loc="lower right" if is_share else "upper right")
        title = text(f"plot.{metric}", language)
        return to_svg(
            figure,
            name=f"curve-{metric}",
            title=title,
            description=_ends(lines, language, is_share),
        )


def _draw_line(axes: Axes, values: Sequence[float], label: str, *, dashed: bool) -> None:
    epochs = np.arange(1, len(values) + 1)
    shown = np.array([value if math.isfinite(value) else np.nan for value in values])
    axes.plot(
        epochs,
        shown,
        color=ORANGE if dashed else BLUE,
        linestyle="--" if dashed else "-",
        marker="s" if dashed else "o",
        markersize=3.5,
        label=label,
    )


def _ends(lines: Mapping[str, Sequence[float]], language: Language, is_share: bool) -> str:  # noqa: FBT001 - private
    code = "plot.ends.share" if is_share else "plot.ends.number"
    said = " ".join(
        text(
            code,
            language,
            {
                "line": text(f"plot.{name}", language),
                "first": values[0] if is_share else short_number(values[0], language),
                "last": values[-1] if is_share else short_number(values[-1], language),
                "epochs": len(values),
            },
        )
        for name, values in lines.items()
        if values and math.isfinite(values[0]) and math.isfinite(values[-1])
    )
    return said or text("plot.ends.none", language)


def gap_figure(
    scores: ClassificationScores, anchors: Calibration | None, language: Language
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
            name="gap",
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


def accuracy_curve(accuracy: float, anchors: Calibration, language: Language) -> str:
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
        axes.annotate(
            text("plot.accuracy.you", language, {"accuracy": accuracy}),
            (accuracy, share),
            xytext=(-10 if near_right else 10, 2 if near_right else -3),
            textcoords="offset points",
            ha="right" if near_right else "left",
            va="bottom" if near_right else "top",
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
        return to_svg(figure, name="accuracy-curve", title=title, description=said)


def confusion_figure(
    matrix: Sequence[Sequence[int]], class_names: Sequence[str], language: Language
) -> str:
    """Confusion matrix coloured by share of each true class, with counts where they fit; SVG.

    Args:
        matrix: Counts `[true][predicted]`, square.
        class_names: As many names as rows; may be empty, then numbers stand in.
        language: Language of the labels.
    """
    counts = np.asarray(matrix, dtype=np.int64)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    names = [printable(name) for name in class_names] or [str(i) for i in range(len(counts))]
    with figure_style():
        figure = new_figure(5.2, 5.0)
        axes = figure.add_subplot()
        axes.pcolormesh(shares, cmap="Blues", vmin=0, vmax=1, edgecolor="white", linewidth=0.5,
                        rasterized=len(counts) > MAX_CLASSES_WITH_COUNTS)  # fmt: skip
        axes.set_aspect("equal")
        axes.invert_yaxis()
        if len(counts) <= MAX_CLASSES_WITH_COUNTS:
            _write_counts(axes, counts, shares)
            places = np.arange(len(counts)) + 0.5
            axes.set_xticks(places, names, rotation=45, ha="right", rotation_mode="anchor")
            axes.set_yticks(places, names)
        axes.tick_params(length=0, labelcolor=INK)
        axes.spines[:].set_visible(False)
        axes.set_xlabel(text("plot.predicted", language))
        axes.set_ylabel(text("plot.true", language))
        right = int(counts.trace())
        said = text("plot.confusion.said", language, {"right": right, "total": int(counts.sum())})
        title = text("plot.confusion", language)
        return to_svg(figure, name="confusion", title=title, description=said)


def _write_counts(axes: Axes, counts: np.ndarray, shares: np.ndarray) -> None:
    for row, column in np.ndindex(counts.shape):
        if counts[row, column]:
            axes.text(
                column + 0.5,
                row + 0.5,
                str(counts[row, column]),
                ha="center",
                va="center",
                fontsize=7.5,
                fontweight="bold" if row == column else "normal",
                color="white" if shares[row, column] > 0.5 else INK,
            )
