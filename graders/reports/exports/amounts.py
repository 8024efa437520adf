"""Points as numbers of another system's file: its scale, its decimal mark, two decimals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

_NUMBER: Final = re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)*")
_CENT: Final = Decimal("0.01")


def read_number(text: str) -> Decimal | None:
    """Return a number with a point or a comma as decimal mark; None for anything else.

    Of several marks the last one is the decimal mark, as Canvas reads it.
    """
    found = _NUMBER.fullmatch(text.strip().replace("\u00a0", ""))
    if found is None:
        return None
    *whole, last = re.split(r"[.,]", found[0])
    return Decimal(f"{''.join(whole)}.{last}" if whole else last)


def decimal_mark(texts: Iterable[str], delimiter: str) -> str:
    """Return the decimal mark of the first number that has one.

    Without any it is the comma where semicolons separate cells, as spreadsheets write them where
    the comma is the decimal mark.
    """
    for text in texts:
        if read_number(text) is not None and (marks := re.findall(r"[.,]", text)):
            return str(marks[-1])
    return "," if delimiter == ";" else "."


def rescaled(points: Decimal, *, max_points: Decimal, target: Decimal | None) -> Decimal:
    """Return points on the other system's scale, rounded half up to two decimals.

    Args:
        points: Points on the rubric's scale.
        max_points: The rubric's maximum.
        target: The other system's maximum; None leaves the scale as it is.
    """
    scale = target is not None and max_points > 0 and target != max_points
    exact = points * (target or Decimal(0)) / max_points if scale else points
    return exact.quantize(_CENT, rounding=ROUND_HALF_UP)


def shown_with(points: Decimal, mark: str) -> str:
    """Return points with two decimals and this decimal mark."""
    return f"{points:.2f}".replace(".", mark)


def whole_points(points: Decimal) -> int:
    """Return points as a whole number, rounded half up."""
    return int(points.quantize(Decimal(1), rounding=ROUND_HALF_UP))
