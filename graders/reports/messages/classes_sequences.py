"""Names of the classes of the data sets of sequences."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graders.reports.messages.text import Text

_NUM_KEYS: Final = 8

TEXTS: Final[Mapping[str, Text]] = {
    **{f"class.key_{key}": Text(f"clave {key}", f"key {key}") for key in range(_NUM_KEYS)},
    "class.negative": Text("negativa", "negative"),
    "class.positive": Text("positiva", "positive"),
}
