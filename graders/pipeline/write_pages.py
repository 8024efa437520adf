"""Writes the pages of a class: only those that would change, on all cores."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import tempfile
import threading
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Final

import graders
from graders.domain.grade import Grade
from graders.reports.json_record import grade_to_json

_FEWEST_FOR_PROCESSES: Final = 16
_KEY_LINE: Final = "<!-- made from {key} -->\n"
Render = Callable[[Grade], str]


def write_pages(
    folder: Path, named: Sequence[tuple[str, Grade]], render: Render, also: Sequence[str]
) -> int:
    """Write each grade's page whole, unless the one that is there was made from the same.

    Args:
        folder: Where pages go.
        named: File name and grade of each page.
        render: Makes a page.
        also: What a page depends on besides its grade and our code.

    Returns:
        How many pages were written.
    """
    due = [
        (folder / name, grade, key)
        for name, grade in named
        if not _was_made_from(folder / name, key := _key(grade, also))
    ]
    _write_due(due, render)
    return len(due)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    descriptor, partial = tempfile.mkstemp(dir=path.parent, prefix=".partial-")
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
    Path(partial).chmod(0o644)
    Path(partial).replace(path)


def _write_due(due: Sequence[tuple[Path, Grade, str]], render: Render) -> None:
    def write(number: int) -> None:
        path, grade, key = due[number]
        write_whole(path, (render(grade) + _KEY_LINE.format(key=key)).encode())

    # A fork takes along what cannot be sent; with other threads about it could take a lock along.
    alone = threading.active_count() == 1 and hasattr(os, "fork")
    if len(due) < _FEWEST_FOR_PROCESSES or not alone:
        for number in range(len(due)):
            write(number)
        return
    _WRITE.append(write)
    try:
        with multiprocessing.get_context("fork").Pool(os.cpu_count()) as pool:
            pool.map(_write_inherited, range(len(due)), chunksize=4)
            # Leaving the pool alone would end its processes with the signal of Ctrl-C, aloud.
            pool.close()
            pool.join()
    finally:
        _WRITE.pop()


_WRITE: list[Callable[[int], None]] = []


def _write_inherited(number: int) -> None:
    _WRITE[-1](number)


def _was_made_from(page: Path, key: str) -> bool:
    line = _KEY_LINE.format(key=key).encode()
    try:
        with page.open("rb") as file:
            file.seek(-len(line), os.SEEK_END)
            return file.read() == line
    except OSError:
        return False


def _key(grade: Grade, also: Sequence[str]) -> str:
    record = json.dumps(grade_to_json(grade), sort_keys=True, default=str)
    return hashlib.sha256("\0".join([_code_key(), *also, record]).encode()).hexdigest()


@cache
def _code_key() -> str:
    """Hash of all our code: what a page shows comes from more places than its template."""
    digest = hashlib.sha256()
    for file in sorted(Path(graders.__file__).parent.rglob("*")):
        if file.is_file() and "__pycache__" not in file.parts:
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()
