"""Reads what Moodle gives as "Download all submissions".

Folders or files begin with `<full name>_<participant id>_assignsubmission_file`; with submissions
in teams a group's name and `-` come first. Underlines in names became spaces, so the first `_` ends
the name. With blind marking the name is a word such as "Participante".

Source:
    moodle, mod/assign/locallib.php, `download_submissions`; not tried on a real download.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graders.intake.collecting.entries import Claim, Entry, Gathered, stray
from graders.intake.collecting.tree import Tree

_NAME: Final = re.compile(
    r"(?P<name>[^_/]+)_(?P<id>[0-9]{1,20})_assignsubmission_[a-z]+(?:_(?P<file>.*))?", re.DOTALL
)

# A name is chosen by its owner; one with thousands of hyphens must not cost thousands of names.
_MAX_PIECES: Final = 8


def recognises(tree: Tree) -> bool:
    """Whether a name at the top is one of Moodle's."""
    names = [*tree.top_folders(), *(item.name for item in tree.top_files())]
    return any(_NAME.fullmatch(name) for name in names)


def entries(tree: Tree) -> tuple[Entry, ...]:
    """Return one entry per person."""
    gathered = Gathered()
    strays: list[Entry | None] = []
    for folder, items in tree.top_folders().items():
        found = _NAME.fullmatch(folder)
        if found:
            gathered.add((found["name"], found["id"]), *items)
        else:
            strays.append(stray(folder, items))
    for item in tree.top_files():
        found = _NAME.fullmatch(item.name)
        if found:
            inner = replace(item, parts=(found["file"] or item.name,))
            gathered.add((found["name"], found["id"]), inner)
        else:
            strays.append(stray(item.name, (item,)))
    people = [
        Entry(label=f"{name} ({number})", claims=(claim_of(name, number),), items=tuple(items))
        for (name, number), items in gathered.items.items()
    ]
    return (*people, *(entry for entry in strays if entry))


def claim_of(name: str, number: str) -> Claim:
    """Return what a name and a participant id claim; every `-` may end a group's name."""
    pieces = name.split("-")
    cuts = range(1, min(len(pieces), _MAX_PIECES))
    return Claim(
        who=name,
        ids=(("moodle_id", number),),
        names=(name, *("-".join(pieces[cut:]) for cut in cuts)),
        groups=tuple("-".join(pieces[:cut]) for cut in cuts),
    )
