"""How a generator trained, and how its samples compare with real images."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import GenerativeScores
from graders.reports.charts import marks
from graders.reports.charts.axes import count_axis, name_axis, number_axis, share_axis
from graders.reports.charts.frame import Axis, Frame, note, plot_frame
from graders.reports.charts.labels import Box
from graders.reports.charts.legend import Key
from graders.reports.charts.palette import BLUE, MUTED, ORANGE, PAPER
from graders.reports.charts.svg import NOTHING, SMALL_SIZE, Svg, joined, picture
from graders.reports.charts.text_width import shortened
from graders.reports.charts.values import (
    LARGEST_DRAWN,
    exact_number,
    exact_percent,
    is_drawable,
    short_number,
)
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language
from graders.reports.printable import printable

_WIDTH, _HEIGHT = 400.0, 260.0
_MAX_POINTS = 150
_LONGEST_NAME = 120.0
_HALF_BAR = 0.36

Line = Sequence[tuple[float, float] | None]
"""Steps with values; None where there is no value to show."""


def loss_figure(history: AdversarialHistory, language: Language, *, prefix: str = "") -> str:
    """Losses of generator and discriminator along the training; SVG."""
    values = {
        "generator": history.generator_loss,
        "discriminator": history.discriminator_loss,
    }
    keys = (
        Key(words=text("plot.generator", language), colour=BLUE),
        Key(words=text("plot.discriminator", language), colour=ORANGE, dash=marks.DASHED),
    )
    lines = [_thinned(history.steps, line) for line in values.values()]
    shown = [point[1] for line in lines for point in line if point]
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        _step_axis(history, language),
        number_axis(shown, language),
        keys=keys,
    )
    said = " ".join(
        _ends_said(text(f"plot.{name}", language), line, language) for name, line in values.items()
    )
    return picture(
        joined(
            frame.behind,
            NOTHING if shown else note(frame, text("plot.ends.none", language)),
            *(_line(frame, line, key) for line, key in zip(lines, keys, strict=True)),
            _tips(frame, lines, [key.words for key in keys], exact_number, language),
        ),
        name=f"{prefix}adversarial-loss",
        width=_WIDTH,
        height=_HEIGHT,
        title=text("plot.adversarial_loss", language),
        description=said.strip() or text("plot.ends.none", language),
    )


def discriminator_figure(
    history: AdversarialHistory, language: Language, *, prefix: str = ""
) -> str:
    """Accuracy of the discriminator along the training, with the line of guessing; SVG."""
    values = history.discriminator_accuracy
    line = _thinned(history.steps, values)
    keys = (
        Key(words=text("plot.discriminator", language), colour=ORANGE),
        Key(words=text("plot.discriminator.guess", language), colour=MUTED, dash=marks.DASHED),
    )
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        _step_axis(history, language),
        share_axis(language, high=1.04),
        keys=keys,
    )
    half = frame.y(0.5)
    return picture(
        joined(
            frame.behind,
            NOTHING if any(line) else note(frame, text("plot.ends.none", language)),
            _line(frame, line, keys[0]),
            marks.rule((frame.area.left, half), (frame.area.right, half), MUTED,
                       dash=marks.DASHED, width=1.6),
            _tips(frame, [line], [keys[0].words], exact_percent, language),
        ),
        name=f"{prefix}discriminator",
        width=_WIDTH,
        height=_HEIGHT,
        title=text("plot.discriminator_accuracy", language),
        description=_accuracy_said(values, language),
    )  # fmt: skip


def _accuracy_said(values: Sequence[float], language: Language) -> str:
    finite = [value for value in values if is_drawable(value)]
    if not finite:
        return text("plot.ends.none", language)
    said = {"mean": sum(finite) / len(finite), "last": finite[-1]}
    return text("plot.discriminator.said", language, said)


def _step_axis(history: AdversarialHistory, language: Language) -> Axis:
    last = max((step for step in history.steps if is_drawable(step)), default=1)
    return count_axis(0, max(last, 1), language, title=text("plot.step", language))


def _line(frame: Frame, line: Line, key: Key) -> Svg:
    places = [(frame.x(point[0]), frame.y(point[1])) if point else None for point in line]
    return marks.line(places, key.colour, dash=key.dash)


def _tips(
    frame: Frame,
    lines: Sequence[Line],
    names: Sequence[str],
    write: Callable[[float, Language], str],
    language: Language,
) -> Svg:
    """Strips that tell the step and the value of each line there."""
    told: dict[float, list[str]] = {}
    for line, name in zip(lines, names, strict=True):
        for point in line:
            if point:
                told.setdefault(point[0], []).append(f"{name} {write(point[1], language)}")
    steps = sorted(told)
    every = marks.tips_every(len(steps))
    said = [
        text("plot.tip.step", language, {"step": f"{step:.0f}", "values": "; ".join(told[step])})
        for step in steps[::every]
    ]
    places = [frame.x(step) for step in steps[::every]]
    return marks.tips(places, said, top=frame.area.top, bottom=frame.area.bottom)


def _thinned(steps: Sequence[int], values: Sequence[float]) -> Line:
    """Means of equal runs of steps, few enough for a page; None for runs with absurd values."""
    count = min(len(steps), len(values))
    line = np.array([steps[:count], values[:count]], np.float64)
    line[~(np.isfinite(line) & (np.abs(line) <= LARGEST_DRAWN))] = np.nan
    blocks = np.array_split(line, min(_MAX_POINTS, max(count, 1)), axis=1)
    means = [block.mean(axis=1) for block in blocks if block.size]
    return [
        (float(step), float(value)) if np.isfinite(step) and np.isfinite(value) else None
        for step, value in means
    ]


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
    shares, rejected = scores.final.class_shares, scores.final.rejected_share
    names = [printable(name) for name in class_names] or [str(i) for i in range(len(shares))]
    uniform = 1.0 / scores.num_classes
    words = [*names, text("plot.no_class", language)]
    bars = (*shares, rejected)
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        name_axis([shortened(word, _LONGEST_NAME, SMALL_SIZE) for word in words], line=True),
        share_axis(language, high=max(*bars, uniform) * 1.08),
        keys=(
            Key(words=text("plot.uniform", language, {"value": uniform}), colour=ORANGE,
                dash=marks.DASHED),
        ),
    )  # fmt: skip
    hatched = f"{prefix}class-shares-hatch"
    level = frame.y(uniform)
    drawn = (
        marks.bar(
            (frame.x(place - _HALF_BAR), frame.y(0.0)),
            (frame.x(place + _HALF_BAR), frame.y(share)),
            BLUE if place < len(shares) else f"url(#{hatched})",
            edge="" if place < len(shares) else MUTED,
            said=f"{words[place]}: {exact_percent(share, language)}",
        )
        for place, share in enumerate(bars)
    )
    return picture(
        joined(
            frame.behind,
            marks.hatch(hatched, paper=PAPER),
            *drawn,
            marks.rule((frame.area.left, level), (frame.area.right, level), ORANGE,
                       dash=marks.DASHED, width=1.8),
        ),
        name=f"{prefix}class-shares",
        width=_WIDTH,
        height=_HEIGHT,
        title=text("plot.class_shares", language),
        description=_shares_said(scores, names, language),
    )  # fmt: skip


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
