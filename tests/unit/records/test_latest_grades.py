"""Grades of a class are looked at one by one, as the gradebook has them now."""

from dataclasses import replace

import pytest
from grade_factories import whole_class

from graders.records.gradebook import open_gradebook
from graders.records.latest_grades import LatestGrades

CLASS = whole_class()


@pytest.fixture
def grades(tmp_path):
    """The grades of a whole class, from its gradebook."""
    file = tmp_path / "book.sqlite"
    with open_gradebook(file) as book:
        book.append_all(CLASS)
    first = CLASS[0]
    return LatestGrades(file, first.assignment, first.profile, [grade.group for grade in CLASS])


def test_they_are_a_sequence_in_the_order_of_the_groups(grades):
    """Length, order, places and slices are those of a list of the grades."""
    assert list(grades) == list(CLASS)
    assert len(grades) == len(CLASS)
    assert grades[-1] == CLASS[-1]
    assert list(grades[1:3]) == list(CLASS[1:3])


def test_a_grade_that_came_later_is_seen(grades, tmp_path):
    """What is looked at twice is read twice."""
    newer = replace(CLASS[0], file_name="second.py")
    with open_gradebook(tmp_path / "book.sqlite") as book:
        book.append(newer)
    assert grades[0] == newer


def test_a_group_without_a_grade_is_named(tmp_path):
    """A sequence of groups that nobody graded is a mistake of the caller."""
    with open_gradebook(tmp_path / "book.sqlite"):
        pass
    with pytest.raises(KeyError, match="g99"):
        list(LatestGrades(tmp_path / "book.sqlite", "lstm", "embedded", ["g99"]))
