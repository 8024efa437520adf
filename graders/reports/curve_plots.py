"""Learning curves of one model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from graders.domain.evidence import TrainingHistory
from graders.reports.charts import marks
from graders.reports.charts.axes import count_axis, fitted_shares, number_axis
from graders.reports.charts.frame import Frame, note, plot_frame
from graders.reports.charts.labels import Box
from graders.reports.charts.legend import Key
from graders.reports.charts.palette import BLUE, ORANGE
from graders.reports.charts.svg import NOTHING, Svg, joined, picture
from graders.reports.charts.values import exact_number, exact_percent, is_drawable, short_number
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language

_WIDTH, _HEIGHT = 400.0, 260.0
_MOST_MARKED = 60
_LOOKS = {
    "train": Key(words="", colour=BLUE, marker="dot"),
    "validation": Key(words="", colour=ORANGE, dash=marks.DASHED, marker="square"),
}


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
    is_share = metric == "accuracy"
    shown = [value for values in lines.values() for value in values if is_drawable(value)]
    epochs = max(len(values) for values in lines.values())
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        count_axis(1, max(epochs, 1), language, title=text("plot.epoch", language)),
        fitted_shares(shown, language) if is_share else number_axis(shown, language),
        keys=_keys(lines, language),
    )
    empty = NOTHING if shown else note(frame, text("plot.ends.none", language))
    return picture(
        joined(
            frame.behind,
            empty,
            *(_line(frame, name, values) for name, values in lines.items()),
            _tips(frame, lines, language, is_share),
        ),
        name=f"{prefix}curve-{metric}",
        width=_WIDTH,
        height=_HEIGHT,
        title=text(f"plot.{metric}", language),
        description=_ends(lines, language, is_share),
    )


def _keys(lines: Mapping[str, Sequence[float]], language: Language) -> tuple[Key, ...]:
    return tuple(replace(_LOOKS[name], words=text(f"plot.{name}", language)) for name in lines)


def _line(frame: Frame, name: str, values: Sequence[float]) -> Svg:
    look = _LOOKS[name]
    points = [
        (frame.x(epoch), frame.y(value)) if is_drawable(value) else None
        for epoch, value in enumerate(values, start=1)
    ]
    draw = marks.dot if look.marker == "dot" else marks.square
    every = -(-len(points) // _MOST_MARKED) or 1
    dots = (draw(point, look.colour) for point in points[::every] if point)
    return joined(marks.line(points, look.colour, dash=look.dash), *dots)


def _tips(
    frame: Frame,
    lines: Mapping[str, Sequence[float]],
    language: Language,
    is_share: bool,  # noqa: FBT001 - private
) -> Svg:
    write = exact_percent if is_share else exact_number
    names = [text(f"plot.{name}", language) for name in lines]
    epochs = list(enumerate(zip_longest(*lines.values()), start=1))
    shown = epochs[:: marks.tips_every(len(epochs))]
    said = []
    for epoch, values in shown:
        told = (
            f"{name} {write(value, language)}"
            for name, value in zip(names, values, strict=True)
            if value is not None
        )
        at = {"epoch": str(epoch), "values": "; ".join(told)}
        said.append(text("plot.tip.epoch", language, at))
    places = [frame.x(epoch) for epoch, _values in shown]
    return marks.tips(places, said, top=frame.area.top, bottom=frame.area.bottom)


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
