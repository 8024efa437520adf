"""Tells whose download a tree is, and at which folder it begins."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from graders.domain.collected import SourceKind
from graders.domain.submission import IntakeProblem
from graders.intake.collecting import canvas, folders, gradescope, moodle, nbgrader
from graders.intake.collecting.entries import Entry
from graders.intake.collecting.tree import Tree
from graders.intake.roster import Roster

_MAX_WRAPPINGS: Final = 4
# The order matters: a file of its own tells more than the way folders are called.
_RECOGNISED: Final[Mapping[SourceKind, Callable[[Tree], bool]]] = {
    SourceKind.GRADESCOPE: gradescope.recognises,
    SourceKind.MOODLE: moodle.recognises,
    SourceKind.NBGRADER: nbgrader.recognises,
    SourceKind.CANVAS: canvas.recognises,
}


def recognise(
    tree: Tree, wanted: SourceKind | None, roster: Roster
) -> tuple[SourceKind, Tree] | None:
    """Return the kind of a download and where it begins; None when it is not of the kind wanted.

    A folder that holds all the rest and nothing else is looked into, as unpacking makes one.

    Args:
        tree: Everything there is.
        wanted: The kind it must be; None for any.
        roster: Tells a folder that is a group from one that only holds the others.
    """
    levels = _levels(tree)
    for kind, recognises in _RECOGNISED.items():
        if wanted in {None, kind}:
            for level in levels:
                if recognises(level):
                    return kind, level
    if wanted in {None, SourceKind.FOLDERS}:
        return SourceKind.FOLDERS, _where_groups_are(levels, roster)
    return None


def read_entries(
    kind: SourceKind, tree: Tree, assignment: str
) -> tuple[Entry, ...] | IntakeProblem:
    """Return what was handed in, or why the whole download cannot be used."""
    match kind:
        case SourceKind.MOODLE:
            return moodle.entries(tree)
        case SourceKind.CANVAS:
            return canvas.entries(tree)
        case SourceKind.GRADESCOPE:
            return gradescope.entries(tree)
        case SourceKind.NBGRADER:
            return nbgrader.entries(tree, assignment)
        case SourceKind.FOLDERS:
            return folders.entries(tree)


def _levels(tree: Tree) -> list[Tree]:
    """Return the tree, and what is inside of each folder that has no neighbour."""
    levels = [tree]
    for _step in range(_MAX_WRAPPINGS):
        inside = levels[-1].top_folders()
        if len(inside) != 1 or any(item.may_be_graded for item in levels[-1].top_files()):
            break
        levels.append(levels[-1].below(next(iter(inside))))
    return levels


def _where_groups_are(levels: list[Tree], roster: Roster) -> Tree:
    """Return the first level with a name that is known; without a roster, one with neighbours."""
    for level in levels:
        inside = level.top_folders()
        names = [*inside, *(item.name.rpartition(".")[0] for item in level.top_files())]
        if any(_is_known(name, roster) for name in names):
            return level
        if not roster.people and len(inside) > 1:
            return level
    return levels[0]


def _is_known(name: str, roster: Roster) -> bool:
    claim = folders.claim_of(name)
    return bool(
        roster.group_called(name)
        or any(roster.with_id(column, value) for column, value in claim.ids)
        or roster.with_id("email", claim.email)
        or any(roster.named(spelling) for spelling in claim.names)
    )
