"""Curves are bounded, monotone and continuous whatever their knots."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graders.grading.curves import interpolate, ramp

share = st.floats(0.0, 1.0)
value = st.floats(-1.0, 2.0)


@st.composite
def curves(draw: st.DrawFn) -> tuple[tuple[float, float], ...]:
    steps = draw(st.lists(st.integers(0, 1000), min_size=2, max_size=8, unique=True))
    shares = sorted(draw(st.lists(share, min_size=len(steps), max_size=len(steps))))
    return tuple(zip((step / 1000 for step in sorted(steps)), shares, strict=True))


@given(curves(), value)
def test_curve_stays_between_its_first_and_last_share(knots, x: float) -> None:
    """No accuracy wins more than the top knot or less than the bottom one."""
    assert knots[0][1] <= interpolate(x, knots) <= knots[-1][1]


@given(curves(), value, value)
def test_curve_is_monotone(knots, x: float, y: float) -> None:
    """A better model never gets a smaller share."""
    low, high = sorted((x, y))
    assert interpolate(low, knots) <= interpolate(high, knots) + 1e-12


@given(curves(), value)
def test_curve_is_continuous(knots, x: float) -> None:
    """A tiny change of accuracy is a tiny change of share: at most 1 per 0.001 apart."""
    step = 1e-9
    assert abs(interpolate(x + step, knots) - interpolate(x, knots)) <= 1e-5


@given(value, share, share)
def test_ramp_is_bounded_and_monotone(x: float, a: float, b: float) -> None:
    """A ramp is a share and never falls."""
    low, high = sorted((a, b))
    assert 0.0 <= ramp(x, low, high) <= ramp(x + 0.1, low, high) <= 1.0
