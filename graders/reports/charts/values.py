"""Which numbers a figure shows, and how its labels and tooltips write them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

from graders.reports.messages.text import Language, format_value

LARGEST_DRAWN: Final = 1e12
"""Largest absolute value that a figure shows."""

_LARGEST_WHOLE: Final = 1e5


def is_drawable(value: float) -> bool:
    """Whether a value has a place on an axis: finite, and not absurd.

    Curves come from a process that ran student code; with numbers near the largest there are, the
    arithmetic of axes overflows.
    """
    return math.isfinite(value) and abs(value) <= LARGEST_DRAWN


def short_number(value: float, language: Language) -> str:
    """A number in few characters: an exploding loss is shown as a power of ten."""
    if abs(value) < _LARGEST_WHOLE:
        return format_value(value, "number", language)
    return with_mark(f"{value:.1e}", language)


def exact_number(value: float, language: Language) -> str:
    """A number with four significant digits, as a tooltip tells it."""
    return with_mark(f"{value:.4g}", language)


def exact_percent(value: float, language: Language) -> str:
    """A share with one decimal and the percent sign: what `{value:percent}` gives, sooner.

    A page has hundreds of tooltips, and Babel takes longer to write a number than we to draw it.
    """
    form = ".1f" if abs(value) < _LARGEST_WHOLE else ".3e"
    return _with_sign(with_mark(f"{value * 100:{form}}", language), language)


def percent_labels(ticks: Sequence[float], language: Language) -> tuple[str, ...]:
    """Labels of shares, with as many decimals as tell them apart: `80 %`."""
    decimals = max(_decimals(ticks) - 2, 0)
    return tuple(
        _with_sign(with_mark(f"{tick * 100:.{decimals}f}", language), language) for tick in ticks
    )


def percent_point_labels(values: Sequence[float], language: Language) -> tuple[str, ...]:
    """Labels of differences of shares, with a decimal where it is not 0: `5 pp`."""
    shown = (f"{value * 100:.1f}".removesuffix(".0") for value in values)
    return tuple(f"{with_mark(number, language)} pp" for number in shown)


def number_labels(ticks: Sequence[float], language: Language) -> tuple[str, ...]:
    """Labels of numbers, with as many decimals as tell them apart; large ones as powers of ten."""
    largest = max((abs(tick) for tick in ticks), default=0.0)
    if largest < _LARGEST_WHOLE:
        decimals = max(_decimals(ticks), 0)
        shown = (f"{tick:.{decimals}f}" if tick else "0" for tick in ticks)
        return tuple(with_mark(number, language) for number in shown)
    digits = max(math.floor(math.log10(largest)) + _decimals(ticks), 0)
    return tuple(with_mark(_power(tick, digits), language) for tick in ticks)


def with_mark(shown: str, language: Language) -> str:
    """Return a number that Python wrote, with the language's decimal mark."""
    return shown.replace(".", ",") if language is Language.ES else shown


def _with_sign(shown: str, language: Language) -> str:
    return f"{shown} %" if language is Language.ES else f"{shown}%"


def _decimals(ticks: Sequence[float]) -> int:
    """Decimals that the distance between ticks needs; negative for tens, hundreds and so on."""
    if len(ticks) < 2 or ticks[1] <= ticks[0]:
        return 2
    return -math.floor(math.log10(ticks[1] - ticks[0]) + 1e-9)


def _power(value: float, digits: int) -> str:
    if not value:
        return "0"
    shown, exponent = f"{value:.{digits}e}".split("e")
    mantissa = shown.rstrip("0").rstrip(".") if "." in shown else shown
    return f"{mantissa}e{int(exponent)}"
