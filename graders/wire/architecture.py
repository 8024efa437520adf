"""Tells whether a model's configuration needs nothing but Keras's own objects.

Theory of operation: Keras rebuilds a model from JSON by importing what the JSON names, which has
been a way to run code (CVE-2024-3660, CVE-2025-1550, CVE-2025-8747, CVE-2025-9905). So a
configuration is rebuilt without student code only when every object in it comes from a `keras`
module and none is of a kind that carries code. Both sides apply the same test.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

CODE_CARRIERS = frozenset(
    {"Lambda", "TFSMLayer", "TorchModuleWrapper", "JaxLayer", "FlaxLayer", "function", "__lambda__"}
)
PLAIN_VALUES = frozenset(
    {"__tuple__", "__keras_tensor__", "__tensor__", "__numpy__", "__slice__", "__ellipsis__"}
)
MAX_OBJECTS = 100_000


def needs_only_keras(config: str) -> bool:
    """Whether the JSON text describes a model made of Keras's own objects only."""
    try:
        return all(_is_keras_object(entry) for entry in _objects(json.loads(config)))
    except (ValueError, RecursionError):
        return False


def _objects(value: object) -> Iterator[dict[str, Any]]:
    pending: list[Any] = [value]
    seen = 0
    while pending:
        seen += 1
        if seen > MAX_OBJECTS:
            raise ValueError("too many objects")
        current = pending.pop()
        if isinstance(current, dict):
            if "class_name" in current:
                yield current
            pending.extend(current.values())
        elif isinstance(current, list):
            pending.extend(current)


def _is_keras_object(entry: dict[str, Any]) -> bool:
    name = entry.get("class_name")
    if name in PLAIN_VALUES:
        return True
    module = entry.get("module")
    if not isinstance(name, str) or not isinstance(module, str) or name in CODE_CARRIERS:
        return False
    registered = entry.get("registered_name")
    return (module == "keras" or module.startswith("keras.")) and registered in (None, name)
