"""Reads plain folders: one for each group or person, or one file or archive for each."""

from __future__ import annotations

from graders.intake.collecting.entries import Claim, Entry
from graders.intake.collecting.tree import Item, Tree, plain_name


def entries(tree: Tree) -> tuple[Entry, ...]:
    """Return one entry per folder at the top, and one per file that could be graded."""
    folders = [
        Entry(label=name, claims=(claim_of(name),), items=items)
        for name, items in tree.top_folders().items()
    ]
    files = [
        Entry(label=item.name, claims=(claim_of(_stem(item)),), items=(item,))
        for item in tree.top_files()
        if item.blocks or item.may_be_graded
    ]
    return tuple(sorted((*folders, *files), key=lambda entry: entry.label))


def claim_of(name: str) -> Claim:
    """Return what a folder's name claims: it may be a group, a member, an id or a person."""
    name = plain_name(name)
    return Claim(
        who=name,
        ids=(("member", name), ("student_id", name)),
        email=name,
        names=(name, name.replace("_", " "), name.replace(".", " ")),
        run_together="",
        groups=(name,),
    )


def _stem(item: Item) -> str:
    return plain_name(item.name).rpartition(".")[0] or item.name
