"""What a group has handed in already, so that collecting twice stores nothing twice."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from graders.intake.discovery import usable_attempts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    number: int
    sha256: str
    received_at: datetime


class Shelf:
    """The attempts of one group, with those that a dry run would add.

    Args:
        group_folder: `submissions/<assignment>/<group>`; need not exist.
    """

    def __init__(self, group_folder: Path) -> None:
        self._kept: list[_Kept] = []
        for attempt in usable_attempts(group_folder):
            digest = hashlib.sha256(attempt.path.read_bytes()).hexdigest()
            self.add(attempt.number, digest, attempt.received_at)

    def add(self, number: int, sha256: str, received_at: datetime) -> None:
        """Note an attempt."""
        self._kept.append(_Kept(number=number, sha256=sha256, received_at=received_at))
        self._kept.sort(key=lambda kept: (kept.received_at, kept.number))

    @property
    def next_number(self) -> int:
        """The number that the next attempt gets."""
        return max((kept.number for kept in self._kept), default=0) + 1

    def attempt_with(self, sha256: str, *, at: datetime, is_vouched: bool) -> int | None:
        """Return the attempt that holds these bytes; None if they are a new attempt.

        Bytes that are there are no new attempt, unless a system vouches that they came after
        something else did: then somebody went back to an earlier version, which must count.
        """
        same = [kept for kept in self._kept if kept.sha256 == sha256]
        if not same:
            return None
        newest = self._kept[-1]
        went_back = newest.sha256 != sha256 and is_vouched and at > newest.received_at
        return None if went_back else same[-1].number
