"""Discrimination of rubric rows, for classes of any points."""

from __future__ import annotations

import math
import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from graders.domain.class_statistics import (
    FEWEST_GROUPS,
    correlation,
    discriminations,
    spread_of,
)

ROWS = ("accuracy", "gap", "style", "docs")
POINTS = st.integers(0, 4000).map(lambda hundredths: hundredths / 100)
CLASSES = st.lists(
    st.fixed_dictionaries(dict.fromkeys(ROWS, POINTS)), min_size=FEWEST_GROUPS, max_size=30
)
VALUES = st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=30)
Class = Sequence[dict[str, float]]


@given(CLASSES)
def test_discrimination_is_a_correlation_inside_its_interval(groups: Class) -> None:
    """It lies in [-1, 1], and its interval holds it."""
    for found in discriminations(groups).values():
        assert -1 <= found.low <= found.value + 1e-12
        assert found.value - 1e-12 <= found.high <= 1
        assert found.num_groups == len(groups)


@given(CLASSES, st.randoms(use_true_random=False))
def test_the_order_of_groups_changes_nothing(groups: Class, chance: random.Random) -> None:
    """Not a bit of it: the class page is the same however groups are listed."""
    shuffled = list(groups)
    chance.shuffle(shuffled)
    assert discriminations(shuffled) == discriminations(groups)


@given(CLASSES, POINTS)
def test_a_row_that_is_the_same_for_all_has_none(groups: Class, points: float) -> None:
    """Nor has any row where the sum of the others is the same for all."""
    constant = [{**group, "style": points} for group in groups]
    assert "style" not in discriminations(constant)
    balanced = [{"accuracy": group["accuracy"], "style": points} for group in groups]
    assert discriminations(balanced) == {}


@given(CLASSES)
def test_a_row_that_follows_the_others_discriminates_perfectly(groups: Class) -> None:
    found = discriminations([{**group, "sum": math.fsum(group.values()) / 4} for group in groups])
    assert all(abs(found[row].value - 1) < 1e-9 for row in found if row == "sum")


@given(VALUES, st.floats(0.01, 100), st.floats(-1e3, 1e3))
def test_correlation_knows_no_units(values: list[float], factor: float, shift: float) -> None:
    """A linear change of one side leaves it, but for rounding; turned round it changes sign."""
    other = [float(index) for index in range(len(values))]
    before = correlation(values, other)
    after = correlation([value * factor + shift for value in values], other)
    turned = correlation([-value for value in values], other)
    if before is None or after is None:
        return
    spread = max(values) - min(values)
    if spread > 1e-3 * max(1.0, *(abs(value) for value in values)):
        assert math.isclose(before, after, abs_tol=1e-4)
    assert turned is not None
    assert math.isclose(before, -turned, abs_tol=1e-9)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=40))
def test_the_spread_holds_its_middle(values: list[float]) -> None:
    found = spread_of(values)
    assert found is not None
    assert found.lowest <= found.median <= found.highest
    assert found.lowest - 1e-9 <= found.mean <= found.highest + 1e-9
    assert found.standard_deviation >= 0
