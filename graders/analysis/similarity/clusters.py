"""Which owners hang together."""

from __future__ import annotations

from collections.abc import Iterable


def connected(pairs: Iterable[tuple[str, str]]) -> list[set[str]]:
    """Return the connected components of a graph given by its edges, in order of appearance."""
    component: dict[str, set[str]] = {}
    for one, other in pairs:
        mine = component.setdefault(one, {one})
        theirs = component.setdefault(other, {other})
        if mine is not theirs:
            mine |= theirs
            for name in theirs:
                component[name] = mine
    unique = {id(found): found for found in component.values()}
    return list(unique.values())
