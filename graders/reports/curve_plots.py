"""Learning curves of one model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from graders.domain.evidence import TrainingHistory
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.svg_figure import (
    BLUE,
    ORANGE,
    figure_style,
    is_drawable,
    new_figure,
    number_ticks,
    percent_ticks,
    short_number,
    to_svg,
)


def learning_curve(
    history: TrainingHistory, metric: str, language: Language, *, prefix: str = ""
) -> str:
    """Training and validation values of `metric` (`loss` or `accuracy`) per epoch; SVG.

    Args:
        history: The curves; epochs whose value is not finite are left out of the line.
        metric: Name as in the history, without `val_`.
        language: Language of the labels.
        prefix: Begins the ids of the figure, where a page has several models.
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
            name=f"{prefix}curve-{metric}",
            title=title,
            description=_ends(lines, language, is_share),
        )


def _draw_line(axes: Axes, values: Sequence[float], label: str, *, dashed: bool) -> None:
    epochs = np.arange(1, len(values) + 1)
    shown = np.array([value if is_drawable(value) else np.nan for value in values])
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
        if values and is_drawable(values[0]) and is_drawable(values[-1])
    )
    return said or text("plot.ends.none", language)
