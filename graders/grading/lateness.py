"""What a late policy makes of a time of arrival: a pure function, to be applied again at will."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from graders.domain.lateness import Extension, Lateness, LatePolicy, LateUnit


def judge_lateness(
    received_at: datetime,
    due: datetime,
    policy: LatePolicy,
    *,
    extensions: Sequence[Extension] = (),
    slack_days: int = 0,
) -> Lateness | None:
    """Return what a file that came at `received_at` loses; None when it came before the deadline.

    Grace is a threshold: a file beyond it is counted from the deadline on. The cutoff is counted
    from the group's deadline, with its extension and without slack days. Slack days are used before
    points are lost, as many as there are.

    Args:
        received_at: Time of arrival, with time zone.
        due: The assignment's deadline, with time zone.
        policy: The course's policy.
        extensions: Those of the group and of its members; the latest counts, if it is later.
        slack_days: What the group has left of them.
    """
    if received_at <= due:
        return None
    extension = max(extensions, key=lambda granted: granted.until, default=None)
    if extension is not None and extension.until <= due:
        extension = None
    deadline = due if extension is None else extension.until
    late = max(received_at - deadline, timedelta(0))
    known = Lateness(
        due=due,
        extension=extension,
        seconds=math.ceil(late.total_seconds()),
        in_grace=timedelta(0) < late <= policy.grace,
        slack_left=slack_days,
        per=policy.per,
    )
    if not known.is_late:
        return known
    return _with_loss(known, received_at, deadline, policy)


def _with_loss(
    known: Lateness, received_at: datetime, deadline: datetime, policy: LatePolicy
) -> Lateness:
    zone = ZoneInfo(policy.zone)
    is_cut_off = policy.cutoff is not None and received_at - deadline > policy.cutoff
    used = 0 if is_cut_off else min(known.slack_left, _days(deadline, received_at, zone))
    free_until = _after_days(deadline, used, zone)
    units = _units(free_until, received_at, policy.per, zone)
    return Lateness(
        due=known.due,
        extension=known.extension,
        seconds=known.seconds,
        slack_used=used,
        slack_left=known.slack_left - used,
        per=policy.per,
        units=units,
        lost=min(policy.at_most, policy.lost * units),
        is_cut_off=is_cut_off,
    )


def _units(start: datetime, end: datetime, per: LateUnit, zone: ZoneInfo) -> int:
    if end <= start:
        return 0
    if per is LateUnit.DAY:
        return _days(start, end, zone)
    return math.ceil((end - start) / timedelta(hours=1))


def _days(start: datetime, end: datetime, zone: ZoneInfo) -> int:
    """Days begun between two moments, as the course's clocks tell them; 0 when there are none."""
    days = max((end - start) // timedelta(days=1) - 1, 0)
    while _after_days(start, days, zone) < end:
        days += 1
    return days


def _after_days(start: datetime, days: int, zone: ZoneInfo) -> datetime:
    """The same hour so many days later: 23 or 25 hours a day where clocks are changed."""
    return (start.astimezone(zone) + timedelta(days=days)).astimezone(UTC)
