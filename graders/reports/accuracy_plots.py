"""How well a classifier does on new data: the gap, and the way from accuracy to points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from graders.domain.evidence import ClassificationScores
from graders.domain.rubric import Calibration
from graders.reports.charts import marks
from graders.reports.charts.axes import name_axis, share_axis
from graders.reports.charts.bars import bar_words, level_bar
from graders.reports.charts.frame import Axis, Frame, left_margin, plot_frame
from graders.reports.charts.labels import Box, free_box, spread
from graders.reports.charts.palette import BLUE, INK, MUTED, PAPER, RUST
from graders.reports.charts.svg import FONT_SIZE, NOTHING, SMALL_SIZE, Svg, joined, label, picture
from graders.reports.charts.text_width import text_width
from graders.reports.charts.values import percent_point_labels
from graders.reports.messages.catalog import text
from graders.reports.messages.text import Language

_WIDTH, _HEIGHT = 400.0, 260.0
_BARS_HEIGHT = 154.0
_WORDS = 17.0
_ROOM = 7.0
_NEAR = 10.0
_FULL_ZONE, _PART_ZONE, _NO_ZONE = "#CDE9DF", "#FBE9B7", "#F3D3C4"


def gap_figure(
    scores: ClassificationScores,
    anchors: Calibration | None,
    language: Language,
    *,
    prefix: str = "",
) -> str:
    """Train and hidden accuracy with the gap between them, above the zones of its credit; SVG."""
    name = f"{prefix}gap"
    splits = name_axis(
        (text("plot.train", language), text("plot.hidden", language)), downwards=True, line=True
    )
    zones = name_axis((text("plot.gap.axis", language),))
    left = max(left_margin(splits), left_margin(zones))
    frame = plot_frame(
        Box(0, 0, _WIDTH, _BARS_HEIGHT), share_axis(language), splits, least_left=left
    )
    parts = [frame.behind, _bars(frame, scores, language)]
    if anchors:
        parts.append(_zones(scores.gap, anchors, frame, zones, language, name=name))
    values = {
        "train": scores.train_accuracy,
        "hidden": scores.hidden_accuracy,
        "gap": scores.gap,
    }
    return picture(
        joined(*parts),
        name=name,
        width=_WIDTH,
        height=_HEIGHT if anchors else _BARS_HEIGHT,
        title=text("plot.gap", language),
        description=text("plot.gap.said", language, values),
    )


def _bars(frame: Frame, scores: ClassificationScores, language: Language) -> Svg:
    parts = []
    for row, (name, value, colour) in enumerate(
        (("train", scores.train_accuracy, BLUE), ("hidden", scores.hidden_accuracy, RUST))
    ):
        shown = text("plot.percent", language, {"value": value})
        said = f"{text(f'plot.{name}', language)}: {shown}"
        parts.append(level_bar(frame, row, value, colour, half=0.25, said=said))
        parts.append(bar_words(frame, row, value, shown, colour))
    gap = text("plot.gap.value", language, {"gap": scores.gap})
    return joined(*parts, _gap_span(frame, scores.train_accuracy, scores.hidden_accuracy, gap))


def _gap_span(frame: Frame, train: float, hidden: float, words: str) -> Svg:
    """The distance of both accuracies, its size beside it, or on it where there is no room."""
    low, high = frame.x(min(train, hidden)), frame.x(max(train, hidden))
    middle = frame.y(0.5)
    width = text_width(words, FONT_SIZE, bold=True)
    if high + _ROOM + width <= frame.area.right:
        place, anchor = high + _ROOM, "start"
    elif low - _ROOM - width >= frame.area.left:
        place, anchor = low - _ROOM, "end"
    else:
        place, anchor = (low + high) / 2, "middle"
    paper = (
        marks.bar((place - width / 2 - 4, middle - 8), (place + width / 2 + 4, middle + 8), PAPER)
        if anchor == "middle"
        else NOTHING
    )
    return joined(
        marks.span((low, middle), (high, middle)),
        paper,
        label(place, middle, words, anchor=anchor, bold=True, halo=PAPER),
    )


def _zones(
    gap: float, anchors: Calibration, above: Frame, row: Axis, language: Language, *, name: str
) -> Svg:
    """The gap among the zones of its credit, as wide as the bars above."""
    full, none = anchors.gap_full_credit, anchors.gap_no_credit
    frame = plot_frame(
        Box(0, _BARS_HEIGHT + _ROOM, _WIDTH, _HEIGHT - 2 * _WORDS),
        Axis(low=min(0.0, gap - 0.01), high=max(none * 1.45, gap + 0.03), line=True),
        row,
        least_left=above.area.left,
        least_right=_WIDTH - above.area.right,
    )
    part, no = f"{name}-hatch-part", f"{name}-hatch-none"
    edges = (frame.x.low, full, none, frame.x.high)
    fills = (_FULL_ZONE, f"url(#{part})", f"url(#{no})")
    place, top, bottom = frame.x(gap), frame.area.top, frame.area.bottom
    zones = tuple(zip(pairwise(edges), fills, strict=True))
    names = [text(f"plot.zone.{zone}", language) for zone in ("full", "part", "none")]
    middles = [(start + end) / 2 for (start, end), _fill in zones]
    limits = list(dict.fromkeys((0.0, full, none)))
    return joined(
        frame.behind,
        marks.hatch(part, paper=_PART_ZONE, colour=PAPER),
        marks.hatch(no, paper=_NO_ZONE, colour=PAPER, crossed=True),
        *(
            marks.bar((frame.x(start), top), (frame.x(end), bottom), fill)
            for (start, end), fill in zones
        ),
        *_words_below(frame, limits, percent_point_labels(limits, language), 0, MUTED),
        *_words_below(frame, middles, names, 1, INK),
        marks.rule((place, top), (place, bottom), INK, width=2.4),
        marks.pointer((place, top + 5)),
    )


def _words_below(
    frame: Frame, values: Sequence[float], words: Sequence[str], line: int, colour: str
) -> Iterator[Svg]:
    """Words below their values, moved apart where they would run into each other."""
    places = spread(
        [frame.x(value) for value in values],
        [text_width(word, SMALL_SIZE) for word in words],
        low=0.0,
        high=_WIDTH,
    )
    height = frame.area.bottom + (line + 0.5) * _WORDS + 2
    for word, place in zip(words, places, strict=True):
        yield label(place, height, word, anchor="middle", size=SMALL_SIZE, colour=colour)


def accuracy_curve(
    accuracy: float, anchors: Calibration, language: Language, *, prefix: str = ""
) -> str:
    """The curve from hidden accuracy to share of the points, with the group on it; SVG."""
    known, shares = zip(*anchors.accuracy_knots, strict=True)
    share = float(np.interp(accuracy, known, shares))
    left = max(0.0, min(known[0], accuracy) - 0.06)
    right = min(1.0, max(known[-1], accuracy) + 0.06)
    across = share_axis(
        language, low=left, high=right, title=text("plot.hidden_accuracy", language), most=8
    )
    frame = plot_frame(
        Box(0, 0, _WIDTH, _HEIGHT),
        across,
        share_axis(language, high=1.1, title=text("plot.share", language)),
    )
    curve = [
        (frame.x(x), frame.y(y))
        for x, y in ((left, shares[0]), *anchors.accuracy_knots, (right, shares[-1]))
    ]
    place = frame.x(accuracy), frame.y(share)
    words = text("plot.accuracy.you", language, {"accuracy": accuracy})
    values = {"accuracy": accuracy, "share": share, "full": known[-1]}
    said = text("plot.accuracy_curve.said", language, values)
    guide = [(place[0], frame.y(0.0)), place, (frame.area.left, place[1])]
    return picture(
        joined(
            frame.behind,
            marks.line(curve, MUTED),
            *(marks.dot(knot, PAPER, size=3.4, edge=MUTED) for knot in curve[1:-1]),
            marks.line(guide, BLUE, dash=marks.DOTTED, width=1.4),
            marks.diamond(place, BLUE, said=said),
            _beside(place, words, frame, curve),
        ),
        name=f"{prefix}accuracy-curve",
        width=_WIDTH,
        height=_HEIGHT,
        title=text("plot.accuracy_curve", language),
        description=said,
    )


def _beside(place: marks.Point, words: str, frame: Frame, curve: list[marks.Point]) -> Svg:
    """The words of a point where they cover neither the curve nor the way to the axes."""
    x, y = place
    width, height = text_width(words, FONT_SIZE, bold=True) + 2 * _ROOM, FONT_SIZE + 5
    area = frame.area
    sides = (x + 5, x - 5 - width, x - width / 2, area.left - _ROOM)
    rises = (y - height - 3, y + 4, *(y - height - 3 - 12 * step for step in range(1, 8)))
    boxes = [Box(left, top, left + width, top + height) for top in rises for left in sides]
    within = Box(area.left - _ROOM, area.top - 6, _WIDTH + _ROOM, area.bottom - 1)
    guides = [(x, area.bottom), place, (area.left, y)]
    found = free_box(boxes, within=within, lines=(curve, guides)) or free_box(
        boxes, within=within, lines=(curve,)
    )
    left = found.left if found else min(max(x - width / 2, area.left), _WIDTH - width)
    bottom = found.bottom if found else y - 3
    words_there = label(left + _ROOM, bottom - height / 2, words, colour=BLUE, bold=True,
                        halo=PAPER)  # fmt: skip
    if y - bottom <= _NEAR or not left < x < left + width:
        return words_there
    return joined(marks.rule((x, bottom), (x, y), BLUE, dash=marks.DOTTED), words_there)
