"""Chooses the one file of an entry that is the submission, or says why nobody can."""

from __future__ import annotations

import ast
import hashlib
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from typing import Final

from graders.domain.assignment import SubmissionSpec
from graders.domain.submission import IntakeProblem
from graders.intake.collecting.tree import (
    ARCHIVES,
    Budget,
    Item,
    named_problem,
    plain_name,
    shown_name,
    submission_name,
    suffix_of,
)
from graders.intake.collecting.zip_tree import zip_tree
from graders.intake.encoding import decode_text
from graders.intake.notebook import MAX_NOTEBOOK_BYTES
from graders.intake.reading import code_of
from graders.intake.store import MAX_BYTES

_TEXT_SUFFIXES: Final = frozenset({"", "txt", "json"})
_NEVER: Final = re.compile(r"(readme|requirements|leeme|license|licencia)\b.*", re.IGNORECASE)
_SHOWN: Final = 6
# All files of an entry are held at once to compare them; one student must not fill the memory.
_MAX_ENTRY_BYTES: Final = 256 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A file that may be the submission.

    Attributes:
        path: Its path as the download calls it.
        name: The name to store it under; ends in `.py` or `.ipynb`.
        data: Its bytes as received.
        modified: Its time with time zone, if there is one.
    """

    path: str
    name: str
    data: bytes
    modified: datetime | None

    @property
    def sha256(self) -> str:
        """Hash of its bytes."""
        return hashlib.sha256(self.data).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for.

    Attributes:
        spec: What the assignment asks for.
        starters: Hashes of the files that students got.
        zone: Zone of the times in archives; None for this machine's.
        budget: Counts what is read from archives within archives.
    """

    spec: SubmissionSpec
    starters: frozenset[str]
    zone: tzinfo | None
    budget: Budget

    @property
    def names(self) -> re.Pattern[str]:
        """What at least one of occurs in every file that can be graded."""
        spec = self.spec
        names = [spec.settings_name, *(item.name for item in spec.functions if item.required)]
        return re.compile(rf"\b({'|'.join(map(re.escape, names))})\b")


def pick(items: Sequence[Item], wanted: Wanted) -> Picked | IntakeProblem:
    """Return the submission among an entry's files.

    Copies count once, an untouched starter and empty files count only where there is nothing else,
    and of several files those that name nothing the assignment asks for are left out.
    """
    blocking = next((item.problem for item in items if item.blocks), None)
    if blocking is not None:
        return blocking
    allowed = Budget(left=_MAX_ENTRY_BYTES)
    usable = _counted([item for item in items if item.problem is None], allowed)
    found, problems = _named(usable)
    inner, inner_problems = _zipped(usable, wanted, allowed)
    found += inner
    if not found and not problems:
        found = _disguised(usable, wanted)
    if problems or (inner_problems and not found):
        return (*problems, *inner_problems)[0]
    return _only(found, wanted) if found else _nothing(items)


def _named(items: Iterable[Item]) -> tuple[list[Picked], list[IntakeProblem]]:
    """Read the files whose name says that they are submissions."""
    found: list[Picked] = []
    problems: list[IntakeProblem] = []
    for item in items:
        name = submission_name(item.name)
        if not name:
            continue
        limit = MAX_BYTES[f".{suffix_of(name)}"]
        data = item.read(limit + 1)
        if isinstance(data, IntakeProblem):
            problems.append(data)
        elif len(data) > limit:
            problems.append(_too_large(item, limit))
        else:
            found.append(_picked(item, name, data))
    return found, problems


def _counted(items: Iterable[Item], allowed: Budget) -> list[Item]:
    """Return the files so that all of them together give no more than is allowed."""

    def read(item: Item, limit: int) -> bytes | IntakeProblem:
        data = item.read(limit) if allowed.left > 0 else b""
        if isinstance(data, bytes) and not (allowed.left > 0 and allowed.take(len(data))):
            return named_problem("collect.bomb", item.parts)
        return data

    return [replace(item, read=partial(read, item)) for item in items]


def _zipped(
    items: Iterable[Item], wanted: Wanted, allowed: Budget
) -> tuple[list[Picked], list[IntakeProblem]]:
    """Look into the zip files of an entry, one level deep."""
    found: list[Picked] = []
    problems: list[IntakeProblem] = []
    for item in items:
        if suffix_of(item.name) != "zip":
            continue
        inner = _inner_items(item, wanted)
        if isinstance(inner, IntakeProblem):
            problems.append(inner)
            continue
        inner = _counted(inner, allowed)
        more, refused = _named(inner)
        found += more or _disguised(inner, wanted)
        problems += refused
        if not more and any(suffix_of(deeper.name) in ARCHIVES for deeper in inner):
            problems.append(named_problem("collect.nested_too_deep", item.parts))
    return found, problems


def _inner_items(item: Item, wanted: Wanted) -> list[Item] | IntakeProblem:
    data = item.read(MAX_NOTEBOOK_BYTES + 1)
    if isinstance(data, IntakeProblem):
        return data
    if len(data) > MAX_NOTEBOOK_BYTES:
        return _too_large(item, MAX_NOTEBOOK_BYTES)
    tree = zip_tree(io.BytesIO(data), zone=wanted.zone, budget=wanted.budget)
    if isinstance(tree, IntakeProblem):
        full = tree.code == "collect.too_many"
        code = "collect.zip_too_full" if full else "collect.damaged_file"
        return named_problem(code, item.parts)
    if tree.problems:
        return tree.problems[0][1]
    # The times inside are those of the student's own clock; the zip file arrived when it arrived.
    inner = [
        replace(deeper, parts=(*item.parts, *deeper.parts), modified=item.modified)
        for deeper in tree.items
    ]
    blocking = next((deeper.problem for deeper in inner if deeper.blocks), None)
    return blocking or [deeper for deeper in inner if deeper.problem is None]


def _disguised(items: Iterable[Item], wanted: Wanted) -> list[Picked]:
    """Return files that are submissions by what is in them: a script as `.txt`, a bare notebook."""
    found: list[Picked] = []
    for item in items:
        suffix, name = suffix_of(item.name), plain_name(item.name)
        if suffix not in _TEXT_SUFFIXES or _NEVER.fullmatch(name):
            continue
        data = item.read(MAX_NOTEBOOK_BYTES + 1)
        if isinstance(data, IntakeProblem) or len(data) > MAX_NOTEBOOK_BYTES:
            continue
        stem = name[: -len(suffix) - 1] if suffix else name
        if _is_notebook(data):
            found.append(_picked(item, f"{stem}.ipynb", data))
        elif suffix != "json" and _is_script(data, wanted):
            found.append(_picked(item, f"{stem}.py", data))
    return found


def _only(found: Sequence[Picked], wanted: Wanted) -> Picked | IntakeProblem:
    """Return the one that is left when all that cannot be meant is left out."""
    ordered = sorted(found, key=lambda item: (item.path.count("/"), len(item.path), item.path))
    different = list({item.sha256: item for item in reversed(ordered)}.values())[::-1]
    left = [item for item in different if item.data.strip()]
    if not left:
        return named_problem("collect.empty", (different[0].path,))
    left = [item for item in left if item.sha256 not in wanted.starters] or left[:1]
    if len(left) > 1:
        left = [item for item in left if _may_be_meant(item, wanted)] or left
    if len(left) > 1:
        names = ", ".join(shown_name(item.path) for item in left[:_SHOWN])
        return IntakeProblem(code="collect.several_files", values=(("names", names),))
    return left[0]


def _nothing(items: Sequence[Item]) -> IntakeProblem:
    """Say that there is no submission, and what there is instead."""
    if not items:
        return IntakeProblem(code="collect.no_file")
    archives = [item for item in items if suffix_of(item.name) in ARCHIVES - {"zip"}]
    code = "collect.other_archive" if archives else "collect.no_submission"
    names = ", ".join(shown_name("/".join(item.parts)) for item in (archives or items)[:_SHOWN])
    return IntakeProblem(code=code, values=(("names", names),))


def _is_notebook(data: bytes) -> bool:
    return data[:200].lstrip().startswith(b"{") and b'"cells"' in data and b'"nbformat"' in data


def _is_script(data: bytes, wanted: Wanted) -> bool:
    """Whether a text is Python that defines something the assignment asks for."""
    if len(data) > MAX_BYTES[".py"]:
        return False
    text, problems = decode_text(data)
    if any(problem.fatal for problem in problems) or not wanted.names.search(text):
        return False
    try:
        ast.parse(text)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    return True


def _may_be_meant(item: Picked, wanted: Wanted) -> bool:
    """Whether a file names something that the assignment asks for, or cannot be read to tell."""
    code = code_of(item.data, is_notebook=item.name.lower().endswith(".ipynb"))
    return not code.is_readable or wanted.names.search(code.text) is not None


def _picked(item: Item, name: str, data: bytes) -> Picked:
    return Picked(path="/".join(item.parts), name=name, data=data, modified=item.modified)


def _too_large(item: Item, limit: int) -> IntakeProblem:
    return named_problem("collect.too_large", item.parts, limit=str(limit // 2**20))
