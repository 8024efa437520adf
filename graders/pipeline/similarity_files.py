"""Collects what is compared: submissions, private solutions, earlier terms, and what is public."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from graders.course.workspace import Workspace
from graders.domain.similarity import Origin
from graders.intake.code_text import CodeText
from graders.intake.discovery import SUFFIXES, files_below, group_folders
from graders.intake.magics import neutralise
from graders.intake.notebook import MAX_CODE_BYTES
from graders.intake.reading import read_code

REFERENCE: Final = "reference"
_ALTERNATIVES: Final = "alternatives"
_EXAMPLE: Final = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A file to compare.

    Attributes:
        owner: Whose it is: a group id, `reference/solution.py`, `2024/group`.
        origin: Where it comes from.
        name: Its path below its owner's folder.
        path: Where it lies.
        sha256: Hash of its bytes.
        code: What it says; None when this machine cannot read it.
    """

    owner: str
    origin: Origin
    name: str
    path: Path
    sha256: str
    code: CodeText | None


def found_files(
    workspace: Workspace,
    assignment_id: str,
    others: Sequence[Path],
    *,
    max_code_bytes: int = MAX_CODE_BYTES,
) -> Iterator[FoundFile]:
    """Yield every file of an assignment: of groups, of the reference folder, of other folders.

    All attempts of a group are there, each text once. In `others` every file and every folder
    right below is an owner of its own.
    """
    read = partial(_read, max_code_bytes=max_code_bytes)
    for folder in group_folders(workspace.submissions / assignment_id):
        yield from _once(_found(folder.name, Origin.GROUP, folder, read))
    for path in _solutions(workspace.reference / assignment_id):
        yield read(f"{REFERENCE}/{path.name}", Origin.REFERENCE, path, path.name)
    for folder in others:
        for entry in sorted(folder.iterdir()):
            owner = f"{folder.resolve().name}/{entry.name}"
            if entry.name.startswith((".", "__")) or entry.is_symlink():
                continue
            if entry.is_dir():
                yield from _once(_found(owner, Origin.ELSEWHERE, entry, read))
            elif entry.suffix.lower() in SUFFIXES:
                yield read(owner, Origin.ELSEWHERE, entry, entry.name)


def public_texts(workspace: Workspace, assignment_id: str) -> Iterator[str]:
    """Yield the code that everybody got: starter, public extras, examples in the handouts."""
    folder = workspace.assignments / assignment_id
    for path in files_below(folder):
        _sha256, code = read_code(path)
        yield plain_text(code)
    for path in sorted(folder.glob("*.md")):
        yield from _EXAMPLE.findall(path.read_text(encoding="utf-8", errors="replace"))


def plain_text(code: CodeText) -> str:
    """Return code without IPython's lines, with as many lines as before."""
    return neutralise(code.text, code.locations).text


def _solutions(reference: Path) -> list[Path]:
    """Whole solutions; mutants and trivial files are edits of them, or nearly empty."""
    folders = (reference, reference / _ALTERNATIVES)
    return [
        path
        for folder in folders
        if folder.is_dir()
        for path in sorted(folder.iterdir())
        if path.suffix.lower() in SUFFIXES and path.is_file()
    ]


def _found(
    owner: str, origin: Origin, folder: Path, read: Callable[..., FoundFile]
) -> Iterator[FoundFile]:
    for path in files_below(folder):
        yield read(owner, origin, path, path.relative_to(folder).as_posix())


def _once(files: Iterator[FoundFile]) -> Iterator[FoundFile]:
    """Leave out what the same owner handed in again unchanged."""
    seen: set[str] = set()
    for file in files:
        if file.sha256 not in seen or not file.sha256:
            seen.add(file.sha256)
            yield file


def _read(owner: str, origin: Origin, path: Path, name: str, *, max_code_bytes: int) -> FoundFile:
    try:
        sha256, code = read_code(path, max_code_bytes=max_code_bytes)
    except OSError:
        sha256, code = "", None
    return FoundFile(owner=owner, origin=origin, name=name, path=path, sha256=sha256, code=code)
