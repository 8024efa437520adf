"""Lists a folder on the disk without following links or opening anything but ordinary files."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from graders.domain.collected import TimeSource
from graders.domain.submission import IntakeProblem
from graders.intake.collecting.tree import (
    MAX_DEPTH,
    MAX_ENTRIES,
    Item,
    Parts,
    Tree,
    is_junk,
    named_problem,
    refuse,
    with_duplicates_refused,
)
from graders.intake.quoting import quote


def folder_tree(root: Path) -> Tree | IntakeProblem:
    """Return the files below `root`, or why nothing of it can be used."""
    items: list[Item] = []
    folders: list[Parts] = []
    waiting: list[Parts] = [()]
    while waiting:
        parts = waiting.pop()
        for item in _list(root, parts):
            if isinstance(item, Item):
                items.append(item)
            else:
                folders.append(_composed(item))
                waiting.append(item)
        if len(items) + len(folders) > MAX_ENTRIES:
            return IntakeProblem(code="collect.too_many", values=(("limit", str(MAX_ENTRIES)),))
    return Tree(
        items=with_duplicates_refused(sorted(items, key=lambda item: item.parts)),
        folders=tuple(sorted(folders)),
        time_from=TimeSource.FILE,
    )


def _list(root: Path, parts: Parts) -> Iterator[Item | Parts]:
    """Yield the files of one folder, and the paths of the folders in it."""
    try:
        with os.scandir(root.joinpath(*parts)) as listing:
            found = list(listing)
    except OSError as error:
        problem = named_problem("collect.unreadable", parts or (root.name,), message=_reason(error))
        # A file of the folder, so that whoever it belongs to is told.
        inside = (*_composed(parts), "*")
        yield Item(parts=inside, modified=None, read=refuse(problem), problem=problem)
        return
    for entry in found:
        inner = (*parts, entry.name)
        if is_junk(inner):
            continue
        if len(inner) > MAX_DEPTH:
            yield _refused(inner, "collect.too_deep")
        elif entry.is_dir(follow_symlinks=False):
            yield inner
        else:
            yield _file(Path(entry.path), inner)


def _file(path: Path, parts: Parts) -> Item:
    try:
        status = path.lstat()
    except OSError as error:
        return _refused(parts, "collect.unreadable", message=_reason(error))
    if stat.S_ISLNK(status.st_mode):
        return _refused(parts, "collect.link")
    if not stat.S_ISREG(status.st_mode):
        return _refused(parts, "collect.not_a_file")
    return Item(
        parts=_composed(parts),
        modified=datetime.fromtimestamp(status.st_mtime, tz=UTC),
        read=lambda limit: _read(path, parts, limit),
    )


def _read(path: Path, parts: Parts, limit: int) -> bytes | IntakeProblem:
    """Return at most `limit` bytes; what became a link or a pipe meanwhile is not read."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        descriptor = os.open(path, flags)
        with os.fdopen(descriptor, "rb") as stream:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                return named_problem("collect.not_a_file", parts)
            return stream.read(limit)
    except OSError as error:
        return named_problem("collect.unreadable", parts, message=_reason(error))


def _refused(parts: Parts, code: str, **values: str) -> Item:
    problem = named_problem(code, parts, **values)
    return Item(parts=_composed(parts), modified=None, read=refuse(problem), problem=problem)


def _composed(parts: Parts) -> Parts:
    return tuple(unicodedata.normalize("NFC", part) for part in parts)


def _reason(error: OSError) -> str:
    return quote(error.strerror or type(error).__name__)
