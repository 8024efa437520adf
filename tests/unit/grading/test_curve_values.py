"""Ramps and curves at their ends, their knots and on bad input."""

from __future__ import annotations

import pytest

from graders.grading.curves import interpolate, ramp


@pytest.mark.parametrize(
    ("x", "share"), [(-1.0, 0.0), (0.0, 0.0), (0.25, 0.25), (1.0, 1.0), (9.0, 1.0)]
)
def test_ramp_rises_linearly_between_its_ends(x: float, share: float) -> None:
    """Constant outside, linear inside."""
    assert ramp(x, 0.0, 1.0) == share


def test_ramp_of_no_width_is_a_step_that_includes_its_end() -> None:
    """Equal ends decide at once, for the student when equal."""
    assert (ramp(0.5, 0.5, 0.5), ramp(0.4, 0.5, 0.5)) == (1.0, 0.0)


def test_curve_meets_its_knots_exactly() -> None:
    """A value at a knot gets that knot's share to the last bit."""
    knots = ((0.1, 0.0), (0.3, 0.3), (0.7, 0.7), (0.8, 1.0))
    assert [interpolate(x, knots) for x, _ in knots] == [share for _, share in knots]


@pytest.mark.parametrize("bad", [lambda: interpolate(float("nan"), ((0, 0), (1, 1))),
                                 lambda: interpolate(0.5, ()),
                                 lambda: ramp(float("nan"), 0, 1)])  # fmt: skip
def test_what_is_no_number_is_refused(bad) -> None:
    """NaN and empty curves are errors, never a share."""
    with pytest.raises(ValueError, match="number"):
        bad()
