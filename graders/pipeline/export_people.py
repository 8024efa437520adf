"""Who gets which grade, and who is who in another system's file; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from graders.domain.grade import Grade
from graders.errors import CourseError
from graders.intake.names import id_key, name_key, words_of
from graders.intake.roster import Person, Roster
from graders.reports.exports.sheet import SheetPerson


def people_of(roster: Roster, grades: Mapping[str, Grade]) -> tuple[Person, ...]:
    """Return everybody who should get points, in the order of the roster.

    The roster of today says who is in which group. Groups that it does not have follow with the
    members whom the grade names, of whom nothing but the id is known.
    """
    known = {person.member for person in roster.people}
    listed = frozenset(roster.groups)
    others = [
        Person(group=group, member=member)
        for group, grade in grades.items()
        if group not in listed
        for member in grade.members
        if member not in known
    ]
    return (*roster.people, *others)


def match_people(
    rows: Sequence[SheetPerson], people: Sequence[Person], *, file: str, roster_path: Path
) -> Mapping[int, Person]:
    """Find whose row each is: by ids, by address, then by exact name.

    Args:
        rows: People as the file knows them.
        people: People of the course.
        file: The file as the user knows it.
        roster_path: Where the roster stands, for messages.

    Returns:
        People by index of their row; rows of people that nobody knows are missing.

    Raises:
        CourseError: A row leads to several people or contradicts the roster, or two rows lead to
            one person; names file and line.
    """
    roster = Roster(people=tuple(people), path=roster_path)
    found: dict[int, Person] = {}
    line_of: dict[str, int] = {}
    for row in rows:
        person = _match(row, roster, file=file)
        if person is None:
            continue
        if person.member in line_of:
            raise CourseError(
                f"{file}:{row.line}: {row.who} is {person.member}, and so is line "
                f"{line_of[person.member]}.",
                hint=f"Mend the ids and addresses in {roster_path}.",
            )
        line_of[person.member] = row.line
        found[row.index] = person
    return found


def _match(row: SheetPerson, roster: Roster, *, file: str) -> Person | None:
    claimed = [roster.with_id(column, value) for column, value in row.ids if value]
    claimed.append(roster.with_id("email", row.email) if row.email else None)
    by_key = _distinct(person for person in claimed if person is not None)
    if len(by_key) > 1:
        raise _refused(row, by_key, roster, file=file)
    named = _distinct(roster.named(row.name))
    if not by_key:
        if len(named) > 1:
            raise _refused(row, named, roster, file=file)
        return named[0] if named else None
    if _contradicts(row, by_key[0], named):
        raise _refused(row, _distinct((*by_key, *named)), roster, file=file)
    return by_key[0]


def _distinct(people: Iterable[Person]) -> list[Person]:
    return list({person.member: person for person in people}.values())


def _contradicts(row: SheetPerson, person: Person, named: Sequence[Person]) -> bool:
    """Whether nothing that both sides know agrees: ids of another assignment look like this."""
    checks = []
    if row.email and person.email:
        checks.append(id_key(row.email) == id_key(person.email))
    if named:
        checks.append(person in named)
    elif name_key(row.name) and name_key(person.name):
        checks.append(bool(set(words_of(row.name)) & set(words_of(person.name))))
    return bool(checks) and not any(checks)


def _refused(
    row: SheetPerson, people: Sequence[Person], roster: Roster, *, file: str
) -> CourseError:
    who = ", ".join(
        " ".join(part for part in (person.member, person.name, person.email) if part)
        for person in people
    )
    also = f" with the address {row.email}" if row.email else ""
    doubt = "may be more than one person" if len(people) > 1 else "contradicts the roster"
    return CourseError(
        f"{file}:{row.line}: {row.who}{also} {doubt}: {who}.",
        hint=f"Mend ids, addresses and names in {roster.path}.",
    )
