"""A term has seeds and splits of its own; a course without a file has those of its secret."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from graders.course.course_file import course_secret, read_late_policy, read_term
from graders.course.secret import read_or_create_secret
from graders.course.workspace import default_workspace
from graders.domain.lateness import LatePolicy, LateUnit
from graders.errors import AssignmentFileError


@pytest.fixture
def workspace(tmp_path):
    course = tmp_path / "course"
    (course / "assignments").mkdir(parents=True)
    return replace(default_workspace(), assignments=course / "assignments", var=tmp_path / "var")


def test_without_a_file_the_secret_is_the_courses_own(workspace):
    assert read_term(workspace) == ""
    assert course_secret(workspace) == read_or_create_secret(workspace.private)


def test_each_term_has_a_secret_of_its_own_and_keeps_it(workspace):
    found = {}
    for term in ("2026-1", "2026-2"):
        workspace.course_file.write_text(f'schema: 1\nterm: "{term}"\n', "utf-8")
        assert read_term(workspace) == term
        found[term] = course_secret(workspace)
        assert course_secret(workspace) == found[term]
    assert len({*found.values(), read_or_create_secret(workspace.private)}) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema: 1\nterm: 2026\n", "course.yaml:2  term  expected a text such as"),
        ("schema: 1\nterms: x\n", "course.yaml:2  terms"),
        ("term: a\n", "schema"),
    ],
)
def test_a_wrong_file_is_one_sentence_with_its_line(workspace, text, said):
    workspace.course_file.write_text(text, "utf-8")
    with pytest.raises(AssignmentFileError, match=said):
        read_term(workspace)


def test_without_a_policy_nothing_is_lost(workspace):
    """A late file is marked, as before, and keeps its points."""
    assert read_late_policy(workspace) == LatePolicy()
    workspace.course_file.write_text('schema: 1\nterm: "2026-2"\n', "utf-8")
    assert read_late_policy(workspace).lost == 0


def test_a_late_policy_is_read_whole(workspace):
    """Points are exact decimals, times are lengths of time."""
    workspace.course_file.write_text(
        "schema: 1\ntime_zone: America/Argentina/Buenos_Aires\nlate:\n  lost: 2.5\n  per: hour\n"
        "  at_most: 40\n  grace_minutes: 10\n  cutoff_hours: 72\n  slack_days: 4\n",
        "utf-8",
    )
    assert read_late_policy(workspace) == LatePolicy(
        lost=Decimal("2.5"),
        per=LateUnit.HOUR,
        at_most=Decimal(40),
        grace=timedelta(minutes=10),
        cutoff=timedelta(hours=72),
        slack_days=4,
        zone="America/Argentina/Buenos_Aires",
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("schema: 1\ntime_zone: Buenos Aires\n", "course.yaml:2  time_zone  expected a name of"),
        ("schema: 1\ntime_zone: ../etc/passwd\n", "course.yaml:2  time_zone  expected a name of"),
        ("schema: 1\nlate:\n  lost: ten\n  per: day\n", "late.lost  expected points from 0 to 100"),
        ("schema: 1\nlate:\n  lost: 10\n", "late.per"),
        ("schema: 1\nlate:\n  lost: 10\n  per: week\n", "late.per  expected `hour` or `day`"),
        ("schema: 1\nlate:\n  lost: 10\n  per: day\n  grace: 5\n", "late.grace"),
    ],
)
def test_a_wrong_policy_is_one_sentence_with_its_line(workspace, text, said):
    """Nothing is graded by a policy that was misread."""
    workspace.course_file.write_text(text, "utf-8")
    with pytest.raises(AssignmentFileError, match=said):
        read_late_policy(workspace)
