"""How a generator trained, and how its samples compare with real images."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import GenerativeScores
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.svg_figure import (
    BLUE,
    INK,
    MUTED,
    ORANGE,
    figure_style,
    is_drawable,
    new_figure,
    number_ticks,
    percent_ticks,
    short_number,
    to_svg,
)

_MAX_POINTS = 150


def loss_figure(history: AdversarialHistory, language: Language, *, prefix: str = "") -> str:
    """Losses of generator and discriminator along the training; SVG."""
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        lines = (
            ("generator", history.generator_loss, BLUE, "-"),
            ("discriminator", history.discriminator_loss, ORANGE, "--"),
        )
        for name, values, colour, style in lines:
            steps, shown = _thinned(history.steps, values)
            axes.plot(steps, shown, style, color=colour, label=text(f"plot.{name}", language))
        axes.set_xlabel(text("plot.step", language))
        axes.yaxis.set_major_formatter(number_ticks(language))
        axes.grid(axis="y")
        axes.legend(loc="best")
        said = " ".join(
            _ends_said(text(f"plot.{name}", language), values, language)
            for name, values, _colour, _style in lines
        )
        return to_svg(
            figure,
            name=f"{prefix}adversarial-loss",
            title=text("plot.adversarial_loss", language),
            description=said.strip() or text("plot.ends.none", language),
        )


def discriminator_figure(
    history: AdversarialHistory, language: Language, *, prefix: str = ""
) -> str:
    """Accuracy of the discriminator along the training, with the line of guessing; SVG."""
    values = history.discriminator_accuracy
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        steps, shown = _thinned(history.steps, values)
        axes.plot(steps, shown, color=ORANGE)
        axes.axhline(0.5, color=MUTED, linestyle="--", linewidth=1.2)
        axes.text(0.01, 0.485, text("plot.discriminator.guess", language), color=MUTED, fontsize=8,
                  va="top", transform=axes.get_yaxis_transform())  # fmt: skip
        axes.set_ylim(0, 1.05)
        axes.set_xlabel(text("plot.step", language))
        axes.yaxis.set_major_formatter(percent_ticks())
        axes.grid(axis="y")
        finite = [value for value in values if is_drawable(value)]
        said = (
            text(
                "plot.discriminator.said",
                language,
                {"mean": sum(finite) / len(finite), "last": finite[-1]},
            )
            if finite
            else text("plot.ends.none", language)
        )
        return to_svg(
            figure,
            name=f"{prefix}discriminator",
            title=text("plot.discriminator_accuracy", language),
            description=said,
        )


def _thinned(
    steps: Sequence[int], values: Sequence[float]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Means of equal runs of steps, few enough for a page; not finite values leave gaps."""
    count = min(len(steps), len(values))
    line = np.array([steps[:count], values[:count]], np.float64)
    line[~is_drawable(line)] = np.nan
    blocks = np.array_split(line, min(_MAX_POINTS, max(count, 1)), axis=1)
    means = np.array([block.mean(axis=1) for block in blocks if block.size]).reshape(-1, 2)
    return means[:, 0], means[:, 1]


def _ends_said(line: str, values: Sequence[float], language: Language) -> str:
    finite = [value for value in values if is_drawable(value)]
    if not finite:
        return ""
    ends = {
        "line": line,
        "first": short_number(finite[0], language),
        "last": short_number(finite[-1], language),
    }
    return text("plot.adversarial.ends", language, ends)


def class_share_figure(
    scores: GenerativeScores, class_names: Sequence[str], language: Language, *, prefix: str = ""
) -> str:
    """Share of each class among the final samples, against equal shares; SVG."""
    shares = scores.final.class_shares
    names = [printable(name) for name in class_names] or [str(i) for i in range(len(shares))]
    uniform = 1.0 / scores.num_classes
    places = np.arange(len(shares) + 1)
    with figure_style():
        figure = new_figure(4.5, 2.9)
        axes = figure.add_subplot()
        axes.bar(places[:-1], shares, width=0.7, color=BLUE)
        axes.bar(places[-1:], [scores.final.rejected_share], width=0.7, color="white",
                 edgecolor=MUTED, hatch="////")  # fmt: skip
        axes.axhline(uniform, color=ORANGE, linestyle="--", linewidth=1.4)
        axes.set_xticks(places, [*names, text("plot.no_class", language)], rotation=45, ha="right",
                        rotation_mode="anchor")  # fmt: skip
        axes.tick_params(axis="x", length=0, labelcolor=INK)
        axes.set_ylim(0, max(*shares, scores.final.rejected_share, uniform) * 1.18)
        axes.text(
            0.99,
            uniform + 0.004,
            text("plot.uniform", language, {"value": uniform}),
            ha="right",
            va="bottom",
            color=ORANGE,
            fontsize=8,
            transform=axes.get_yaxis_transform(),
        )
        axes.yaxis.set_major_formatter(percent_ticks())
        return to_svg(
            figure,
            name=f"{prefix}class-shares",
            title=text("plot.class_shares", language),
            description=_shares_said(scores, names, language),
        )


def _shares_said(scores: GenerativeScores, names: Sequence[str], language: Language) -> str:
    by_class = "; ".join(
        f"{name} {text('plot.percent', language, {'value': share})}"
        for name, share in zip(names, scores.final.class_shares, strict=False)
    )
    values = {
        "by_class": by_class,
        "rejected": scores.final.rejected_share,
        "uniform": 1.0 / scores.num_classes,
    }
    return text("plot.class_shares.said", language, values)
