"""Names of the classes of the data sets of grey images."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    **{f"class.glyph_{digit}": Text(f"glifo {digit}", f"glyph {digit}") for digit in range(10)},
    **{f"class.digit_{digit}": Text(f"dígito {digit}", f"digit {digit}") for digit in range(10)},
    "class.tshirt_top": Text("camiseta", "T-shirt or top"),
    "class.trouser": Text("pantalón", "trousers"),
    "class.pullover": Text("suéter", "pullover"),
    "class.dress": Text("vestido", "dress"),
    "class.coat": Text("abrigo", "coat"),
    "class.sandal": Text("sandalia", "sandal"),
    "class.shirt": Text("camisa", "shirt"),
    "class.sneaker": Text("zapatilla", "sneaker"),
    "class.bag": Text("bolso", "bag"),
    "class.ankle_boot": Text("botín", "ankle boot"),
}
