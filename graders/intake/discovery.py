"""Finds what each group handed in."""

from __future__ import annotations

import json
import os
import re
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from graders.domain.submission import IntakeProblem
from graders.intake.quoting import quote

SUFFIXES = (".py", ".ipynb")
GROUP_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
ATTEMPTS_FOLDER = "attempts"
RECEIPT_FILE = "receipt.json"
_ATTEMPT = re.compile(r"\d{4,9}")
_MAX_RECEIPT_BYTES = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedIn:
    """What lies in a group's folder.

    Attributes:
        group: Group id, the folder's name.
        path: The file to grade; None when there is not exactly one.
        received_at: Time of arrival with time zone: from the receipt, else the file's own time.
        problem: Why there is no file to grade; None when there is one.
    """

    group: str
    path: Path | None
    received_at: datetime
    problem: IntakeProblem | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A stored attempt that holds one file.

    Attributes:
        number: Number of the attempt, from 1.
        path: The file.
        received_at: Time of arrival with time zone: from the receipt, else the file's own time.
    """

    number: int
    path: Path
    received_at: datetime


def discover(inbox: Path, *, counts_until: datetime | None = None) -> tuple[HandedIn, ...]:
    """Return one entry per group folder of `submissions/<assignment>/`, sorted by group.

    Hidden files, links and everything that is not a folder are ignored. A missing inbox is empty.

    Args:
        inbox: `submissions/<assignment>`.
        counts_until: Attempts after this time count only for a group that has no earlier one.
    """
    return tuple(_handed_in(folder, counts_until) for folder in group_folders(inbox))


def usable_attempts(group_folder: Path) -> list[Attempt]:
    """Return the stored attempts that hold one file, by time of arrival, then by number."""
    found = [
        Attempt(
            number=int(folder.name),
            path=files[0],
            received_at=_receipt_time(folder) or _modified(files[0]),
        )
        for folder in stored_attempts(group_folder)
        if len(files := _candidates(folder)) == 1
    ]
    return sorted(found, key=lambda attempt: (attempt.received_at, attempt.number))


def attempt_that_counts(
    attempts: Sequence[Attempt], counts_until: datetime | None
) -> Attempt | None:
    """Return the attempt to grade: the newest, of those on time where there is one."""
    on_time = [
        item for item in attempts if counts_until is None or item.received_at <= counts_until
    ]
    return next(reversed(on_time or attempts), None)


def stored_attempts(group_folder: Path) -> list[Path]:
    """Return the folders of stored attempts, oldest first."""
    attempts = group_folder / ATTEMPTS_FOLDER
    if not _is_folder(attempts):
        return []
    found = [
        item for item in attempts.iterdir() if _ATTEMPT.fullmatch(item.name) and _is_folder(item)
    ]
    return sorted(found, key=lambda item: int(item.name))


def group_folders(inbox: Path) -> tuple[Path, ...]:
    """Return the folders of `submissions/<assignment>/`, one for each group, sorted by name."""
    if not inbox.is_dir():
        return ()
    return tuple(sorted(item for item in inbox.iterdir() if _is_folder(item)))


def files_below(folder: Path) -> tuple[Path, ...]:
    """Return every `.py` and `.ipynb` file in a folder and below, attempts included, sorted.

    Hidden files and folders are left out, and links are not followed.
    """
    found: list[Path] = []
    for place, folders, _names in os.walk(folder, followlinks=False):
        folders[:] = [name for name in folders if not name.startswith((".", "__"))]
        found += _candidates(Path(place))
    return tuple(sorted(found))


def _handed_in(folder: Path, counts_until: datetime | None) -> HandedIn:
    group = folder.name
    if not GROUP_ID.fullmatch(group):
        return _without_file(folder, "intake.group_name", (("name", quote(group)),))
    attempt = attempt_that_counts(usable_attempts(folder), counts_until)
    if attempt is not None:
        return HandedIn(group=group, path=attempt.path, received_at=attempt.received_at)
    files = _candidates(folder)
    if not files:
        return _without_file(folder, "intake.no_file", ())
    if len(files) > 1:
        names = ", ".join(quote(file.name, 60) for file in files[:10])
        return _without_file(folder, "intake.several_files", (("names", names),))
    return HandedIn(group=group, path=files[0], received_at=_modified(files[0]))


def _without_file(folder: Path, code: str, values: tuple[tuple[str, str], ...]) -> HandedIn:
    return HandedIn(
        group=folder.name,
        path=None,
        received_at=_modified(folder),
        problem=IntakeProblem(code=code, values=values),
    )


def _is_folder(path: Path) -> bool:
    hidden = path.name.startswith((".", "__"))
    return not hidden and stat.S_ISDIR(path.lstat().st_mode) if path.exists() else False


def _candidates(folder: Path) -> list[Path]:
    """Return regular `.py` and `.ipynb` files; a link could point anywhere on the disk."""
    return sorted(
        item
        for item in folder.iterdir()
        if item.suffix.lower() in SUFFIXES
        and not item.name.startswith(".")
        and stat.S_ISREG(item.lstat().st_mode)
    )


def _modified(path: Path) -> datetime:
    return datetime.fromtimestamp(path.lstat().st_mtime, tz=UTC)


def _receipt_time(attempt: Path) -> datetime | None:
    """Return the time in a receipt; None when there is none or it cannot be believed."""
    receipt = attempt / RECEIPT_FILE
    try:
        status = receipt.lstat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > _MAX_RECEIPT_BYTES:
            return None
        document = json.loads(receipt.read_bytes())
        received = datetime.fromisoformat(str(document["received_at"]))
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None
    return received if received.tzinfo is not None else None
