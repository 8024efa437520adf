"""How late a file came, and what that costs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum


class LateUnit(StrEnum):
    """What a late policy counts."""

    HOUR = "hour"
    DAY = "day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """A later deadline for a group or a person.

    Attributes:
        who: Group id or member id.
        until: The deadline, with time zone.
        reason: Why, in the words of whoever granted it.
    """

    who: str
    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LatePolicy:
    """What a course makes of files that come after the deadline.

    Attributes:
        lost: Points lost for each unit begun.
        per: The unit; a day ends at the deadline's hour on the course's clocks.
        at_most: Points lost at most.
        grace: How much later still counts as in time.
        cutoff: How much later nothing counts any more; None for no such moment.
        slack_days: Days that each group may be late in a term without losing points.
        zone: Time zone of the course, such as `America/Argentina/Buenos_Aires`.
    """

    lost: Decimal = Decimal(0)
    per: LateUnit = LateUnit.DAY
    at_most: Decimal = Decimal(100)
    grace: timedelta = timedelta(0)
    cutoff: timedelta | None = None
    slack_days: int = 0
    zone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """What became of a file that came after the assignment's deadline.

    Attributes:
        due: The assignment's deadline.
        extension: The extension that was used; None where there was none.
        seconds: How much later than the deadline that counts for this group it came; 0 when it came
            before an extension ended.
        in_grace: Whether that little counts as in time.
        slack_used: Slack days that this file used.
        slack_left: Slack days the group has left after it.
        per: Unit that is counted.
        units: Units begun after grace, extension and slack days.
        lost: Points lost; the rows' sum is never lowered below zero.
        is_cut_off: Whether it came so late that nothing counts.
    """

    due: datetime
    extension: Extension | None
    seconds: int
    in_grace: bool = False
    slack_used: int = 0
    slack_left: int = 0
    per: LateUnit = LateUnit.DAY
    units: int = 0
    lost: Decimal = Decimal(0)
    is_cut_off: bool = False

    @property
    def is_late(self) -> bool:
        """Whether it came after the deadline that counts for this group."""
        return self.seconds > 0 and not self.in_grace


JudgeLateness = Callable[[str, Sequence[str], datetime], Lateness | None]
"""Group, members and time of arrival; None for a file that came before the deadline."""


def never_late(_group: str, _members: Sequence[str], _received_at: datetime) -> None:
    """Judge files of ours, which have no deadline."""
