"""Sets a grade's points by hand, or takes that back; the grade itself stays as it was computed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation

from graders.domain.grade import Change, Grade
from graders.domain.override import Override
from graders.errors import CourseError, UnknownNameError, UsageError
from graders.records.gradebook import Gradebook

_MAX_TEXT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person wants.

    Attributes:
        assignment: Assignment id.
        profile: Profile the grade was made on.
        group: Group id.
        points: What the grade shall be worth, as typed; None to take a decision back.
        reason: Why.
        by: Who.
        now: When, with time zone.
    """

    assignment: str
    profile: str
    group: str
    points: str | None
    reason: str
    by: str
    now: datetime


def override(decision: Decision, gradebook: Gradebook) -> Grade:
    """Write the group's newest grade again with the decision on it, and return it.

    Raises:
        UnknownNameError: The group has no grade.
        UsageError: The points are none, or the reason is empty or too long.
        CourseError: There is no decision to take back.
    """
    grades = gradebook.latest(decision.assignment, decision.profile)
    if decision.group not in grades:
        raise UnknownNameError("graded group", decision.group, grades)
    grade = grades[decision.group]
    if decision.points is None and grade.points_by_hand is None:
        raise CourseError(f"The grade of {decision.group} was not set by hand.")
    entry = Override(
        made_at=decision.now,
        by=_said("--by", decision.by),
        reason=_said("--reason", decision.reason),
        points=None if decision.points is None else _points(decision.points, grade),
        computed=grade.computed_points,
    )
    return gradebook.append(
        replace(grade, graded_at=decision.now, change=Change.OVERRIDDEN, override=entry)
    )


def _points(typed: str, grade: Grade) -> Decimal:
    """Read points with a comma or a point as decimal mark, two decimals at most."""
    most = grade.max_points or Decimal(100)
    try:
        points = Decimal(typed.strip().replace(",", "."))
        exact = points.quantize(Decimal("0.01"))
    except InvalidOperation:
        points = exact = Decimal("NaN")
    if points.is_nan() or points != exact or not 0 <= points <= most:
        raise UsageError(
            f"{typed!r} are no points.", hint=f"Expected a number from 0 to {most}, such as 72.5."
        )
    return exact


def _said(option: str, words: str) -> str:
    said = " ".join(words.split())
    if not said or len(said) > _MAX_TEXT:
        raise UsageError(f"{option} needs 1 to {_MAX_TEXT} characters.")
    return said
