"""Invented names are stable, all different, and tell nothing without the secret."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from graders.course.invented_names import invented_names
from graders.reports.base import page_name

GROUPS = [f"grupo{number:02d}" for number in range(1, 41)]
SECRET = b"the secret of a term"


def test_names_follow_from_secret_and_group() -> None:
    """The same whatever the order; another secret gives others; each is a file name as it is."""
    names = invented_names(GROUPS, SECRET)
    assert names == invented_names(reversed(GROUPS), SECRET)
    assert len(set(names.values())) == len(GROUPS)
    other = invented_names(GROUPS, b"another one")
    assert sum(names[group] == other[group] for group in GROUPS) < 3
    assert all(page_name(name) == f"{name}.html" for name in names.values())


def test_the_order_of_names_is_not_that_of_groups() -> None:
    names = invented_names(GROUPS, SECRET)
    by_name = sorted(GROUPS, key=lambda group: names[group])
    in_place = sum(one == other for one, other in zip(GROUPS, by_name, strict=True))
    assert in_place < len(GROUPS) / 4


def test_a_group_that_leaves_takes_no_name_along() -> None:
    """Whoever stays keeps its name, but for the one in thousands that another one had taken."""
    before, after = invented_names(GROUPS, SECRET), invented_names(GROUPS[5:], SECRET)
    assert sum(before[group] != after[group] for group in after) <= 1


def test_names_of_people_are_avoided() -> None:
    taken = {name.split("-")[0].casefold() for name in invented_names(GROUPS, SECRET).values()}
    avoided = invented_names(GROUPS, SECRET, avoided=taken)
    assert not {word for name in avoided.values() for word in name.casefold().split("-")} & taken


@given(st.sets(st.text(max_size=8), max_size=60), st.binary(min_size=1, max_size=16))
def test_any_groups_get_different_names(groups: set[str], secret: bytes) -> None:
    names = invented_names(groups, secret)
    assert set(names) == groups
    assert len(set(names.values())) == len(groups)


def test_more_groups_than_names_still_get_one_each() -> None:
    many = [str(number) for number in range(2500)]
    assert len(set(invented_names(many, SECRET).values())) == len(many)
