"""Elements of SVG as text: everything from outside is escaped here, and numbers are short."""

from __future__ import annotations

import html
import re
from typing import Final, NewType

from graders.reports.charts.palette import INK
from graders.reports.printable import printable

Svg = NewType("Svg", str)
"""Well-formed SVG; only this module makes some from other text."""

FONT_SIZE: Final = 13.0
SMALL_SIZE: Final = 12.0
HALO_WIDTH: Final = 3.0
# Drawn a little small and shown a little larger, so that words can still be read on a phone.
LARGEST_SCALE: Final = 1.1

NOTHING: Final = Svg("")
_NOT_XML: Final = re.compile("[\ufffe\uffff]")


def escaped(text: str) -> Svg:
    """Return any text as SVG that shows it."""
    return Svg(html.escape(_NOT_XML.sub("\N{REPLACEMENT CHARACTER}", printable(text))))


def joined(*parts: str) -> Svg:
    """Return elements one after another."""
    return Svg("".join(parts))


def number(value: float) -> str:
    """Return a length with at most one decimal."""
    shown = f"{value:.1f}"
    if shown.endswith(".0"):
        shown = shown[:-2]
    return "0" if shown == "-0" else shown


def tag(name: str, content: Svg = NOTHING, /, **attributes: str | float) -> Svg:
    """Return one element; `stroke_width=2` becomes `stroke-width="2"`."""
    words = [name]
    for key, value in attributes.items():
        shown = html.escape(value) if isinstance(value, str) else number(value)
        words.append(f'{key.replace("_", "-")}="{shown}"')
    opening = " ".join(words)
    return Svg(f"<{opening}>{content}</{name}>" if content else f"<{opening}/>")


def tooltip(said: str) -> Svg:
    """Return what a browser shows when the pointer rests on the element around it."""
    return tag("title", escaped(said)) if said else NOTHING


def label(  # noqa: PLR0913 - a text has so many properties, all named and optional
    x: float,
    middle: float,
    said: str,
    *,
    anchor: str = "start",
    size: float = FONT_SIZE,
    colour: str = INK,
    bold: bool = False,
    halo: str = "",
    slanted: bool = False,
) -> Svg:
    """Return one line of text; nothing for none.

    Args:
        x: Where it starts, has its middle or ends, by `anchor`.
        middle: Height of the middle of its letters.
        said: The text, from wherever.
        anchor: `start`, `middle` or `end`.
        size: Font size.
        colour: Colour of the letters.
        bold: Whether they are bold.
        halo: Colour around the letters, so that a line behind them does not cut them.
        slanted: Whether it rises by 45 degrees.
    """
    if not said:
        return NOTHING
    attributes: dict[str, str | float] = {"x": x, "y": middle + size * 0.36, "fill": colour}
    if anchor != "start":
        attributes["text_anchor"] = anchor
    if size != FONT_SIZE:
        attributes["font_size"] = size
    if bold:
        attributes["font_weight"] = "bold"
    if halo:
        attributes |= {"stroke": halo, "stroke_width": HALO_WIDTH, "paint_order": "stroke"}
    if slanted:
        attributes["transform"] = f"rotate(-45 {number(x)} {number(middle)})"
    return tag("text", escaped(said), **attributes)


def picture(
    parts: Svg, *, name: str, width: float, height: float, title: str, description: str
) -> str:
    """Return a whole figure as one `<svg>` element.

    Args:
        parts: What is drawn.
        name: Prefix of all ids, unique on the page.
        width: Width of the drawing, in units that are at most `LARGEST_SCALE` CSS pixels.
        height: Height of the drawing.
        title: Accessible name.
        description: What a reader who cannot see the figure should know.
    """
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'role="img" style="max-width:{width * LARGEST_SCALE:.0f}px" font-family="sans-serif" '
        f'font-size="{number(FONT_SIZE)}" '
        f'aria-labelledby="{name}-title" aria-describedby="{name}-desc">'
        f'<title id="{name}-title">{escaped(title)}</title>'
        f'<desc id="{name}-desc">{escaped(description)}</desc>{parts}</svg>'
    )
