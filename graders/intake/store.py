"""Stores a handed-in file so that no earlier attempt is ever touched.

Theory of operation: the file and its receipt are written into a hidden folder beside the attempts,
which is then renamed to the next number. A rename onto an existing attempt fails, so of two people
who submit at the same moment one gets the next number; a crash leaves only a hidden folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import shutil
import stat
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from graders.errors import EnvironmentNotReadyError, SubmissionRejectedError, UsageError
from graders.intake.discovery import (
    ATTEMPTS_FOLDER,
    GROUP_ID,
    RECEIPT_FILE,
    SUFFIXES,
    stored_attempts,
)
from graders.intake.notebook import MAX_CODE_BYTES, MAX_NOTEBOOK_BYTES
from graders.intake.quoting import quote

MAX_BYTES = {".py": MAX_CODE_BYTES, ".ipynb": MAX_NOTEBOOK_BYTES}
# Names that Windows keeps for devices: a course copied there would lose the file.
_RESERVED: Final = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]", re.IGNORECASE)
_MAX_NAME = 80
_RENAMES = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """Proof of a submission.

    Attributes:
        group: Group id.
        file_name: Name under which the file is stored.
        sha256: Hash of its bytes as received.
        received_at: Time of arrival with time zone.
        late: Whether it came after the deadline.
        attempt: Number of the attempt, from 1.
        stored_at: The stored file.
        origin: Where the file was collected from; empty when it was handed in with `submit`.
    """

    group: str
    file_name: str
    sha256: str
    received_at: datetime
    late: bool
    attempt: int
    stored_at: Path
    origin: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> str:
        """Return the receipt as it is stored; the path is left out because folders move."""
        fields: dict[str, object] = {
            "group": self.group,
            "file_name": self.file_name,
            "sha256": self.sha256,
            "received_at": self.received_at.isoformat(),
            "late": self.late,
            "attempt": self.attempt,
        }
        if self.origin:
            fields["origin"] = dict(self.origin)
        return json.dumps(fields, indent=2) + "\n"


def store_submission(
    file: Path, inbox: Path, *, group: str, now: datetime, due: datetime | None
) -> Receipt:
    """Store `file` as the group's next attempt under `inbox/<group>/attempts/<NNNN>/`.

    Args:
        file: A `.py` or `.ipynb` file.
        inbox: `submissions/<assignment>`.
        group: Group id.
        now: Time of arrival with time zone.
        due: Deadline with time zone; None when there is none.

    Raises:
        UsageError: `group` is not a group id, or its folder is a link.
        SubmissionRejectedError: `file` cannot be a submission.
        EnvironmentNotReadyError: This machine cannot store it.
    """
    received = Received(name=file.name, data=_read_regular(file), at=now)
    return store_received(received, inbox, group=group, due=due)


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """A file as it arrived.

    Attributes:
        name: Its name; ends in `.py` or `.ipynb`.
        data: Its bytes.
        at: Time of arrival with time zone.
        origin: Where it was collected from, for the receipt.
    """

    name: str
    data: bytes
    at: datetime
    origin: Mapping[str, str] = field(default_factory=dict)


def store_received(received: Received, inbox: Path, *, group: str, due: datetime | None) -> Receipt:
    """Store bytes as the group's next attempt, as `store_submission` stores a file.

    Raises:
        UsageError: `group` is not a group id, or its folder is a link.
        SubmissionRejectedError: The bytes cannot be a submission.
        EnvironmentNotReadyError: This machine cannot store it.
    """
    if not GROUP_ID.fullmatch(group):
        hint = "Use lower-case letters, digits, - and _, for example g01."
        raise UsageError(f"{quote(group)!r} is not a group id.", hint=hint)
    _check_content(received.name, received.data)
    attempts = inbox / group / ATTEMPTS_FOLDER
    _make_real_folder(attempts, inbox)
    receipt = Receipt(
        group=group,
        file_name=safe_name(received.name),
        sha256=hashlib.sha256(received.data).hexdigest(),
        received_at=received.at,
        late=due is not None and received.at > due,
        attempt=0,
        stored_at=attempts,
        origin=received.origin,
    )
    incoming = Path(tempfile.mkdtemp(prefix=".incoming-", dir=attempts))
    try:
        _write_durably(incoming / receipt.file_name, received.data)
        return _take_number(receipt, incoming, attempts)
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _make_real_folder(attempts: Path, inbox: Path) -> None:
    for folder in (inbox, attempts.parent, attempts):
        if folder.is_symlink():
            raise UsageError(f"{folder} is a link.", hint="Submissions are stored in real folders.")
    attempts.mkdir(parents=True, exist_ok=True)


def safe_name(name: str) -> str:
    """Return a file name every system accepts; `.py` or `.ipynb` stays, in lower case."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, dot, suffix = plain.rpartition(".")
    stem = re.sub(r"[^A-Za-z0-9_-]+", "_", stem).strip("_-")[:_MAX_NAME]
    if _RESERVED.fullmatch(stem):
        stem += "_"
    return f"{stem or 'submission'}{dot}{suffix.lower()}"


def _take_number(receipt: Receipt, incoming: Path, attempts: Path) -> Receipt:
    for _ in range(_RENAMES):
        numbers = [int(item.name) for item in stored_attempts(attempts.parent)]
        number = max(numbers, default=0) + 1
        target = attempts / f"{number:04d}"
        numbered = replace(receipt, attempt=number, stored_at=target / receipt.file_name)
        _write_durably(incoming / RECEIPT_FILE, numbered.as_json().encode())
        # Somebody else took the number between listing and renaming: look again.
        with contextlib.suppress(OSError):
            incoming.rename(target)
            return numbered
        if not target.exists():
            break
    raise EnvironmentNotReadyError(
        f"The file could not be stored in {attempts}.", hint="Is the disk full or read-only?"
    )


def _read_regular(file: Path) -> bytes:
    """Return the bytes of an ordinary file, at most one more than are accepted."""
    shown = quote(file.name)
    limit = MAX_BYTES[_suffix(file.name)]
    try:
        # Not following links and not blocking: a FIFO called model.py must not stop the program.
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        descriptor = os.open(file, flags)
    except OSError as error:
        raise SubmissionRejectedError(
            f"{shown} cannot be opened: {error.strerror}.", hint="Hand in the file itself, no link."
        ) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise SubmissionRejectedError(f"{shown} is not an ordinary file.")
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read(limit + 1)


def _suffix(name: str) -> str:
    """Return the accepted suffix of a name, in lower case."""
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise SubmissionRejectedError(
            f"{quote(name)} is not a .py or .ipynb file.", hint="Hand in the file from the starter."
        )
    return suffix


def _check_content(name: str, data: bytes) -> None:
    """Refuse what no grading could use."""
    shown = quote(name)
    limit = MAX_BYTES[_suffix(name)]
    if len(data) > limit:
        raise SubmissionRejectedError(
            f"{shown} is larger than {limit // 2**20} MiB.",
            hint="Clear the outputs of the notebook, and hand in no data or weights.",
        )
    if not data.strip():
        raise SubmissionRejectedError(f"{shown} is empty.", hint="Was it saved?")


def _write_durably(path: Path, data: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
