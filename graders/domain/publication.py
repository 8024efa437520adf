"""What groups were given at one moment, and how it differs from what they were given before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Final

SCHEMA: Final = 1
"""Version of the manifest; raised when a field changes its meaning or goes away."""


class HeldBack(StrEnum):
    """Why a group was not given its page."""

    NEEDS_REVIEW = "needs_review"
    NEEDS_RERUN = "needs_rerun"


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedGroup:
    """What one group was given.

    Attributes:
        points: What counted; None for a blank grade.
        max_points: Points at full credit.
        record_sha256: Hash of the grade's record, its keys sorted and without spaces.
        page: Its page, below the publication's folder.
    """

    points: Decimal | None
    max_points: Decimal
    record_sha256: str
    page: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GradebookHead:
    """State of the gradebook: how many grades it held, and the last link of their chain."""

    num_grades: int
    last_link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one publication holds.

    Attributes:
        schema: Version of this layout.
        assignment: Assignment id.
        profile: Profile the grades were made on.
        number: Number of the publication, from 1.
        language: Language of the pages.
        published_at: When, with time zone.
        grader_version: Version of this package.
        gradebook: State of the gradebook that the grades were read from.
        previous_sha256: Hash of the manifest before this one; empty for the first.
        files: SHA-256 of every other file by its path below the publication's folder.
        groups: What each group was given, by group id.
        held_back: Groups that got no page, with the reason.
    """

    schema: int
    assignment: str
    profile: str
    number: int
    language: str
    published_at: datetime
    grader_version: str
    gradebook: GradebookHead
    previous_sha256: str
    files: Mapping[str, str]
    groups: Mapping[str, PublishedGroup]
    held_back: Mapping[str, HeldBack]


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What came of publishing.

    Attributes:
        manifest: What was published; the last publication where nothing has changed since; None
            where every group is held back.
        manifest_sha256: Hash of the manifest's file: written down elsewhere, it fixes everything.
        folder: Where it is; empty where nothing was published.
        before: The publication of the same profile before this one.
        is_new: Whether it was written now.
        held_back: Groups that got no page, with the reason.
    """

    manifest: Manifest | None
    manifest_sha256: str = ""
    folder: str = ""
    before: Manifest | None = None
    is_new: bool = False
    held_back: Mapping[str, HeldBack]


class Damage(StrEnum):
    """What can have become of a published file."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"
    UNREADABLE = "unreadable"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedFile:
    """A published file that is not what it was.

    Attributes:
        number: Number of its publication.
        name: Its path below the publication's folder.
        damage: What became of it; `REPLACED` is a manifest that is not the one that the next
            publication followed.
    """

    number: int
    name: str
    damage: Damage


class Difference(StrEnum):
    """How what a group is given differs from what it was given before."""

    MOVED = "moved"
    NEW = "new"
    GONE = "gone"
    REWRITTEN = "rewritten"


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChange:
    """One group that is given something else.

    Attributes:
        group: Group id.
        difference: How it differs; `MOVED` is a group whose points changed.
        old: What it was given before; None for a new one.
        new: What it is given now; None for one that is gone.
    """

    group: str
    difference: Difference
    old: PublishedGroup | None
    new: PublishedGroup | None


def changes(before: Manifest, now: Manifest) -> tuple[GroupChange, ...]:
    """Return the groups that are given something else, by group id; pages count with their bytes.

    Groups that get the same page and points as before are left out.
    """
    groups = sorted({*before.groups, *now.groups})
    return tuple(change for group in groups for change in _change(group, before, now))


def _change(group: str, before: Manifest, now: Manifest) -> Iterator[GroupChange]:
    old, new = before.groups.get(group), now.groups.get(group)
    if old is None or new is None:
        difference = Difference.NEW if old is None else Difference.GONE
    elif (old.points, old.max_points) != (new.points, new.max_points):
        difference = Difference.MOVED
    elif before.files.get(old.page) != now.files.get(new.page):
        difference = Difference.REWRITTEN
    else:
        return
    yield GroupChange(group=group, difference=difference, old=old, new=new)
