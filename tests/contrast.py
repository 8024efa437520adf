"""Contrast of two colours, and what a style sheet says of colours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

LEAST = 4.5
"""Contrast of text of normal size; WCAG 2.1, success criterion 1.4.3."""

_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb`; WCAG 2.1, definition of relative luminance."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21; WCAG 2.1, definition of contrast ratio."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def variables(style: str) -> Mapping[str, str]:
    """Colours by the name of their variable."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-fA-F]{3,6})", style))


def coloured_rules(style: str) -> Iterator[tuple[str, str, str]]:
    """Selector, colour and background of every rule that sets a colour; '' for no background."""
    known = variables(style)
    for selector, body in _RULE.findall(_COMMENT.sub("", style)):
        declared = dict(
            (part.strip() for part in line.split(":", 1)) for line in body.split(";") if ":" in line
        )
        colour = _resolved(declared.get("color", ""), known)
        if colour:
            yield selector.strip(), colour, _resolved(declared.get("background", ""), known)


def _resolved(value: str, known: Mapping[str, str]) -> str:
    named = re.fullmatch(r"var\(--([\w-]+)\)", value)
    if named:
        return known[named[1]]
    return value if value.startswith("#") else ""
