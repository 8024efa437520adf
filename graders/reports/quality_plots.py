"""Measures of a generator's samples, each on its own scale beside real images and reference."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graders.domain.generative_scores import GenerativeAnchors, GenerativeScores
from graders.reports.charts import marks
from graders.reports.charts.frame import Axis, Frame, plot_frame
from graders.reports.charts.labels import Box, spread
from graders.reports.charts.palette import BLUE, GREEN, MUTED, ORANGE, PALE, RULE
from graders.reports.charts.svg import (
    FONT_SIZE,
    NOTHING,
    SMALL_SIZE,
    Svg,
    joined,
    label,
    picture,
)
from graders.reports.charts.text_width import text_width
from graders.reports.charts.ticks import nice_ticks, powers
from graders.reports.charts.values import exact_number, is_drawable, number_labels
from graders.reports.messages.catalog import number_text, text
from graders.reports.messages.text import Language

_WIDTH, _ROW_HEIGHT, _BETWEEN = 634.0, 88.0, 12.0
_GAP = 14.0
_HALF_MARK, _LIFT = 11.0, 21.0
_MOST_TICKS = 8
_COLOURS = {"real": GREEN, "reference": ORANGE, "untrained": MUTED}
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
    left = max(text_width(_name(measure, language), FONT_SIZE) for measure in measures) + _GAP
    rows = (
        _row(measure, number * (_ROW_HEIGHT + _BETWEEN), left, language)
        for number, measure in enumerate(measures)
    )
    return picture(
        joined(*rows),
        name=f"{prefix}quality",
        width=_WIDTH,
        height=len(measures) * (_ROW_HEIGHT + _BETWEEN) - _BETWEEN,
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


def _row(measure: _Measure, top: float, left: float, language: Language) -> Svg:
    frame = _row_frame(measure, top, left, language)
    place = _place_of(measure)
    area, middle = frame.area, frame.y(0.0)
    name, found = _name(measure, language), number_text(measure.value, "number", language)
    earlier = (
        marks.dot((frame.x(place(value)), middle), PALE, said=_told(name, value, language))
        for value in measure.earlier
        if is_drawable(value)
    )
    final = (
        marks.diamond((frame.x(place(measure.value)), middle), BLUE,
                      size=8.5, said=_told(name, measure.value, language))
        if is_drawable(measure.value)
        else NOTHING
    )  # fmt: skip
    return joined(
        frame.behind,
        marks.rule((area.left, middle), (area.right, middle), RULE, width=3.0),
        *_compared(frame, measure, language),
        *earlier,
        final,
        label(left - _GAP, middle - 9, name, anchor="end"),
        label(left - _GAP, middle + 9, found, anchor="end", bold=True),
    )


def _row_frame(measure: _Measure, top: float, left: float, language: Language) -> Frame:
    place = _place_of(measure)
    known = (measure.value, *measure.earlier, *(value for _name, value in _others(measure)))
    shown = [place(value) for value in known if is_drawable(value)] or [1.0]
    if measure.name == "kid":
        low, high = min(shown) / 1.6, max(shown) * 1.6
        ticks = powers(low, high)
        labels = tuple(exact_number(tick, language) for tick in ticks)
    else:
        low, high = min(-0.03, *shown), max(1.08, max(shown) * 1.05)
        ticks = nice_ticks(max(low, 0.0), high, _MOST_TICKS)
        labels = number_labels(ticks, language)
    across = Axis(
        low=low,
        high=high,
        ticks=tuple(zip(ticks, labels, strict=True)),
        line=True,
        logarithmic=measure.name == "kid",
    )
    place_of_row = Box(0, top, _WIDTH, top + _ROW_HEIGHT)
    return plot_frame(place_of_row, across, Axis(low=-1, high=1), least_left=left, least_right=24)


def _place_of(measure: _Measure) -> Callable[[float], float]:
    return _above_zero if measure.name == "kid" else float


def _others(measure: _Measure) -> tuple[tuple[str, float], ...]:
    """What the value is compared with, by name."""
    pairs = (
        ("real", measure.real),
        ("reference", measure.reference),
        ("untrained", measure.untrained),
    )
    return tuple((name, value) for name, value in pairs if value is not None)


def _compared(frame: Frame, measure: _Measure, language: Language) -> Iterator[Svg]:
    """An upright mark for each known value; the reference is named below it, the others above."""
    place, middle = _place_of(measure), frame.y(0.0)
    drawable = [(name, value) for name, value in _others(measure) if is_drawable(value)]
    for above in (True, False):
        row = [(name, value) for name, value in drawable if (name != "reference") is above]
        words = [text(f"plot.quality.{name}", language) for name, _value in row]
        at = [frame.x(place(value)) for _name, value in row]
        widths = [text_width(word, SMALL_SIZE) for word in words]
        moved = spread(at, widths, low=frame.area.left - 20, high=_WIDTH)
        for (name, value), word, x, named in zip(row, words, at, moved, strict=True):
            colour = _COLOURS[name]
            mark = (x - 1.3, middle - _HALF_MARK), (x + 1.3, middle + _HALF_MARK)
            yield marks.bar(*mark, colour, said=_told(word, value, language))
            lift = -_LIFT if above else _LIFT
            yield label(named, middle + lift, word, anchor="middle", size=SMALL_SIZE)


def _name(measure: _Measure, language: Language) -> str:
    return text(f"plot.quality.{measure.name}", language)


def _told(name: str, value: float, language: Language) -> str:
    return f"{name}: {exact_number(value, language)}"


def _above_zero(value: float) -> float:
    return max(value, _SMALLEST_KID)


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
        for name, value in _others(measure)
    ]
    return f"{said} ({'; '.join(others)})." if others else f"{said}."
