"""A late policy: given a time of arrival, what is lost, and why."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graders.domain.lateness import Extension, LatePolicy, LateUnit
from graders.grading.lateness import judge_lateness

BUENOS_AIRES = ZoneInfo("America/Argentina/Buenos_Aires")
DUE = datetime(2026, 6, 30, 23, 59, tzinfo=BUENOS_AIRES)
DAILY = LatePolicy(
    lost=Decimal(10), per=LateUnit.DAY, at_most=Decimal(50), zone="America/Argentina/Buenos_Aires"
)


def after(**parts: float) -> datetime:
    return DUE + timedelta(**parts)


def lost(policy: LatePolicy, **parts: float) -> Decimal:
    return judge_lateness(after(**parts), DUE, policy).lost


def with_policy(**changes) -> LatePolicy:
    facts = {name: getattr(DAILY, name) for name in DAILY.__slots__}
    return LatePolicy(**{**facts, **changes})


@pytest.mark.parametrize("seconds", [-86_400, -1, 0])
def test_a_file_in_time_is_not_judged(seconds):
    """The last second belongs to the deadline."""
    assert judge_lateness(after(seconds=seconds), DUE, DAILY) is None


@pytest.mark.parametrize(
    ("hours", "points"), [(0.001, 10), (24, 10), (24.001, 20), (48, 20), (97, 50), (500, 50)]
)
def test_each_day_begun_costs_until_the_most_is_reached(hours, points):
    """Ten points a day, fifty at most."""
    assert lost(DAILY, hours=hours) == points


@pytest.mark.parametrize(("minutes", "points"), [(1, 2), (60, 2), (61, 4), (600, 20)])
def test_hours_can_be_counted(minutes, points):
    """Two points an hour."""
    hourly = with_policy(lost=Decimal(2), per=LateUnit.HOUR)
    assert lost(hourly, minutes=minutes) == points


def test_grace_is_a_threshold():
    """Within it nothing is late; beyond it the hours count from the deadline."""
    kind = with_policy(grace=timedelta(minutes=15))
    within = judge_lateness(after(minutes=15), DUE, kind)
    assert (within.in_grace, within.is_late, within.lost) == (True, False, 0)
    beyond = judge_lateness(after(minutes=16), DUE, kind)
    assert (beyond.is_late, beyond.units, beyond.lost) == (True, 1, 10)


def test_after_the_cutoff_nothing_counts():
    """Slack days cannot buy it back, and are not used."""
    hard = with_policy(cutoff=timedelta(hours=72))
    assert not judge_lateness(after(hours=72), DUE, hard).is_cut_off
    found = judge_lateness(after(hours=73), DUE, hard, slack_days=9)
    assert (found.is_cut_off, found.slack_used, found.slack_left) == (True, 0, 9)


@pytest.mark.parametrize(
    ("have", "hours", "used", "units"), [(5, 1, 1, 0), (5, 30, 2, 0), (1, 30, 1, 1), (0, 30, 0, 2)]
)
def test_slack_days_go_before_points(have, hours, used, units):
    """As many as there are; what they do not cover costs."""
    found = judge_lateness(after(hours=hours), DUE, DAILY, slack_days=have)
    assert (found.slack_used, found.slack_left, found.units) == (used, have - used, units)
    assert found.lost == 10 * units


def test_slack_days_leave_hours_to_count():
    """With one slack day, a file 26 hours late is two hours late."""
    hourly = with_policy(lost=Decimal(1), per=LateUnit.HOUR)
    assert judge_lateness(after(hours=26), DUE, hourly, slack_days=1).units == 2


def test_an_extension_moves_the_deadline():
    """The latest one counts; days are counted from it, and so is the cutoff."""
    granted = [
        Extension(who="g01", until=after(hours=24), reason="flood"),
        Extension(who="est-1", until=after(hours=48), reason="ill"),
        Extension(who="g01", until=after(hours=-24), reason="a mistake"),
    ]
    policy = with_policy(cutoff=timedelta(hours=10))
    within = judge_lateness(after(hours=47), DUE, policy, extensions=granted)
    assert (within.extension, within.seconds, within.is_late) == (granted[1], 0, False)
    beyond = judge_lateness(after(hours=49), DUE, policy, extensions=granted)
    assert (beyond.seconds, beyond.units, beyond.is_cut_off) == (3600, 1, False)
    assert judge_lateness(after(hours=1), DUE, policy, extensions=granted[2:]).extension is None


@pytest.mark.parametrize(
    ("due", "hours", "days"),
    [
        # Clocks go forward in the night to 29 March 2026 in Madrid: that day has 23 hours.
        (datetime(2026, 3, 28, 20, 0, tzinfo=ZoneInfo("Europe/Madrid")), 23, 1),
        (datetime(2026, 3, 28, 20, 0, tzinfo=ZoneInfo("Europe/Madrid")), 23.5, 2),
        # They go back in the night to 25 October: that day has 25.
        (datetime(2026, 10, 24, 20, 0, tzinfo=ZoneInfo("Europe/Madrid")), 25, 1),
        (datetime(2026, 10, 24, 20, 0, tzinfo=ZoneInfo("Europe/Madrid")), 25.5, 2),
    ],
)
def test_a_day_ends_at_the_same_hour_of_the_clock(due, hours, days):
    """Also where clocks are changed in between."""
    received = due.astimezone(UTC) + timedelta(hours=hours)
    madrid = with_policy(zone="Europe/Madrid")
    assert judge_lateness(received, due, madrid).units == days


def test_the_zone_of_the_times_does_not_matter():
    """A server that writes UTC and a deadline in local time give the same days."""
    moment = after(hours=30)
    assert judge_lateness(moment.astimezone(UTC), DUE.astimezone(UTC), DAILY) == judge_lateness(
        moment, DUE, DAILY
    )


policies = st.builds(
    LatePolicy,
    lost=st.decimals(0, 100, places=1),
    per=st.sampled_from(LateUnit),
    at_most=st.decimals(1, 100, places=1),
    grace=st.timedeltas(timedelta(0), timedelta(days=1)),
    cutoff=st.none() | st.timedeltas(timedelta(hours=1), timedelta(days=30)),
    slack_days=st.just(0),
    zone=st.sampled_from(["UTC", "Europe/Madrid", "America/Santiago", "Australia/Lord_Howe"]),
)
moments = st.timedeltas(timedelta(0), timedelta(days=365)).map(
    lambda since: datetime(2026, 1, 1, tzinfo=UTC) + since
)
delays = st.timedeltas(timedelta(0), timedelta(days=40))


@given(policy=policies, due=moments, delay=delays, more=delays, slack=st.integers(0, 20))
def test_later_is_never_better(policy, due, delay, more, slack):
    """Neither points nor slack days come back by waiting."""
    first = judge_lateness(due + delay, due, policy, slack_days=slack)
    second = judge_lateness(due + delay + more, due, policy, slack_days=slack)
    if first is None or second is None:
        assert first is None
        return
    assert second.is_cut_off or second.lost >= first.lost
    assert second.is_cut_off >= first.is_cut_off
    assert second.is_cut_off or second.slack_used >= first.slack_used


@given(policy=policies, due=moments, delay=delays, slack=st.integers(0, 20))
def test_numbers_stay_in_their_bounds(policy, due, delay, slack):
    """Nobody loses more than the most, and nobody uses slack days that are not there."""
    found = judge_lateness(due + delay, due, policy, slack_days=slack)
    if found is not None:
        assert 0 <= found.lost <= policy.at_most
        assert 0 <= found.slack_used <= slack
        assert found.slack_used + found.slack_left == slack
        assert found.units >= 0


@given(policy=policies, due=moments, delay=delays, slack=st.integers(0, 20))
def test_a_slack_day_never_hurts(policy, due, delay, slack):
    """One more of them loses at most as much."""
    fewer = judge_lateness(due + delay, due, policy, slack_days=slack)
    more = judge_lateness(due + delay, due, policy, slack_days=slack + 1)
    if fewer is not None and more is not None:
        assert more.lost <= fewer.lost
