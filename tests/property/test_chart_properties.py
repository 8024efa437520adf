"""Scales, ticks and labels of figures keep their promises whatever the values."""

from __future__ import annotations

import math
from itertools import pairwise

from hypothesis import example, given, settings
from hypothesis import strategies as st

from graders.reports.charts.labels import Box, free_box, spread
from graders.reports.charts.palette import blues
from graders.reports.charts.scales import Scale, padded
from graders.reports.charts.text_width import shortened, text_width
from graders.reports.charts.ticks import nice_ticks, powers
from graders.reports.charts.values import is_drawable, number_labels, percent_labels
from graders.reports.messages.text import Language

finite = st.floats(allow_nan=False, allow_infinity=False)
drawn = st.floats(-1e12, 1e12)
most = st.integers(2, 12)
place = st.floats(-500.0, 500.0)


@settings(max_examples=400)
@given(finite, finite, most)
@example(-4e117, -3.999999998e117, 2)
def test_ticks_lie_in_the_range_ascend_and_are_few(one: float, other: float, count: int) -> None:
    """Any two finite numbers make an axis, from denormal spans to the largest there are."""
    low, high = sorted((one, other))
    ticks = nice_ticks(low, high, count)
    assert 1 <= len(ticks) <= count
    assert all(low <= tick <= high for tick in ticks)
    assert all(before < after for before, after in pairwise(ticks))


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e9), most)
def test_ticks_cover_the_range_with_one_round_step(low: float, span: float, count: int) -> None:
    """No end of an axis is further than a step from a tick, and the step is 1, 2 or 5."""
    high = low + span
    ticks = nice_ticks(low, high, count)
    if len(ticks) < 3:
        return
    step = (ticks[-1] - ticks[0]) / (len(ticks) - 1)
    slack = 1e-6 * max(abs(low), abs(high), span)
    assert ticks[0] - low <= step + slack
    assert high - ticks[-1] <= step + slack
    assert all(math.isclose(b - a, step, rel_tol=1e-3, abs_tol=slack) for a, b in pairwise(ticks))
    mantissa = step / 10 ** math.floor(math.log10(step) + 1e-6)
    assert min(abs(mantissa - base) for base in (1, 2, 5, 10)) < 1e-2 or slack > step / 1000


@given(st.integers(-1000, 1000), st.integers(1, 100_000), st.integers(5, 12))
def test_an_axis_has_at_least_two_ticks_and_whole_ones_where_it_counts(
    low: int, span: int, count: int
) -> None:
    ticks = nice_ticks(low, low + span, count, smallest_step=1.0)
    assert len(ticks) >= 2
    assert all(tick == round(tick) for tick in ticks)


@given(st.floats(1e-6, 1e12), st.floats(1.0, 1e6))
def test_powers_lie_between_their_ends(low: float, factor: float) -> None:
    found = powers(low, low * factor)
    assert all(low <= tick <= low * factor for tick in found)
    assert list(found) == sorted(set(found))


@given(drawn, drawn, st.integers(3, 9), st.sampled_from(Language))
def test_labels_tell_ticks_apart(one: float, other: float, count: int, language: Language) -> None:
    """No two ticks of an axis read the same: a reader would not know which is which."""
    low, high = padded((one, other))
    ticks = nice_ticks(low, high, count)
    for labels in (number_labels(ticks, language), percent_labels(ticks, language)):
        assert len(set(labels)) == len(ticks)
        assert ("." in "".join(labels)) <= (language is Language.EN)


@given(st.lists(drawn, max_size=20))
def test_an_axis_is_never_empty_and_holds_its_values(values: list[float]) -> None:
    low, high = padded(values)
    assert low < high
    assert all(low <= value <= high for value in values)


@given(drawn, drawn, drawn)
def test_a_scale_keeps_values_of_the_axis_on_the_drawing(low: float, high: float, x: float) -> None:
    low, x, high = sorted((low, x, high))
    scale = Scale(low=low, high=high, start=10.0, end=400.0)
    assert 10.0 - 1e-6 <= scale(x) <= 400.0 + 1e-6


@given(st.floats(1e-4, 1e12), st.floats(1.0001, 1e3))
def test_equal_factors_are_equally_far_on_a_logarithmic_scale(low: float, factor: float) -> None:
    scale = Scale(low=low, high=low * factor**2, start=0.0, end=100.0, logarithmic=True)
    assert math.isclose(scale(low * factor), 50.0, abs_tol=0.01)


@given(st.lists(st.tuples(place, st.floats(1.0, 90.0)), max_size=5))
def test_labels_of_a_row_are_moved_apart_and_stay_on_the_drawing(
    labels: list[tuple[float, float]],
) -> None:
    """Five labels of at most 90 units always find room on 600."""
    widths = [width for _middle, width in labels]
    moved = spread([middle for middle, _width in labels], widths, low=0.0, high=600.0)
    edges = sorted(zip(moved, widths, strict=True))
    assert all(
        one + width / 2 <= other - wide / 2 + 1e-6
        for (one, width), (other, wide) in pairwise(edges)
    )
    assert all(middle - width / 2 >= -1e-6 for middle, width in edges)
    assert all(middle + width / 2 <= 600 + 1e-6 for middle, width in edges)


@given(st.lists(st.tuples(place, place), min_size=2, max_size=6), st.lists(place, max_size=8))
def test_a_free_place_is_crossed_by_no_line(
    line: list[tuple[float, float]], lefts: list[float]
) -> None:
    """Points along the line are outside of the box that was found."""
    boxes = [Box(left, -20.0, left + 60.0, 0.0) for left in lefts]
    found = free_box(boxes, within=Box(-300, -300, 300, 300), lines=(line,))
    if found is None:
        return
    for (x, y), (to_x, to_y) in pairwise(line):
        for part in (0.0, 0.25, 0.5, 0.75, 1.0):
            at = x + part * (to_x - x), y + part * (to_y - y)
            inside = found.left + 1e-6 < at[0] < found.right - 1e-6
            assert not (inside and found.top + 1e-6 < at[1] < found.bottom - 1e-6)


@given(st.text(max_size=60), st.floats(20.0, 300.0))
def test_shortened_text_fits(text: str, width: float) -> None:
    assert text_width(shortened(text, width, 12.0), 12.0) <= max(width, 30.0)


@given(st.floats())
def test_any_share_has_a_colour(share: float) -> None:
    if is_drawable(share):
        assert len(blues(share)) == 7
