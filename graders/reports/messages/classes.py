"""Names of the classes of the data sets that ship with the grader."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

TEXTS: Final[Mapping[str, Text]] = {
    "class.disk": Text("disco", "disk"),
    "class.ring": Text("anillo", "ring"),
    "class.square": Text("cuadrado", "square"),
    "class.frame": Text("marco", "frame"),
    "class.triangle": Text("triángulo", "triangle"),
    "class.plus": Text("cruz (+)", "plus (+)"),
    "class.cross": Text("equis (×)", "cross (×)"),
    "class.bars": Text("barras", "bars"),
    "class.tee": Text("letra T", "letter T"),
    "class.half_disk": Text("medio disco", "half disk"),
    "class.airplane": Text("avión", "airplane"),
    "class.automobile": Text("automóvil", "automobile"),
    "class.bird": Text("pájaro", "bird"),
    "class.cat": Text("gato", "cat"),
    "class.deer": Text("ciervo", "deer"),
    "class.dog": Text("perro", "dog"),
    "class.frog": Text("rana", "frog"),
    "class.horse": Text("caballo", "horse"),
    "class.ship": Text("barco", "ship"),
    "class.truck": Text("camión", "truck"),
}
