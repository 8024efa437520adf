"""What a model remembers: accuracy by lag, and how it answers to changes of the sequence."""

from __future__ import annotations

from matplotlib.axes import Axes

from graders.domain.recall_scores import RecallScores
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

# In the order of the figure: name of the bar and the score it shows.
_BARS = (
    ("without_decoy", "without_decoy_accuracy"),
    ("with_decoy", "with_decoy_accuracy"),
    ("swapped", "swapped_share"),
    ("longer", "longer_accuracy"),
    ("ablated", "ablated_accuracy"),
)


def lag_figure(scores: RecallScores, language: Language, *, prefix: str = "") -> str:
    """Hidden accuracy by lag, with the accuracy of guessing; SVG."""
    lags = [lag for lag, _accuracy in scores.accuracy_by_lag]
    shares = [accuracy for _lag, accuracy in scores.accuracy_by_lag]
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        axes.plot(lags, shares, "o-", color=BLUE, markersize=6)
        for lag, accuracy in scores.accuracy_by_lag:
            axes.annotate(
                text("plot.percent", language, {"value": accuracy}),
                (lag, accuracy),
                xytext=(0, -7 if accuracy > 0.5 else 7),
                textcoords="offset points",
                ha="center",
                va="top" if accuracy > 0.5 else "bottom",
                fontsize=8,
                color=INK,
            )
        _draw_chance(axes, scores.chance, language)
        # Lags double from one to the next.
        axes.set_xscale("log", base=2)
        axes.set_xticks(lags, [str(lag) for lag in lags])
        axes.minorticks_off()
        axes.margins(x=0.12)
        axes.set_ylim(0, 1.05)
        axes.set_xlabel(text("plot.lag.axis", language))
        axes.yaxis.set_major_formatter(percent_ticks())
        axes.grid(axis="y")
        return to_svg(
            figure,
            name=f"{prefix}lag",
            title=text("plot.lag", language),
            description=_lags_said(scores, language),
        )


def _draw_chance(axes: Axes, chance: float, language: Language) -> None:
    axes.axhline(chance, color=ORANGE, linestyle="--", linewidth=1.4)
    axes.text(
        0.01,
        chance + 0.015,
        text("plot.chance", language, {"value": chance}),
        transform=axes.get_yaxis_transform(),
        color=ORANGE,
        fontsize=8,
        va="bottom",
    )


def _lags_said(scores: RecallScores, language: Language) -> str:
    by_lag = [
        text("plot.lag.one", language, {"lag": str(lag), "value": accuracy})
        for lag, accuracy in scores.accuracy_by_lag
    ]
    values = {"by_lag": "; ".join(by_lag), "chance": scores.chance}
    return text("plot.lag.said", language, values)


def probes_figure(scores: RecallScores, language: Language, *, prefix: str = "") -> str:
    """Bars of what the model does with decoys, swapped keys, longer sequences, no memory; SVG."""
    values = [getattr(scores, field) for _name, field in _BARS]
    labels = [text(f"plot.probe.{name}", language) for name, _field in _BARS]
    shown = [
        text("plot.probe.unmeasured", language)
        if value is None
        else text("plot.percent", language, {"value": value})
        for value in values
    ]
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        colours = [BLUE] * (len(_BARS) - 1) + [MUTED]
        heights = range(len(_BARS))
        axes.barh(heights, [value or 0.0 for value in values], height=0.56, color=colours)
        for height, value, words in zip(heights, values, shown, strict=True):
            _write_value(axes, height, value, words, scores.chance)
        axes.axvline(scores.chance, color=ORANGE, linestyle="--", linewidth=1.4)
        axes.set_xlim(0, 1)
        axes.set_yticks(heights, labels)
        axes.invert_yaxis()
        axes.xaxis.set_major_formatter(percent_ticks())
        axes.tick_params(axis="y", length=0, labelcolor=INK)
        pairs = zip(labels, shown, strict=True)
        return to_svg(
            figure,
            name=f"{prefix}probes",
            title=text("plot.probes", language),
            description="; ".join(f"{label}: {words}" for label, words in pairs),
        )


def _write_value(axes: Axes, height: int, value: float | None, words: str, chance: float) -> None:
    inside = value is not None and value > 0.25
    # Words without a bar begin behind the line of guessing.
    end = chance if value is None else value
    axes.text(
        end + (-0.015 if inside else 0.015),
        height,
        words,
        ha="right" if inside else "left",
        va="center",
        color="white" if inside else INK,
        fontweight="normal" if value is None else "bold",
    )
