"""Writes what is compared as other similarity tools read it."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graders.course.workspace import written_whole
from graders.domain.similarity import Origin
from graders.errors import UsageError
from graders.intake.discovery import discover
from graders.pipeline.find_similar import SimilarityPlan, files_of
from graders.pipeline.similarity_files import FoundFile, plain_text, public_texts

_UNSAFE: Final = re.compile(r"[^A-Za-z0-9._-]+")
_COLUMNS: Final = ("filename", "full_name", "label", "created_at", "ignored")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class _Exported:
    folder: str
    name: str
    text: str
    file: FoundFile


def export_dolos(plan: SimilarityPlan, target: Path) -> int:
    """Write one `.py` file for each submission, and `info.csv`; return how many files.

    Notebooks are written as their code. The starter is marked as `ignored`, which the Dolos of
    today takes as template code and earlier ones skip as an unknown column.

    Raises:
        UsageError: `target` exists already.

    Source:
        Dolos, "Adding metadata" (dolos.ugent.be/docs/adding-metadata) and its `dataset.ts`.
    """
    rows: list[tuple[str, ...]] = []
    with written_whole(_new(target)) as folder:
        # Private solutions are in it.
        folder.chmod(0o700)
        for item in _exported(plan):
            name = f"{item.folder}/{item.name}"
            _write(folder / name, item.text)
            created = datetime.fromtimestamp(item.file.path.stat().st_mtime, tz=UTC)
            rows.append(
                (name, item.file.owner, str(item.file.origin), created.isoformat(), "false")
            )
        public = _public(plan)
        if public:
            _write(folder / "starter" / "starter.py", public)
            rows.append(("starter/starter.py", "starter", "starter", "", "true"))
        _write(folder / "info.csv", _table(rows))
    return len(rows)


def export_jplag(plan: SimilarityPlan, target: Path) -> int:
    """Write `submissions/`, `base-code/` and, for all else, `old/`; return how many files.

    `java -jar jplag.jar -l python3 submissions -bc base-code -old old` compares them.

    Raises:
        UsageError: `target` exists already.

    Source:
        JPlag, "How to use JPlag": a folder for each submission, `-bc` for base code, `-old` for
        what is only compared with the submissions.
    """
    count = 0
    with written_whole(_new(target)) as folder:
        # Private solutions are in it.
        folder.chmod(0o700)
        for item in _exported(plan):
            place = "submissions" if item.file.origin is Origin.GROUP else "old"
            _write(folder / place / item.folder / item.name, item.text)
            count += 1
        public = _public(plan)
        if public:
            _write(folder / "base-code" / "starter.py", public)
            count += 1
    return count


def _exported(plan: SimilarityPlan) -> Iterator[_Exported]:
    """Yield readable files, of a group the one that is graded, under names that are free."""
    # By hash: of equal attempts only one is compared, and it need not be the one that is graded.
    graded = {
        item.group: hashlib.sha256(item.path.read_bytes()).hexdigest()
        for item in discover(plan.workspace.submissions / plan.assignment_id)
        if item.path is not None
    }
    folders: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for file in files_of(plan):
        is_earlier = (
            file.origin is Origin.GROUP and graded.get(file.owner, file.sha256) != file.sha256
        )
        if is_earlier or file.code is None or not file.code.is_readable:
            continue
        folder = folders.get(file.owner) or _free(_owner_folder(file), set(folders.values()))
        folders[file.owner] = folder
        used = {name for place, name in taken if place == folder}
        stem = _free(_safe(Path(file.name).with_suffix("").as_posix()), used)
        taken.add((folder, stem))
        yield _Exported(folder, f"{stem}.py", plain_text(file.code), file)


def _owner_folder(file: FoundFile) -> str:
    return _safe(file.owner.removesuffix(".py").removesuffix(".ipynb"))


def _free(name: str, used: Collection[str]) -> str:
    """Return the name, with a number where it is used; some file systems know no capitals."""
    known = {other.lower() for other in used}
    free, number = name, 1
    while free.lower() in known:
        number += 1
        free = f"{name}-{number}"
    return free


def _public(plan: SimilarityPlan) -> str:
    """Return all public code as one text: both tools take a single template file."""
    texts = dict.fromkeys(public_texts(plan.workspace, plan.assignment_id))
    return "\n\n".join(text for text in texts if text.strip())


def _table(rows: list[tuple[str, ...]]) -> str:
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(_COLUMNS)
    writer.writerows([_harmless(cell) for cell in row] for row in rows)
    return target.getvalue()


def _harmless(cell: str) -> str:
    """A cell that a spreadsheet would run as a formula is text with a quote before it."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _new(target: Path) -> Path:
    if target.exists() or target.is_symlink():
        raise UsageError(f"{target} exists already; an export never overwrites.")
    return target.absolute()


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _safe(name: str) -> str:
    """Return a file name made of plain letters: names of students' files are not ours."""
    return _UNSAFE.sub("-", name).strip(".-")[:80] or "file"
