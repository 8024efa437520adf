"""Finds in the text of a submission what a person should see; nothing here proves a fraud.

Only what is kept for running is looked at: a line that is left out can do nothing.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterable, Sequence

from graders.analysis.suspicions.embedded_data import find_embedded_data
from graders.analysis.suspicions.library_names import LibraryNames
from graders.analysis.suspicions.patched_library import find_patches
from graders.analysis.suspicions.places import Sighting
from graders.analysis.suspicions.unusual_reach import find_unusual_reach
from graders.domain.model_facts import Origin
from graders.domain.review import ReviewFlag
from graders.domain.submission import SourceLocation

_MAX_NAMES = 8
_MAX_PLACES = 20


def find_suspicions(source: str, locations: Sequence[SourceLocation]) -> tuple[ReviewFlag, ...]:
    """Return at most one flag of a kind, with the lines it rests on.

    Args:
        source: What the worker runs.
        locations: Place of every line.

    Returns:
        Flags of origin STATIC; none for a text that Python cannot parse.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        names = LibraryNames(tree)
        data = find_embedded_data(tree, source)
        named = {
            "flag.patched_library": find_patches(tree, names),
            "flag.unusual_reach": find_unusual_reach(tree, names),
        }
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    flags = []
    if data is not None:
        flags.append(
            ReviewFlag(
                code="flag.embedded_data",
                values=data.values,
                where=_places(data.lines, locations),
                origin=Origin.STATIC,
            )
        )
    flags += [_flag(code, found, locations) for code, found in named.items() if found]
    return tuple(flags)


def _flag(code: str, found: Sequence[Sighting], locations: Sequence[SourceLocation]) -> ReviewFlag:
    names = list(dict.fromkeys(sighting.name for sighting in found))
    shown = ", ".join(names[:_MAX_NAMES]) + (", …" if len(names) > _MAX_NAMES else "")
    return ReviewFlag(
        code=code,
        values=(("names", shown),),
        where=_places((sighting.line for sighting in found), locations),
        origin=Origin.STATIC,
    )


def _places(
    lines: Iterable[int], locations: Sequence[SourceLocation]
) -> tuple[SourceLocation, ...]:
    return tuple(
        locations[line - 1] if line <= len(locations) else SourceLocation(line=line)
        for line in sorted(set(lines))[:_MAX_PLACES]
    )


__all__ = ["find_suspicions"]
