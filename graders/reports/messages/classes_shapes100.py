"""Names of the classes of `shapes100`: a shape, the width of its stripes and their direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages import classes
from graders.reports.messages.text import Text

_SHAPES: Final = (
    *("disk", "ring", "square", "frame", "triangle"),
    *("plus", "cross", "bars", "tee", "half_disk"),
)
_WIDTHS: Final = {"wide": Text("ancho", "wide"), "narrow": Text("fino", "narrow")}
_ANGLES: Final = (0, 36, 72, 108, 144)


def _class_text(shape: Text, width: Text, angle: int) -> Text:
    return Text(f"{shape.es}, {width.es}, {angle}°", f"{shape.en}, {width.en}, {angle}°")


# A shape alone is a class of `shapes10` and has its text there.
TEXTS: Final[Mapping[str, Text]] = {
    f"class.{shape}_{width}_{angle}": _class_text(classes.TEXTS[f"class.{shape}"], text, angle)
    for shape in _SHAPES
    for width, text in _WIDTHS.items()
    for angle in _ANGLES
}
