"""Looking at a grade again leaves it or raises it, and says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from graders.domain.grade import Change, GradeStatus
from graders.domain.repeats import ONCE, Repeats, RunOutcome
from graders.errors import CourseError
from graders.grading.certainty import certainty
from graders.pipeline.appeal import better_of
from graders.reports.messages.text import Language
from graders.reports.repeats_view import repeats_view
from tests.grade_factories import middling

ONE_RUN = Repeats(
    schedule=ONCE,
    runs=(RunOutcome(index=0, units={}),),
    certainty=certainty([70.0], 70.0, ONCE, None),
)
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)


def worth(points):
    """A grade whose first row has so many points more or less than usual."""
    grade = middling()
    first, *others = grade.results
    return replace(grade, results=(replace(first, points=first.points + Decimal(points)), *others))


@pytest.mark.parametrize(("pooled", "change"), [(-4, 0), (0, 0), (3, 3)])
def test_a_grade_stays_or_rises(pooled, change):
    before = worth(0)
    after = better_of(before, worth(pooled), "the second run was unlucky", NOW)
    assert after.points == before.points + change
    assert after.change is Change.APPEALED
    assert after.fingerprint == before.fingerprint
    (entry,) = after.appeals
    assert entry.points_pooled == before.points + pooled
    assert entry.raised is (change > 0)
    assert (entry.reason, entry.asked_at) == ("the second run was unlucky", NOW)


def test_a_second_appeal_stands_beside_the_first():
    once = better_of(worth(0), worth(2), "first", NOW)
    twice = better_of(once, worth(1), "second", NOW)
    assert [entry.reason for entry in twice.appeals] == ["first", "second"]
    assert twice.points == once.points


def test_a_blank_grade_cannot_be_compared():
    blank = replace(worth(0), status=GradeStatus.UNGRADED)
    with pytest.raises(CourseError, match="blank"):
        better_of(worth(0), blank, "", NOW)


@pytest.mark.parametrize(("pooled", "word"), [(3, "subió"), (-3, "no baja")])
def test_the_page_says_what_came_of_it(pooled, word):
    trained = replace(worth(0), repeats=ONE_RUN)
    after = better_of(trained, replace(worth(pooled), repeats=ONE_RUN), "why", NOW)
    notes = repeats_view(after, Language.ES).notes
    assert any(word in note and "2026-06-01" in note for note in notes)
