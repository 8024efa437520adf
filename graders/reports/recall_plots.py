"""What a model remembers: accuracy by lag, and how it answers to changes of the sequence."""

from __future__ import annotations

from collections.abc import Iterator

from graders.domain.recall_scores import RecallScores
from graders.reports.charts import marks
from graders.reports.charts.axes import name_axis, share_axis
from graders.reports.charts.bars import bar_words, level_bar
from graders.reports.charts.frame import Axis, Frame, plot_frame
from graders.reports.charts.labels import Box, free_box
from graders.reports.charts.legend import Key
from graders.reports.charts.palette import BLUE, MUTED, ORANGE, PAPER
from graders.reports.charts.svg import SMALL_SIZE, Svg, joined, label, picture
from graders.reports.charts.text_width import text_width
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language

_WIDTH, _HEIGHT = 400.0, 260.0
_TOP = 1.06
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
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        _lag_axis(scores, language),
        share_axis(language, high=_TOP),
        keys=(_chance_key(scores.chance, language),),
    )
    points = [(frame.x(lag), frame.y(share)) for lag, share in scores.accuracy_by_lag]
    return picture(
        joined(
            frame.behind,
            _chance_line(frame, scores.chance, level=True),
            marks.line(points, BLUE),
            *_lag_values(frame, scores, points, language),
        ),
        name=f"{prefix}lag",
        width=_WIDTH,
        height=_HEIGHT,
        title=text("plot.lag", language),
        description=_lags_said(scores, language),
    )


def _lag_axis(scores: RecallScores, language: Language) -> Axis:
    """Lags double from one to the next, so their axis is logarithmic."""
    lags = [lag for lag, _accuracy in scores.accuracy_by_lag] or [1]
    room = (max(lags) / min(lags)) ** 0.12 if max(lags) > min(lags) else 2.0
    return Axis(
        low=min(lags) / room,
        high=max(lags) * room,
        ticks=tuple((float(lag), str(lag)) for lag in lags),
        title=text("plot.lag.axis", language),
        line=True,
        logarithmic=True,
    )


def _lag_values(
    frame: Frame, scores: RecallScores, points: list[marks.Point], language: Language
) -> Iterator[Svg]:
    """Each point with its value, above or below where the line leaves room."""
    chance = frame.y(scores.chance)
    lines = (points, [(frame.area.left, chance), (frame.area.right, chance)])
    taken: list[Box] = []
    for (lag, accuracy), (x, y) in zip(scores.accuracy_by_lag, points, strict=True):
        words = text("plot.percent", language, {"value": accuracy})
        said = text("plot.lag.one", language, {"lag": str(lag), "value": accuracy})
        yield marks.dot((x, y), BLUE, size=4.5, said=said)
        half = text_width(words, SMALL_SIZE) / 2
        boxes = [
            Box(x + shift - half, y + lift, x + shift + half, y + lift + SMALL_SIZE + 2)
            for lift in (7.0, -21.0)
            for shift in (0.0, half, -half)
        ]
        within = Box(0, frame.area.top - 10, _WIDTH, frame.area.bottom)
        box = free_box(boxes, within=within, lines=lines, taken=taken)
        if box:
            taken.append(box)
            yield label((box.left + box.right) / 2, (box.top + box.bottom) / 2, words,
                        anchor="middle", size=SMALL_SIZE, halo=PAPER)  # fmt: skip


def _chance_key(chance: float, language: Language) -> Key:
    words = text("plot.chance", language, {"value": chance})
    return Key(words=words, colour=ORANGE, dash=marks.DASHED)


def _chance_line(frame: Frame, chance: float, *, level: bool = False) -> Svg:
    area = frame.area
    start, end = (area.left, frame.y(chance)), (area.right, frame.y(chance))
    if not level:
        start, end = (frame.x(chance), area.top), (frame.x(chance), area.bottom)
    return marks.rule(start, end, ORANGE, dash=marks.DASHED, width=1.8)


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
    said = [f"{name}: {words}" for name, words in zip(labels, shown, strict=True)]
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        share_axis(language),
        name_axis(labels, downwards=True, line=True),
        keys=(_chance_key(scores.chance, language),),
    )
    colours = [BLUE] * (len(_BARS) - 1) + [MUTED]
    bars = [
        level_bar(frame, row, value or 0.0, colours[row], said=said[row])
        for row, value in enumerate(values)
    ]
    words = [
        bar_words(frame, row, value, shown[row], colours[row], avoided=scores.chance)
        for row, value in enumerate(values)
    ]
    return picture(
        joined(frame.behind, *bars, _chance_line(frame, scores.chance), *words),
        name=f"{prefix}probes",
        width=_WIDTH,
        height=_HEIGHT,
        title=text("plot.probes", language),
        description="; ".join(said),
    )
