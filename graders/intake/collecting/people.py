"""Finds the group of whoever handed in: by ids, by address, by exact name; never guesses."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from graders.domain.submission import IntakeProblem
from graders.intake.collecting.entries import Claim
from graders.intake.collecting.tree import shown_name
from graders.intake.discovery import GROUP_ID
from graders.intake.names import id_key, name_key, rotations
from graders.intake.quoting import quote
from graders.intake.roster import Person, Roster

_NEAR: Final = 3
_CUTOFF: Final = 0.6
_LONGEST_NAME: Final = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Whose entry it is.

    Attributes:
        group: Group id.
        member: Member id; empty when only the group is known.
        notes: What else is worth a word.
    """

    group: str
    member: str = ""
    notes: tuple[IntakeProblem, ...] = ()


def find_group(claims: Sequence[Claim], roster: Roster) -> Found | IntakeProblem:
    """Return the group that all claims lead to, or why there is not exactly one."""
    answers = [_find_one(claim, roster) for claim in claims]
    found = [answer for answer in answers if isinstance(answer, Found)]
    refused = [answer for answer in answers if isinstance(answer, IntakeProblem)]
    unclear = [problem for problem in refused if problem.code not in _UNKNOWN]
    if unclear:
        return unclear[0]
    groups = sorted({answer.group for answer in found})
    if len(groups) > 1:
        who = ", ".join(shown_name(claim.who) for claim in claims[:10])
        return _problem("collect.several_groups", who=who, groups=", ".join(groups))
    if not found:
        return refused[0]
    strangers = [
        claim.who
        for claim, answer in zip(claims, answers, strict=True)
        if isinstance(answer, IntakeProblem)
    ]
    notes = tuple(
        IntakeProblem(code="collect.note.stranger", values=(("who", shown_name(who)),), fatal=False)
        for who in strangers[:3]
    )
    members = {answer.member for answer in found}
    member = members.pop() if len(members) == 1 else ""
    return Found(group=groups[0], member=member, notes=notes)


def _find_one(claim: Claim, roster: Roster) -> Found | IntakeProblem:
    if not roster.people:
        return _without_roster(claim, roster)
    by_key = [who for who in _with_ids(claim, roster) if who is not None]
    named = _with_name(claim, roster)
    group = next((found for text in claim.groups if (found := roster.group_called(text))), "")
    if not by_key and len({who.group for who in named}) > 1:
        members = ", ".join(f"{quote(who.member)} ({who.group})" for who in named[:10])
        return _problem("collect.ambiguous_name", who=shown_name(claim.who), members=members)
    people = by_key or list(named)
    groups = {who.group for who in people} | ({group} if group else set())
    if by_key and named and not {who.group for who in named} & {by_key[0].group}:
        groups |= {who.group for who in named}
    if len(groups) > 1:
        shown = ", ".join(sorted(groups))
        return _problem("collect.several_groups", who=shown_name(claim.who), groups=shown)
    if not groups:
        return _unknown(claim, roster)
    one = len({who.member for who in people}) == 1
    return Found(group=groups.pop(), member=people[0].member if one else "")


def _with_ids(claim: Claim, roster: Roster) -> list[Person | None]:
    """Return who has the claim's ids and address, ids first."""
    by_id = [roster.with_id(column, value) for column, value in claim.ids]
    return [*by_id, roster.with_id("email", claim.email)]


def _with_name(claim: Claim, roster: Roster) -> tuple[Person, ...]:
    for name in claim.names:
        if found := roster.named(name):
            return found
    return roster.named_run_together(claim.run_together)


def _without_roster(claim: Claim, roster: Roster) -> Found | IntakeProblem:
    """Without a roster only a group's id can be believed."""
    for text in claim.groups:
        if GROUP_ID.fullmatch(id_key(text)):
            return Found(group=id_key(text))
    return _problem("collect.no_roster", who=shown_name(claim.who), path=str(roster.path))


def _unknown(claim: Claim, roster: Roster) -> IntakeProblem:
    who, path = shown_name(claim.who), str(roster.path)
    near = nearest(claim.who, roster)
    if not near:
        return _problem("collect.unknown_person", who=who, path=path)
    return _problem("collect.unknown_person_near", who=who, path=path, near=", ".join(near))


_UNKNOWN: Final = frozenset(
    {"collect.unknown_person", "collect.unknown_person_near", "collect.no_roster"}
)


def nearest(text: str, roster: Roster) -> tuple[str, ...]:
    """Return what in the roster looks most like `text`, as a suggestion to a person only."""
    names: dict[str, str] = {}
    for who in roster.people:
        shown = f"{quote(who.name or who.member)} ({quote(who.member)}, {who.group})"
        spellings = {name_key(who.name), who.member.casefold(), *rotations(who.name)}
        names |= dict.fromkeys(spellings, shown)
    names |= {group: group for group in roster.groups}
    names.pop("", None)
    written = {name_key(text[:_LONGEST_NAME]), id_key(text[:_LONGEST_NAME])} - {""}
    found = [
        names[key]
        for spelling in sorted(written)
        for key in difflib.get_close_matches(spelling, names, n=_NEAR, cutoff=_CUTOFF)
    ]
    return tuple(dict.fromkeys(found))[:_NEAR]


def _problem(code: str, **values: str) -> IntakeProblem:
    return IntakeProblem(code=code, values=tuple(values.items()))
