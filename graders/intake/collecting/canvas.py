"""Reads what Canvas gives as "Download Submissions".

All files lie at the top and are called `<name>_[LATE_]<user id>_<attachment id>_<original name>`,
where the name is the last name and the first name, or a group's name, in lower case without spaces.
Text and links are `<name>_<user id>_text.html` and `_link.html`. A file that was handed in again
has `-1`, `-2` and so on before its suffix. The times in the zip file are those of its making, so
all versions of a file get the first of them, and the mark says whether a file came late.

Source:
    canvas-lms, lib/content_zipper.rb; not tried on a real download.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from graders.intake.collecting.entries import Claim, Entry, stray
from graders.intake.collecting.tree import Item, Tree, plain_name

_NAME: Final = re.compile(
    r"(?P<name>.+?)_(?P<late>LATE_)?(?P<id>[0-9]{1,20})_"
    r"(?:[0-9]{1,20}_(?P<file>.+)|(?:text|link)\.html)",
    re.DOTALL,
)
_AGAIN: Final = re.compile(r"(?P<stem>.+)-(?P<number>[0-9]{1,4})(?P<suffix>\.[^.]+)", re.DOTALL)


def recognises(tree: Tree) -> bool:
    """Whether a file at the top is called as Canvas calls files."""
    return any(_NAME.fullmatch(item.name) for item in tree.top_files())


def entries(tree: Tree) -> tuple[Entry, ...]:
    """Return one entry per person and resubmission."""
    people: dict[tuple[str, str], list[tuple[bool, Item]]] = {}
    strays: list[Entry | None] = []
    for item in tree.top_files():
        found = _NAME.fullmatch(item.name)
        if found:
            inner = replace(item, parts=(found["file"] or item.name,))
            files = people.setdefault((found["name"], found["id"]), [])
            files.append((bool(found["late"]), inner))
        else:
            strays.append(stray(item.name, (item,)))
    strays += [stray(folder, items) for folder, items in tree.top_folders().items()]
    found_entries = [
        entry for (name, number), files in people.items() for entry in _person(name, number, files)
    ]
    return (*found_entries, *(entry for entry in strays if entry))


def _person(name: str, number: str, files: list[tuple[bool, Item]]) -> tuple[Entry, ...]:
    """Return a person's files, apart only if all of them are versions of one file."""
    claim = Claim(
        who=name, ids=(("canvas_id", number),), names=(name,), run_together=name, groups=(name,)
    )
    versions = [version_of(item.name) for _late, item in files]
    whole = Entry(
        label=f"{name} ({number})",
        claims=(claim,),
        items=tuple(item for _late, item in files),
        marked_late=any(late for late, _item in files),
    )
    numbers = [again for _name, again in versions]
    if len({stem for stem, _again in versions}) > 1 or len(set(numbers)) < len(numbers):
        return (whole,)
    first = min((item.modified for _late, item in files if item.modified), default=None)
    return tuple(
        replace(whole, items=(replace(item, modified=first),), marked_late=late, order=again)
        for again, (late, item) in sorted(
            zip(numbers, files, strict=True), key=lambda pair: pair[0]
        )
    )


def version_of(name: str) -> tuple[str, int]:
    """Return a file's name as it was first handed in, and how often it was handed in again."""
    found = _AGAIN.fullmatch(plain_name(name))
    if not found:
        return plain_name(name).lower(), 0
    return f"{found['stem']}{found['suffix']}".lower(), int(found["number"])
