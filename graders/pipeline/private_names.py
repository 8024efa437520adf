"""Words that stand for a group, its people, or what only the teaching staff may read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.intake.names import words_of
from graders.intake.roster import Person, read_people, roster_file
from graders.pipeline.late_work import known_extensions
from graders.reports.messages import catalog
from graders.reports.messages.text import Language

_FEWEST_LETTERS: Final = 3
_FEWEST_DIGITS: Final = 5
_NUMBERED: Final = re.compile(r"([^\W\d_]{3,})[\s._-]*([0-9]+)")
_PLACEHOLDER: Final = re.compile(r"\{[^}]*\}")
_FLAG: Final = "flag."


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words one after the other that a page must not hold.

    Attributes:
        words: As `intake.names.words_of` gives them; never empty.
        what: What a page would tell with them.
        is_secret_to_all: Whether they may not be told even where the group itself wrote them.
    """

    words: tuple[str, ...]
    what: str
    is_secret_to_all: bool = False


def phrases_of(name: str, what: str) -> tuple[Phrase, ...]:
    """Return how a name can be written; none for one that is too short or an ordinary word.

    `grupo03` is also Grupo 3; a person's name begins with any of its words. A number of fewer than
    five digits, and what our own texts say, stands on every page.
    """
    words = words_of(name)
    spellings = {words[start:] + words[:start] for start in range(len(words))}
    numbered = _NUMBERED.fullmatch(name.strip())
    if numbered:
        stem, number = words_of(numbered[1])[0], numbered[2].lstrip("0") or "0"
        spellings |= {(f"{stem}{number}",)}
        spellings |= {(stem, digits) for digits in (number, number.zfill(2), numbered[2])}
    return tuple(
        Phrase(words=spelling, what=what)
        for spelling in sorted(spellings)
        if is_telling(spelling) and not _is_ordinary(spelling)
    )


def is_telling(words: tuple[str, ...]) -> bool:
    """Whether words can be told from other text: long enough, or a long number."""
    joined = "".join(words)
    return len(joined) >= (_FEWEST_DIGITS if joined.isdigit() else _FEWEST_LETTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseIndex:
    """Phrases by their first word."""

    by_first_word: Mapping[str, tuple[Phrase, ...]]

    def first_in(self, text: str) -> Phrase | None:
        """Return the first phrase that a text holds; None where it holds none."""
        words = words_of(text)
        return next(
            (
                phrase
                for start, word in enumerate(words)
                for phrase in self.by_first_word.get(word, ())
                if words[start : start + len(phrase.words)] == phrase.words
            ),
            None,
        )


def index_of(phrases: Iterable[Phrase]) -> PhraseIndex:
    """Return phrases so that a text is searched for all of them at once."""
    found: dict[str, list[Phrase]] = {}
    for phrase in phrases:
        found.setdefault(phrase.words[0], []).append(phrase)
    return PhraseIndex(by_first_word={word: tuple(those) for word, those in found.items()})


def other_groups(
    workspace: Workspace, assignment: Assignment, grades: Sequence[Grade]
) -> Mapping[str, tuple[Phrase, ...]]:
    """Return the words for each group that was graded or stands in the roster.

    Raises:
        RosterError: The roster cannot be used.
    """
    people = read_people(roster_file(workspace.submissions / assignment.id)).people
    members = {grade.group: grade.members for grade in grades}
    groups = dict.fromkeys((*members, *(person.group for person in people)))
    return {
        group: tuple(
            _group_phrases(group, members.get(group, ()), [p for p in people if p.group == group])
        )
        for group in groups
    }


def staff_words(
    workspace: Workspace, assignment: Assignment, grades: Sequence[Grade]
) -> tuple[Phrase, ...]:
    """Return what only the teaching staff reads: flags, reasons of extensions, who set grades.

    Raises:
        CourseError: The extensions of the assignment cannot be read.
    """
    used = [grade.lateness.extension for grade in grades if grade.lateness]
    reasons = [one.reason for one in known_extensions(workspace, assignment)]
    reasons += [one.reason for one in used if one is not None]
    phrases = [*_flag_phrases()]
    for by in dict.fromkeys(grade.override.by for grade in grades if grade.override):
        phrases += phrases_of(by, "who set a grade by hand")
    for reason in dict.fromkeys(reasons):
        words = words_of(reason)
        if is_telling(words) and not _is_ordinary(words):
            what = "why somebody got an extension"
            phrases.append(Phrase(words=words, what=what, is_secret_to_all=True))
    return tuple(phrases)


def _group_phrases(
    group: str, members: Sequence[str], people: Sequence[Person]
) -> Iterator[Phrase]:
    yield from phrases_of(group, f"of another group, {group}")
    names = [*members]
    for person in people:
        names += [person.member, person.name, person.email]
        names += [person.moodle_id, person.canvas_id, person.student_id]
    for name in dict.fromkeys(names):
        yield from phrases_of(name, f"of {name}, who is in another group")


def _flag_phrases() -> Iterator[Phrase]:
    for code in catalog.codes():
        if not code.startswith(_FLAG):
            continue
        for language in Language:
            said = getattr(catalog.entry(code), language)
            pieces = (words_of(piece) for piece in _PLACEHOLDER.split(said))
            words = max(pieces, key=len)
            if len(words) > 1 and not _is_ordinary(words):
                yield Phrase(words=words, what="what it is flagged for", is_secret_to_all=True)
        words = words_of(code)
        yield Phrase(words=words, what="what it is flagged for", is_secret_to_all=True)


def _is_ordinary(words: tuple[str, ...]) -> bool:
    return f" {' '.join(words)} " in _our_words()


@cache
def _our_words() -> str:
    """All words of our own texts but those of flags, in both languages."""
    texts = (
        _PLACEHOLDER.sub(" ", getattr(catalog.entry(code), language))
        for code in catalog.codes()
        if not code.startswith(_FLAG)
        for language in Language
    )
    return f" {' / '.join(' '.join(words_of(text)) for text in texts)} "
