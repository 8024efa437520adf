"""The parts of figures: numbers as a reader sees them, text from outside, labels and keys."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from graders.reports.charts import marks
from graders.reports.charts.axes import count_axis, name_axis, share_axis
from graders.reports.charts.frame import Axis, plot_frame
from graders.reports.charts.labels import Box, free_box, spread
from graders.reports.charts.legend import Key, legend
from graders.reports.charts.palette import BLUE, INK
from graders.reports.charts.svg import escaped, label, number, picture, tag
from graders.reports.charts.text_width import text_width
from graders.reports.charts.ticks import nice_ticks, powers
from graders.reports.charts.values import (
    exact_number,
    exact_percent,
    number_labels,
    percent_labels,
    percent_point_labels,
    short_number,
)
from graders.reports.messages.text import Language, format_value

ES, EN = Language.ES, Language.EN
PLACE = Box(0, 0, 400, 260)


@pytest.mark.parametrize(
    ("low", "high", "most", "ticks"),
    [
        (0.0, 1.0, 7, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
        (0.1, 0.82, 9, (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)),
        (1, 14, 8, (2, 4, 6, 8, 10, 12, 14)),
        (-3.0, 3.0, 4, (-2.0, 0.0, 2.0)),
        (0, 123_456, 6, (0, 50_000, 100_000)),
        (2.3, 2.3, 6, (2.3,)),
    ],
)
def test_ticks_are_round(low: float, high: float, most: int, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(low, high, most) == ticks


def test_logarithmic_ticks_are_one_and_three() -> None:
    assert powers(0.002, 0.5) == (0.003, 0.01, 0.03, 0.1, 0.3)


@pytest.mark.parametrize(
    ("ticks", "spanish", "english"),
    [
        ((0.0, 0.5, 1.0), ("0", "0,5", "1,0"), ("0", "0.5", "1.0")),
        ((2.3025, 2.303, 2.3035), ("2,3025", "2,3030", "2,3035"), ("2.3025", "2.3030", "2.3035")),
        ((500, 1000, 1500), ("500", "1000", "1500"), ("500", "1000", "1500")),
        ((0, 5e10, 1e11, 1.5e11), ("0", "5e10", "1e11", "1,5e11"), ("0", "5e10", "1e11", "1.5e11")),
    ],
)
def test_tick_labels_have_the_decimals_that_tell_them_apart(
    ticks: tuple[float, ...], spanish: tuple[str, ...], english: tuple[str, ...]
) -> None:
    assert number_labels(ticks, ES) == spanish
    assert number_labels(ticks, EN) == english


def test_shares_are_percent_in_the_form_of_the_language() -> None:
    assert percent_labels((0.2, 0.4), ES) == ("20 %", "40 %")
    assert percent_labels((0.98, 0.985), EN) == ("98.0%", "98.5%")
    assert percent_point_labels((0.0, 0.05), ES) == ("0 pp", "5 pp")
    assert percent_point_labels((0.0, 0.125), EN) == ("0 pp", "12.5 pp")


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("value", [0.0, 0.004, 0.1234, 0.5, 0.9996, 1.0])
def test_a_percentage_in_a_tooltip_reads_as_in_a_sentence(value: float, language: Language) -> None:
    """The quick way of writing one and Babel's agree."""
    assert exact_percent(value, language) == format_value(value, "percent", language)


def test_numbers_of_tooltips_are_exact_and_short() -> None:
    assert exact_number(2.302585, ES) == "2,303"
    assert exact_number(float("nan"), ES) == "nan"
    assert len(exact_percent(1e300, ES)) < 16
    assert short_number(3.4e11, ES) == "3,4e+11"


def test_text_from_outside_is_only_text() -> None:
    evil = '</text><script>"&\x00\x1b[31m\ufffe'
    drawing = picture(
        tag("g", label(3, 4, evil)), name="n", width=9, height=9, title=evil, description=evil
    )
    root = ElementTree.fromstring(drawing)  # noqa: S314 - drawn by us
    assert "<script>" not in drawing
    assert [node.tag.split("}")[1] for node in root] == ["title", "desc", "g"]
    assert r"\x1b[31m" in "".join(root.itertext())


def test_attributes_are_escaped_and_numbers_short() -> None:
    assert tag("a", b='"<', stroke_width=2.0) == '<a b="&quot;&lt;" stroke-width="2"/>'
    assert (number(1 / 3), number(-0.04), number(12.0)) == ("0.3", "0", "12")
    assert escaped("a<b") == "a&lt;b"


def test_widths_are_those_of_a_wide_font() -> None:
    """Arial sets "Entrenamiento" 6.0 times as wide as its size, DejaVu Sans 7.5 times."""
    assert 7.4 < text_width("Entrenamiento", 1.0) < 8.2
    assert text_width("Validación", 12.0) == text_width("Validacion", 12.0)
    assert text_width("训练", 10.0) > 20
    assert text_width("abc", 10.0, bold=True) > text_width("abc", 10.0)


def test_a_gap_in_the_values_is_a_gap_in_the_line() -> None:
    drawn = marks.line([(0, 0), (1, 1), None, (3, 3), None, (5, 5), (6, 6)], BLUE)
    assert 'd="M0 0L1 1M3 3h0M5 5L6 6"' in drawn
    assert marks.line([None, None], BLUE) == ""


def test_tips_cover_the_axis_without_holes() -> None:
    drawn = marks.tips([10.0, 20.0, 40.0], ["a", "b", "c"], top=0.0, bottom=50.0)
    strips = ElementTree.fromstring(drawn)  # noqa: S314 - drawn by us
    edges = [(float(s.attrib["x"]), float(s.attrib["width"])) for s in strips]
    assert all(abs(x + w - edges[i + 1][0]) < 0.2 for i, (x, w) in enumerate(edges[:-1]))
    assert ["".join(strip.itertext()) for strip in strips] == ["a", "b", "c"]


def test_labels_are_moved_only_where_they_meet() -> None:
    assert spread([10, 100], [10, 10], low=0, high=200) == (10, 100)
    near = spread([50, 52], [20, 20], low=0, high=200)
    assert near[1] - near[0] >= 20
    assert spread([199], [20], low=0, high=200) == (190,)


def test_the_first_free_place_is_taken() -> None:
    boxes = [Box(0, 0, 10, 10), Box(20, 0, 30, 10), Box(40, 0, 50, 10)]
    within = Box(0, 0, 60, 60)
    line = [(5.0, -5.0), (5.0, 50.0)]
    assert free_box(boxes, within=within, lines=(line,)) == boxes[1]
    assert free_box(boxes, within=within, lines=(line,), taken=boxes[1:2]) == boxes[2]
    assert free_box(boxes, within=Box(0, 0, 15, 15), lines=(line,)) is None


def test_a_long_key_takes_more_rows_and_stays_on_the_drawing() -> None:
    keys = [Key(words="una palabra bastante larga", colour=INK)] * 3
    _drawn, one = legend(keys[:1], left=40, right=300)
    _drawn, three = legend(keys, left=40, right=300)
    assert three == 3 * one


def test_names_are_slanted_only_where_they_do_not_fit() -> None:
    plain = plot_frame(PLACE, name_axis(["a", "b"]), share_axis(ES))
    assert "rotate" not in plain.behind
    crowded = plot_frame(PLACE, name_axis(["automóvil"] * 10), share_axis(ES))
    assert crowded.behind.count("rotate(-45") == 10
    assert crowded.area.bottom < plain.area.bottom


def test_margins_hold_the_labels() -> None:
    wide = Axis(low=0, high=1, ticks=((0.0, "una etiqueta larga"), (1.0, "b")))
    frame = plot_frame(PLACE, count_axis(1, 100_000, ES, title="Época"), wide)
    assert frame.area.left >= text_width("una etiqueta larga", 12)
    assert frame.x(100_000) + text_width("100000", 12) / 2 <= PLACE.right


def test_an_axis_of_one_epoch_has_one_tick() -> None:
    axis = count_axis(1, 1, ES, title="Época")
    assert axis.ticks == ((1, "1"),)
    assert axis.low < 1 < axis.high
