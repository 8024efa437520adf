"""Measures of a generator's samples, each on its own scale beside real images and reference."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from graders.domain.generative_scores import GenerativeAnchors, GenerativeScores
from graders.reports.messages.catalog import number_text, text
from graders.reports.messages.text import Language
from graders.reports.svg_figure import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    RULE,
    figure_style,
    new_figure,
    number_ticks,
    to_svg,
)

# Unbiased estimates of a distance may fall below 0, where a logarithm has no place.
_SMALLEST_KID = 1e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """One measure: what was found, and what it is compared with; None where that is unknown."""

    name: str
    value: float
    earlier: tuple[float, ...]
    real: float | None
    reference: float | None
    untrained: float | None = None


def quality_figure(
    scores: GenerativeScores,
    anchors: GenerativeAnchors | None,
    language: Language,
    *,
    prefix: str = "",
) -> str:
    """Distance to real images, density, coverage and balance of the final samples; SVG.

    Args:
        scores: What was measured; the earlier checkpoints are small dots.
        anchors: Measures of real images and of the reference; None when they are not known.
        language: Language of the labels.
        prefix: Begins the ids of the figure, where a page has several models.
    """
    measures = _measures(scores, anchors)
    with figure_style():
        figure = new_figure(6.6, 4.1)
        parts = figure.subplots(len(measures), 1, squeeze=False)[:, 0]
        for axes, measure in zip(parts, measures, strict=True):
            _draw(axes, measure, language)
        return to_svg(
            figure,
            name=f"{prefix}quality",
            title=text("plot.quality", language),
            description=" ".join(_said(measure, language) for measure in measures),
        )


def _measures(scores: GenerativeScores, anchors: GenerativeAnchors | None) -> tuple[_Measure, ...]:
    final, earlier = scores.final, scores.checkpoints[:-1]
    return (
        _Measure(
            name="kid",
            value=final.kid,
            earlier=tuple(point.kid for point in earlier),
            real=anchors.kid_floor if anchors else None,
            reference=anchors.kid_reference if anchors else None,
            untrained=scores.untrained_kid,
        ),
        _Measure(
            name="density",
            value=final.density,
            earlier=tuple(point.density for point in earlier),
            real=1.0,
            reference=anchors.density_reference if anchors else None,
        ),
        _Measure(
            name="coverage",
            value=final.coverage,
            earlier=tuple(point.coverage for point in earlier),
            real=1.0,
            reference=anchors.coverage_reference if anchors else None,
        ),
        _Measure(
            name="total_variation",
            value=final.total_variation,
            earlier=tuple(point.total_variation for point in earlier),
            real=0.0,
            reference=anchors.total_variation_reference if anchors else None,
        ),
    )


def _draw(axes: Axes, measure: _Measure, language: Language) -> None:
    on_log = measure.name == "kid"
    place = _above_zero if on_log else float
    marks = [value for value in (measure.real, measure.reference, measure.untrained) if
             value is not None]  # fmt: skip
    shown = [place(value) for value in (measure.value, *measure.earlier, *marks)]
    if on_log:
        axes.set_xscale("log")
        axes.set_xlim(min(shown) / 1.6, max(shown) * 1.6)
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_locator(FixedLocator(_round_places(min(shown), max(shown))))
        axes.xaxis.set_major_formatter(
            FuncFormatter(lambda v, _: number_text(v, "number", language))
        )
    else:
        axes.set_xlim(-0.03, max(1.08, max(shown) * 1.05))
        axes.xaxis.set_major_formatter(number_ticks(language))
    axes.axhline(0, color=RULE, linewidth=3, zorder=1)
    for value, name, colour, lift in (
        (measure.real, "real", GREEN, 1),
        (measure.reference, "reference", ORANGE, -1),
        (measure.untrained, "untrained", MUTED, 1),
    ):
        if value is not None:
            _draw_mark(axes, place(value), text(f"plot.quality.{name}", language), colour, lift)
    axes.plot([place(value) for value in measure.earlier], [0] * len(measure.earlier), "o",
              color=BLUE, markersize=4, alpha=0.5, zorder=3)  # fmt: skip
    axes.plot([place(measure.value)], [0], "D", color=BLUE, markersize=8, zorder=4)
    axes.set_ylim(-1, 1)
    axes.set_yticks([])
    label = text(f"plot.quality.{measure.name}", language)
    found = number_text(measure.value, "number", language)
    axes.set_ylabel(f"{label}\n{found}", rotation=0, ha="right", va="center", color=INK)
    axes.spines["left"].set_visible(False)


def _draw_mark(axes: Axes, place: float, label: str, colour: str, lift: int) -> None:
    axes.plot([place, place], [-0.42, 0.42], color=colour, linewidth=2.2, zorder=2)
    axes.annotate(
        label,
        (place, 0.42 * lift),
        xytext=(0, 2 * lift),
        textcoords="offset points",
        ha="center",
        va="bottom" if lift > 0 else "top",
        fontsize=7.5,
        color=colour,
    )


def _above_zero(value: float) -> float:
    return max(value, _SMALLEST_KID)


def _round_places(low: float, high: float) -> list[float]:
    places = [base * 10.0**power for power in range(-5, 5) for base in (1, 3)]
    return [place for place in places if low / 1.6 <= place <= high * 1.6]


def _said(measure: _Measure, language: Language) -> str:
    said = text(
        "plot.quality.said",
        language,
        {
            "name": text(f"plot.quality.{measure.name}", language).replace("\n", " "),
            "value": measure.value,
        },
    )
    others = [
        f"{text(f'plot.quality.{name}', language)} {number_text(value, 'number', language)}"
        for name, value in (
            ("real", measure.real),
            ("reference", measure.reference),
            ("untrained", measure.untrained),
        )
        if value is not None
    ]
    return f"{said} ({'; '.join(others)})." if others else f"{said}."
