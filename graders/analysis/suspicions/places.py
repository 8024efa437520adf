"""Where something was seen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Sighting:
    """A name that a person should see, and the 1-based line it stands in."""

    line: int
    name: str
