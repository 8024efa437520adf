"""Confusion matrices, of classes or of groups of classes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from graders.reports.base import ClassGroups
from graders.reports.charts.axes import name_axis
from graders.reports.charts.cells import CellTable, cell_side, counted_cells, shaded_cells
from graders.reports.charts.frame import Axis, outer_size, plot_frame
from graders.reports.charts.labels import Box
from graders.reports.charts.svg import SMALL_SIZE, joined, picture
from graders.reports.charts.text_width import shortened
from graders.reports.charts.ticks import nice_ticks
from graders.reports.charts.values import number_labels
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.printable import printable

MAX_CLASSES_WITH_COUNTS = 20
_LARGE_SIDE = 400.0
_LONGEST_NAME = 150.0
_MOST_NUMBERS = 6


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
        language=language,
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
        language=language,
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
    language: Language,
) -> str:
    few = len(counts) <= MAX_CLASSES_WITH_COUNTS
    names = [printable(label) for label in class_names] or [str(i) for i in range(len(counts))]
    table = CellTable(
        counts=[[int(count) for count in row] for row in counts], names=names, language=language
    )
    axis = _named(names) if few else _numbered(len(counts), language)
    across = replace(axis, title=axes_names[0])
    down = replace(axis, title=axes_names[1], low=axis.high, high=axis.low)
    side = cell_side(table.counts) * len(counts) if few else _LARGE_SIDE
    width, height = outer_size(across, down, (side, side))
    frame = plot_frame(Box(0, 0, width, height), across, down)
    cells = counted_cells(frame, table) if few else shaded_cells(frame, table)
    return picture(
        joined(frame.behind, cells),
        name=name,
        width=width,
        height=height,
        title=said[0],
        description=said[1],
    )


def _named(names: Sequence[str]) -> Axis:
    return name_axis([shortened(name, _LONGEST_NAME, SMALL_SIZE) for name in names])


def _numbered(count: int, language: Language) -> Axis:
    """Numbers of classes, where there is no room for their names."""
    ticks = nice_ticks(0.0, count - 1.0, _MOST_NUMBERS, smallest_step=1.0)
    labels = number_labels(ticks, language)
    return Axis(low=-0.5, high=count - 0.5, ticks=tuple(zip(ticks, labels, strict=True)))
