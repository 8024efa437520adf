"""What a download says: who handed in, when, and which files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from graders.domain.submission import IntakeProblem
from graders.intake.collecting.tree import Item


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a download says about one person or group; all of it is text that anybody chose.

    Attributes:
        who: How a message calls them.
        ids: Ids by the roster's column.
        email: Address.
        names: Spellings of the full name; the first that is known counts.
        run_together: The name as one word.
        groups: What may be the name of a group.
    """

    who: str
    ids: tuple[tuple[str, str], ...] = ()
    email: str = ""
    names: tuple[str, ...] = ()
    run_together: str = ""
    groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that was handed in.

    Attributes:
        label: How the download calls it.
        claims: Who handed it in, in the words of the download.
        items: Its files.
        received_at: When it arrived, if the system says so.
        order: Orders entries of one person that have the same time.
        marked_late: Whether the system marked it as late; None where it marks nothing.
        problem: Why it cannot be used, whatever is in it.
    """

    label: str
    claims: tuple[Claim, ...]
    items: tuple[Item, ...]
    received_at: datetime | None = None
    order: int = 0
    marked_late: bool | None = None
    problem: IntakeProblem | None = None


@dataclass(slots=True)
class Gathered:
    """Entries that are put together file by file.

    Attributes:
        items: Files by the entry's key.
    """

    items: dict[tuple[str, ...], list[Item]] = field(default_factory=dict)

    def add(self, key: tuple[str, ...], *items: Item) -> None:
        """Add files to an entry, which exists from now on even without any."""
        self.items.setdefault(key, []).extend(items)


def stray(label: str, items: tuple[Item, ...]) -> Entry | None:
    """Return an entry for files at a place the format does not know, if they could matter."""
    if not any(item.blocks or item.may_be_graded for item in items):
        return None
    return Entry(
        label=label, claims=(), items=items, problem=IntakeProblem(code="collect.not_of_the_kind")
    )
