"""One view of a folder and of an archive: names, times, and bytes when they are asked for.

Theory of operation: nothing is ever unpacked. A tree lists names that were checked part by part, so
a name can be compared but never leads anywhere; bytes are read into memory, at most as many as the
caller wants, and are counted while they are read.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from typing import Final

from graders.domain.collected import TimeSource
from graders.domain.submission import IntakeProblem
from graders.intake.quoting import quote

MAX_ENTRIES: Final = 50_000
MAX_DEPTH: Final = 20
MAX_TOTAL_BYTES: Final = 16 * 2**30
_SHOWN_NAME: Final = 120

Parts = tuple[str, ...]
Read = Callable[[int], bytes | IntakeProblem]

_JUNK_FOLDERS: Final = frozenset({"__macosx", "__pycache__", "node_modules", "venv"})
_JUNK_FILES: Final = frozenset({"thumbs.db", "desktop.ini", "icon\r"})
# What may hide the file to grade; a link called plot.png may stay one.
_WEIGHTY: Final = frozenset({"", "py", "ipynb", "zip"})
ARCHIVES: Final = frozenset({"zip", "rar", "7z", "tar", "gz", "tgz", "bz2", "xz"})
_SUBMISSIONS: Final = frozenset({"py", "ipynb"})
# Browsers and editors put a suffix of their own behind the one that counts.
_WRAPPINGS: Final = frozenset({"txt", "json"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One file.

    Attributes:
        parts: Its path, part by part.
        modified: Its time with time zone; None when there is none to believe.
        read: Returns its bytes, at most as many as asked for, or why it cannot be read.
        problem: Why it must not be read; None when it may.
    """

    parts: Parts
    modified: datetime | None
    read: Read
    problem: IntakeProblem | None = None

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.parts[-1]

    @property
    def blocks(self) -> bool:
        """Whether it must not be read and could be what is to be graded."""
        return self.problem is not None and suffix_of(self.name) in _WEIGHTY

    @property
    def may_be_graded(self) -> bool:
        """Whether its name is that of a submission or of an archive, which may hold one."""
        return bool(submission_name(self.name)) or suffix_of(self.name) in ARCHIVES


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """All files below a place.

    Attributes:
        items: The files.
        folders: Folders that are named, also those without files.
        time_from: Who vouches for the times.
        problems: Names that belong nowhere, each with its reason.
    """

    items: tuple[Item, ...]
    folders: tuple[Parts, ...]
    time_from: TimeSource
    problems: tuple[tuple[str, IntakeProblem], ...] = ()

    def top_folders(self) -> Mapping[str, tuple[Item, ...]]:
        """Return the files of each folder at the top, with paths that begin there."""
        found: dict[str, list[Item]] = {parts[0]: [] for parts in self.folders}
        for item in self.items:
            if len(item.parts) > 1:
                inner = replace(item, parts=item.parts[1:])
                found.setdefault(item.parts[0], []).append(inner)
        return {name: tuple(items) for name, items in sorted(found.items())}

    def top_files(self) -> tuple[Item, ...]:
        """Return the files at the top."""
        return tuple(item for item in self.items if len(item.parts) == 1)

    def below(self, folder: str) -> Tree:
        """Return what is in a folder at the top."""
        return replace(
            self,
            items=self.top_folders()[folder],
            folders=tuple(
                parts[1:] for parts in self.folders if parts[0] == folder and len(parts) > 1
            ),
        )


@dataclass(slots=True)
class Budget:
    """How many bytes may still be read from a source, all files together."""

    left: int = MAX_TOTAL_BYTES

    def take(self, count: int) -> bool:
        """Count bytes that were read; False when they were too many."""
        self.left -= count
        return self.left >= 0


def plain_name(name: str) -> str:
    """Return a file name composed, without spaces and dots at its end."""
    return unicodedata.normalize("NFC", name).strip().rstrip(". ")


def suffix_of(name: str) -> str:
    """Return the suffix in lower case without its dot; empty when there is none."""
    stem, dot, suffix = plain_name(name).rpartition(".")
    return suffix.lower() if dot and stem else ""


def submission_name(name: str) -> str:
    """Return a file's name with the suffix of a submission at its end; empty when it has none."""
    plain = plain_name(name)
    if suffix_of(plain) in _SUBMISSIONS:
        return plain
    inner = plain.rpartition(".")[0]
    wrapped = suffix_of(plain) in _WRAPPINGS and suffix_of(inner) in _SUBMISSIONS
    return plain_name(inner) if wrapped else ""


def is_junk(parts: Parts) -> bool:
    """Whether some program left it there: hidden files, caches, thumbnails."""
    folders, name = parts[:-1], parts[-1]
    if any(part.startswith(".") or part.lower() in _JUNK_FOLDERS for part in folders):
        return True
    return name.startswith(".") or name.lower() in _JUNK_FILES | _JUNK_FOLDERS


def safe_parts(name: str) -> Parts | IntakeProblem:
    """Return the parts of a path as an archive writes it, or why it is refused."""
    path = name.replace("\\", "/")
    if "\0" in path or path.startswith("/") or re.match(r"[A-Za-z]:", path):
        return _unsafe(name)
    parts = tuple(
        unicodedata.normalize("NFC", part) for part in path.split("/") if part not in {"", "."}
    )
    if not parts or ".." in parts:
        return _unsafe(name)
    if len(parts) > MAX_DEPTH:
        return IntakeProblem(code="collect.too_deep", values=(("name", shown_name(name)),))
    return parts


def _unsafe(name: str) -> IntakeProblem:
    return IntakeProblem(code="collect.unsafe_name", values=(("name", shown_name(name)),))


def in_zone(moment: datetime, zone: tzinfo | None) -> datetime:
    """Return a time without zone as one of `zone`; None is this machine's zone on that day."""
    return moment.replace(tzinfo=zone) if zone is not None else moment.astimezone()


def shown_name(name: str) -> str:
    """Return a name of the source as it may be shown."""
    return quote(name.replace("\0", " "), _SHOWN_NAME) or "?"


def with_duplicates_refused(items: Iterable[Item]) -> tuple[Item, ...]:
    """Mark files that share one path: nobody can tell which of them is meant."""
    items = tuple(items)
    times = Counter(item.parts for item in items)
    return tuple(
        replace(item, problem=item.problem or named_problem("collect.duplicate_name", item.parts))
        if times[item.parts] > 1
        else item
        for item in items
    )


def named_problem(code: str, parts: Parts, **values: str) -> IntakeProblem:
    """Return a problem that names a file."""
    return IntakeProblem(code=code, values=(("name", shown_name("/".join(parts))), *values.items()))


def refuse(problem: IntakeProblem) -> Read:
    """Return the reader of a file that must not be read."""
    return lambda _limit: problem
