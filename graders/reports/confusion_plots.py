"""Confusion matrices, of classes or of groups of classes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from graders.reports.base import ClassGroups
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.svg_figure import INK, figure_style, new_figure, to_svg

MAX_CLASSES_WITH_COUNTS = 20
_FRAME_INCHES = 2.4
_CLASS_INCHES = 0.26
_MAX_NAME = 26


def confusion_figure(
    matrix: Sequence[Sequence[int]],
    class_names: Sequence[str],
    language: Language,
    *,
    prefix: str = "",
) -> str:
    """Confusion matrix coloured by share of each true class, with counts where they fit; SVG.

    Args:
        matrix: Counts `[true][predicted]`, square.
        class_names: As many names as rows; may be empty, then numbers stand in.
        language: Language of the labels.
        prefix: Begins the ids of the figure, where a page has several models.
    """
    counts = np.asarray(matrix, dtype=np.int64)
    said = {"right": int(counts.trace()), "total": int(counts.sum())}
    return _matrix_figure(
        counts,
        class_names,
        axes_names=(text("plot.predicted", language), text("plot.true", language)),
        said=(text("plot.confusion", language), text("plot.confusion.said", language, said)),
        name=f"{prefix}confusion",
    )


def group_confusion_figure(
    matrix: Sequence[Sequence[int]], groups: ClassGroups, language: Language, *, prefix: str = ""
) -> str:
    """Confusion matrix of the groups of classes: the blocks of the large matrix, summed; SVG.

    Args:
        matrix: Counts of classes `[true][predicted]`, square.
        groups: Group of every class.
        language: Language of the labels.
        prefix: Begins the ids of the figure, where a page has several models.
    """
    counts = grouped_counts(matrix, groups)
    said = {"right": int(counts.trace()), "total": int(counts.sum()), "groups": len(counts)}
    return _matrix_figure(
        counts,
        groups.names,
        axes_names=(
            text("plot.predicted_group", language),
            text("plot.true_group", language),
        ),
        said=(
            text("plot.group_confusion", language),
            text("plot.group_confusion.said", language, said),
        ),
        name=f"{prefix}confusion",
    )


def grouped_counts(matrix: Sequence[Sequence[int]], groups: ClassGroups) -> np.ndarray:
    """Sum a matrix of classes over the groups of its rows and columns, int64."""
    counts = np.asarray(matrix, dtype=np.int64)
    belongs = np.zeros((len(groups.names), len(counts)), np.int64)
    belongs[list(groups.of_class), np.arange(len(counts))] = 1
    return np.asarray(belongs @ counts @ belongs.T)


def _matrix_figure(
    counts: np.ndarray,
    class_names: Sequence[str],
    *,
    axes_names: tuple[str, str],
    said: tuple[str, str],
    name: str,
) -> str:
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    names = [_short(label) for label in class_names] or [str(i) for i in range(len(counts))]
    inches = _FRAME_INCHES + _CLASS_INCHES * min(len(counts), MAX_CLASSES_WITH_COUNTS)
    with figure_style():
        figure = new_figure(inches + 0.2, inches)
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
        axes.set_xlabel(axes_names[0])
        axes.set_ylabel(axes_names[1])
        return to_svg(figure, name=name, title=said[0], description=said[1])


def _short(name: str) -> str:
    shown = printable(name)
    return shown if len(shown) <= _MAX_NAME else f"{shown[: _MAX_NAME - 1]}…"


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
