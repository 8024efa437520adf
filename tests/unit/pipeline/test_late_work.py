"""A term with deadlines: extensions, and slack days that last for all of its assignments."""

import os
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from graders.course.workspace import PROJECT, default_workspace
from graders.errors import RosterError
from graders.pipeline.context import load_assignment
from graders.pipeline.late_work import deadline_of, lateness_judge

FIRST, SECOND = "cifar10_tuning", "lstm"
DUE = {
    FIRST: datetime(2026, 4, 30, 20, 0, tzinfo=UTC),
    SECOND: datetime(2026, 5, 31, 20, 0, tzinfo=UTC),
}
MEMBERS = ("est-1", "est-2")


@pytest.fixture
def course(tmp_path):
    """Two assignments with deadlines, ten points a day and three slack days."""
    for name, due in DUE.items():
        folder = tmp_path / "assignments" / name
        shutil.copytree(PROJECT / "assignments" / name, folder)
        text = (folder / "assignment.yaml").read_text("utf-8")
        assert "\ndue: null" in text
        text = text.replace("\ndue: null", f"\ndue: {due.isoformat()}", 1)
        (folder / "assignment.yaml").write_text(text, "utf-8")
        (tmp_path / "submissions" / name).mkdir(parents=True)
    (tmp_path / "course.yaml").write_text(
        "schema: 1\nlate: {lost: 10, per: day, slack_days: 3}\n", "utf-8"
    )
    return replace(
        default_workspace(),
        assignments=tmp_path / "assignments",
        submissions=tmp_path / "submissions",
        var=tmp_path / "var",
    )


def hand_in(course, name, group, **late):
    """Let a group hand in so much after the deadline; return when."""
    folder = course.submissions / name / group
    folder.mkdir(exist_ok=True)
    received = DUE[name] + timedelta(**late)
    (folder / "model.py").write_text("x = 1\n")
    os.utime(folder / "model.py", (received.timestamp(), received.timestamp()))
    return received


def judged(course, name, group, received):
    return lateness_judge(course, load_assignment(course, name))(group, MEMBERS, received)


def extend(course, name, *lines):
    text = "\n".join(["who,until,reason", *lines])
    (course.submissions / name / "extensions.csv").write_text(text, "utf-8")


def test_slack_days_are_used_in_the_order_of_the_deadlines(course):
    """Two days late at first, then three: one slack day is left, and two days cost."""
    first = hand_in(course, FIRST, "g01", hours=40)
    second = hand_in(course, SECOND, "g01", hours=70)
    found = judged(course, FIRST, "g01", first)
    assert (found.slack_used, found.slack_left, found.lost) == (2, 1, 0)
    found = judged(course, SECOND, "g01", second)
    assert (found.slack_used, found.slack_left, found.units, found.lost) == (1, 0, 2, Decimal(20))


def test_another_group_has_days_of_its_own(course):
    """Nobody pays for others, and who was in time has all of them."""
    hand_in(course, FIRST, "g01", hours=70)
    second = hand_in(course, SECOND, "g02", hours=70)
    assert judged(course, SECOND, "g02", second).slack_used == 3


def test_an_extension_is_granted_to_a_group_or_a_member(course):
    """It counts for the whole group; a date alone lasts to its end; slack days are not touched."""
    (course.submissions / FIRST / "roster.csv").write_text("group,member\ng01,est-1\ng01,est-2\n")
    received = hand_in(course, FIRST, "g01", hours=20)
    extend(course, FIRST, "est-2,2026-05-01,flood")
    found = judged(course, FIRST, "g01", received)
    assert (found.extension.reason, found.is_late, found.slack_used) == ("flood", False, 0)
    assert found.extension.until == datetime(2026, 5, 1, 23, 59, 59, tzinfo=UTC)
    extend(course, FIRST, "g01,2026-05-01T06:00:00-03:00,flood")
    assert judged(course, FIRST, "g01", received).seconds == 7 * 3600


def test_an_extension_saves_slack_days_for_later(course):
    """What was excused first is there for the second assignment."""
    hand_in(course, FIRST, "g01", hours=40)
    second = hand_in(course, SECOND, "g01", hours=70)
    extend(course, FIRST, "g01,2026-05-03,ill")
    assert judged(course, SECOND, "g01", second).slack_used == 3


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("g77,2026-05-01,flood", "line 2: 'g77' is neither a group nor a member"),
        ("g01,soon,flood", "line 2: 'soon' is not a date such as 2026-07-02"),
        ("g01,2026-05-01,", "line 2: reason is empty"),
    ],
)
def test_extensions_that_cannot_be_used_are_told(course, line, said):
    """A misspelt name must not cost somebody their extension in silence."""
    hand_in(course, FIRST, "g01", hours=1)
    extend(course, FIRST, line)
    with pytest.raises(RosterError, match=said):
        lateness_judge(course, load_assignment(course, FIRST))


def test_the_receipt_knows_the_groups_own_deadline(course):
    """With its extension and the grace that everybody has."""
    (course.assignments.parent / "course.yaml").write_text(
        "schema: 1\nlate: {lost: 10, per: day, grace_minutes: 10}\n", "utf-8"
    )
    hand_in(course, FIRST, "g01", hours=-1)
    assignment = load_assignment(course, FIRST)
    assert deadline_of(course, assignment, "g02") == DUE[FIRST] + timedelta(minutes=10)
    extend(course, FIRST, "g01,2026-05-02T20:00,ill")
    assert deadline_of(course, assignment, "g01") == datetime(2026, 5, 2, 20, 10, tzinfo=UTC)


def test_without_a_deadline_nothing_is_late(course):
    """The bundled assignments have none."""
    assignment = replace(load_assignment(course, FIRST), due=None)
    judge = lateness_judge(course, assignment)
    assert judge("g01", (), datetime(2030, 1, 1, tzinfo=UTC)) is None
    assert deadline_of(course, assignment, "g01") is None
