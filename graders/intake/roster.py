"""Reads which people make up each group, and finds a person by what another system calls them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, TypeVar

from graders.errors import RosterError
from graders.intake.csv_file import column_positions, csv_rows
from graders.intake.discovery import GROUP_ID
from graders.intake.names import id_key, name_key, rotations, run_together
from graders.intake.quoting import quote

ROSTER_FILE: Final = "roster.csv"
ID_COLUMNS: Final = ("moodle_id", "canvas_id", "student_id")
_COLUMNS = ("group", "member")
_OPTIONAL: Final = ("name", "email", *ID_COLUMNS)
_UNIQUE: Final = ("email", *ID_COLUMNS)

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One line of the roster; what the roster does not say is empty.

    Attributes:
        group: Group id.
        member: Member id, unique in the course.
        name: Full name, in any order of its words.
        email: Address in the learning platform.
        moodle_id: Participant id in Moodle.
        canvas_id: User id in Canvas.
        student_id: Id in Gradescope (`sid`), nbgrader or the university.
    """

    group: str
    member: str
    name: str = ""
    email: str = ""
    moodle_id: str = ""
    canvas_id: str = ""
    student_id: str = ""


@dataclass(frozen=True, kw_only=True)
class Roster:
    """All people of a course, in file order.

    Attributes:
        people: The people.
        path: The file they were read from; it need not exist.
    """

    people: tuple[Person, ...]
    path: Path

    @cached_property
    def groups(self) -> tuple[str, ...]:
        """Group ids in file order."""
        return tuple(dict.fromkeys(person.group for person in self.people))

    def with_id(self, column: str, value: str) -> Person | None:
        """Return who has `value` in an id column, `email` or `member`; an empty value is nobody."""
        return self._by_id.get((column, id_key(value)))

    def named(self, name: str) -> tuple[Person, ...]:
        """Return all people of that name, whatever its accents, case and word order."""
        return tuple(self._by_name.get(name_key(name), ()))

    def named_run_together(self, text: str) -> tuple[Person, ...]:
        """Return all people whose name, without spaces and begun at any word, is `text`."""
        return tuple(self._by_run_together.get(run_together(text), ()))

    def group_called(self, text: str) -> str:
        """Return the group whose id is `text` but for case and separators; empty when none is."""
        exact = id_key(text)
        if exact in self.groups:
            return exact
        found = self._by_group_name.get(run_together(text), ())
        return found[0] if len(found) == 1 else ""

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Person]:
        return {
            (column, id_key(str(getattr(who, column)))): who
            for who in self.people
            for column in (*_UNIQUE, "member")
            if getattr(who, column)
        }

    @cached_property
    def _by_name(self) -> Mapping[str, list[Person]]:
        return _grouped((name_key(who.name), who) for who in self.people)

    @cached_property
    def _by_run_together(self) -> Mapping[str, list[Person]]:
        return _grouped((key, who) for who in self.people for key in rotations(who.name))

    @cached_property
    def _by_group_name(self) -> Mapping[str, list[str]]:
        return _grouped((run_together(group), group) for group in self.groups)


def _grouped(pairs: Iterable[tuple[str, T]]) -> Mapping[str, list[T]]:
    """Return the values by key; an empty key is nobody's."""
    grouped: dict[str, list[T]] = {}
    for key, value in pairs:
        if key:
            grouped.setdefault(key, []).append(value)
    return grouped


def roster_file(inbox: Path) -> Path:
    """Return the roster of an assignment's inbox: its own, else that of the whole course.

    Args:
        inbox: `submissions/<assignment>`.
    """
    own = inbox / ROSTER_FILE
    shared = inbox.parent / ROSTER_FILE
    return shared if not own.exists() and shared.exists() else own


def read_roster(path: Path) -> Mapping[str, tuple[str, ...]]:
    """Return member ids by group id, both in file order; a missing file is an empty roster.

    Commas, semicolons and tabs separate; a byte order mark and CRLF are accepted, as spreadsheets
    write them. Columns other than `group` and `member` are ignored.

    Raises:
        RosterError: The file cannot be used; the message names every line that must change.
    """
    groups: dict[str, list[str]] = {}
    for _line, person in _read(path):
        groups.setdefault(person.group, []).append(person.member)
    return {group: tuple(members) for group, members in groups.items()}


def read_people(path: Path) -> Roster:
    """Return the people with all that the roster knows of them; a missing file has none.

    Raises:
        RosterError: As for `read_roster`; also if two people share an address or an id, or a group
            is called what no folder may be called.
    """
    people = _read(path)
    hint = "Addresses and ids belong to one person each; groups are called as their folders."
    _refuse(path, [*_bad_groups(people), *_shared_ids(people)], hint=hint)
    return Roster(people=tuple(person for _line, person in people), path=path)


def _read(path: Path) -> list[tuple[int, Person]]:
    """Return people with their line numbers."""
    if not path.exists():
        return []
    rows = csv_rows(path)
    columns = column_positions(path, rows, _COLUMNS, optional=_OPTIONAL)
    people: list[tuple[int, Person]] = []
    first_line: dict[str, int] = {}
    problems: list[str] = []
    for line, row in rows[1:]:
        cells = {
            name: row[index].strip() if index < len(row) else "" for name, index in columns.items()
        }
        group, member = cells["group"], cells["member"]
        if not group or not member:
            problems.append(f"line {line}: {'group' if not group else 'member'} is empty")
        elif member in first_line:
            problems.append(f"line {line}: {quote(member)} is already on line {first_line[member]}")
        else:
            first_line[member] = line
            people.append((line, Person(**cells)))
    _refuse(path, problems, hint="A member belongs to one group.")
    return people


def _refuse(path: Path, problems: list[str], *, hint: str) -> None:
    if problems:
        raise RosterError(f"{path}: {'; '.join(problems[:20])}.", hint=hint)


def _bad_groups(people: Iterable[tuple[int, Person]]) -> Iterator[str]:
    for line, person in people:
        if not GROUP_ID.fullmatch(person.group):
            yield f"line {line}: {quote(person.group)} is not a group id such as g01"


def _shared_ids(people: Iterable[tuple[int, Person]]) -> Iterator[str]:
    first_line: dict[tuple[str, str], int] = {}
    for line, person in people:
        for column in _UNIQUE:
            key = id_key(str(getattr(person, column)))
            before = first_line.setdefault((column, key), line) if key else line
            if before != line:
                yield f"line {line}: {column} {quote(key)} is already on line {before}"
