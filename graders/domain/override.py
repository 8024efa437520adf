"""A grade that a person set by hand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a person decided about the points of a grade; it stays when the file is graded again.

    Attributes:
        made_at: When.
        by: Who, as the command line was told or the system knows; shown to the teaching staff only.
        reason: Why, in that person's words; shown to the group.
        points: What the grade is worth; None takes an earlier decision back.
        computed: What had been computed by then, for the person to see; None for a blank grade.
    """

    made_at: datetime
    by: str
    reason: str
    points: Decimal | None
    computed: Decimal | None
