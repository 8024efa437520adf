"""Proves that a group's page tells nothing that is private, before anybody gets it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from typing import Final

from graders.course.assignment_file import find_assignments
from graders.course.course_file import course_secret
from graders.course.secret import derive_seed
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.domain.repeats import RUN_COUNTS
from graders.errors import CourseError, GraderError
from graders.intake.names import words_of
from graders.pipeline.context import load_assignment
from graders.pipeline.hidden_examples import (
    LabelRuns,
    hidden_pictures,
    holds_labels,
    holds_picture,
    label_runs,
)
from graders.pipeline.make_reports import ReportPlan
from graders.pipeline.private_names import Phrase, other_groups, staff_words
from graders.pipeline.release_leaks import private_lines, stored_secret
from graders.reports.page_words import page_text

_DATA_SEEDS: Final = ("latents", "permutation", "train_probe", "moved_copies", "predict_order")
# Seeds have up to ten digits; shorter numbers stand on pages by chance.
_SEED: Final = re.compile(r"(?<![0-9])[0-9]{7,10}(?![0-9])")


@dataclass(frozen=True, kw_only=True)
class PrivateThings:
    """What no group's page may tell.

    Attributes:
        secrets: The course's secret and that of the term.
        lines: Lines of the known solutions, with their places.
        seeds: Seeds that are not those of a shown training: of data, and of every possible run.
        labels: Runs of labels of hidden examples.
        pictures: Hashes of hidden images, as pages show images.
        people: Words that stand for each group: its id, its people.
        staff: What only the teaching staff reads: flags, reasons of extensions, who decided.
    """

    secrets: tuple[bytes, ...]
    lines: Mapping[str, str]
    seeds: frozenset[int]
    labels: LabelRuns
    pictures: frozenset[bytes]
    people: Mapping[str, tuple[Phrase, ...]]
    staff: tuple[Phrase, ...]

    @cached_property
    def by_first_word(self) -> Mapping[str, tuple[tuple[str, Phrase], ...]]:
        """Every phrase with the group it stands for, '' for what stands for none."""
        found: dict[str, list[tuple[str, Phrase]]] = {}
        of_all = ((group, phrase) for group, own in self.people.items() for phrase in own)
        for group, phrase in chain(of_all, (("", phrase) for phrase in self.staff)):
            found.setdefault(phrase.words[0], []).append((group, phrase))
        return {word: tuple(phrases) for word, phrases in found.items()}


def private_things(plan: ReportPlan, grades: Iterable[Grade]) -> PrivateThings:
    """Collect what the pages of a class must not tell.

    Raises:
        CourseError: A roster, an extension or a solution cannot be read.
    """
    workspace, assignment = plan.workspace, plan.assignment
    term = course_secret(workspace)
    graded = tuple(grades)
    prepared = [unit.data for unit in plan.units.values() if unit.data]
    return PrivateThings(
        secrets=tuple(dict.fromkeys(one for one in (stored_secret(workspace), term) if one)),
        lines=private_lines(workspace, assignment),
        seeds=frozenset(_seeds(workspace, term)),
        labels=label_runs(prepared),
        # What one run hides, another one trains on and may show, where runs are folds.
        pictures=frozenset() if assignment.schedule.cross_validation else hidden_pictures(prepared),
        people=other_groups(workspace, assignment, graded),
        staff=staff_words(workspace, assignment, graded),
    )


def refuse_page(page: bytes, grade: Grade, private: PrivateThings) -> None:
    """Refuse a group's page that tells something private.

    What the group itself wrote, such as the name of its file, tells it nothing new and is allowed.

    Raises:
        CourseError: It does; one sentence says what.
    """
    text = page_text(page.decode())
    found = next(
        chain(
            _secret(page, private.secrets),
            _solution(text, grade, private.lines),
            _seed(text, grade, private.seeds),
            _hidden(page, text, private),
            _phrases(text, grade, private),
        ),
        None,
    )
    if found is not None:
        raise CourseError(
            f"The page of {grade.group} would tell {found}; nothing was published.",
            hint="A reason that a person wrote may say it: override the grade with another one.",
        )


def _secret(page: bytes, secrets: Sequence[bytes]) -> Iterator[str]:
    lowered = page.lower()
    for secret in secrets:
        if secret in page or secret.hex().encode() in lowered:
            yield "the secret of the course"


def _solution(text: str, grade: Grade, lines: Mapping[str, str]) -> Iterator[str]:
    plain = " ".join(text.split())
    own = " ".join(chain.from_iterable(one.split() for one in _own_texts(grade)))
    for line, origin in lines.items():
        if line in plain and line not in own:
            yield f"a line of the known solution {origin}"


def _seed(text: str, grade: Grade, seeds: frozenset[int]) -> Iterator[str]:
    shown = {run.seed for run in grade.runs.values()}
    shown |= {unit.run.seed for run in grade.repeats.runs for unit in run.units.values()}
    if any(int(number) in seeds - shown for number in _SEED.findall(text)):
        yield "a seed of the course that none of its trainings used"


def _hidden(page: bytes, text: str, private: PrivateThings) -> Iterator[str]:
    if holds_labels(text, private.labels):
        yield "labels of hidden examples"
    if holds_picture(page, private.pictures):
        yield "a picture of a hidden example"


def _phrases(text: str, grade: Grade, private: PrivateThings) -> Iterator[str]:
    words = words_of(text)
    own = {
        position
        for phrase in _own_phrases(grade, private)
        for start in _places(words, phrase)
        for position in range(start, start + len(phrase))
    }
    for start, word in enumerate(words):
        for group, phrase in private.by_first_word.get(word, ()):
            end = start + len(phrase.words)
            is_own = not phrase.is_secret_to_all and own.issuperset(range(start, end))
            if group != grade.group and words[start:end] == phrase.words and not is_own:
                yield phrase.what


def _own_phrases(grade: Grade, private: PrivateThings) -> Iterator[tuple[str, ...]]:
    own = (words_of(text) for text in (grade.group, *grade.members, *_own_texts(grade)))
    known = (phrase.words for phrase in private.people.get(grade.group, ()))
    yield from (words for words in (*own, *known) if words)


def _places(words: Sequence[str], phrase: tuple[str, ...]) -> Iterator[int]:
    for start, word in enumerate(words):
        if word == phrase[0] and words[start : start + len(phrase)] == phrase:
            yield start


def _own_texts(grade: Grade) -> Iterator[str]:
    """What a page may show of the group's own file."""
    yield grade.file_name
    yield from (left.text for left in grade.left_out)
    yield from (value for problem in grade.problems for _name, value in problem.values)
    runs = [*grade.runs.values()]
    runs += [unit.run for run in grade.repeats.runs for unit in run.units.values()]
    evidence = grade.evidence
    failures = [run.failure for run in runs]
    if evidence is not None:
        failures += [evidence.failure, *(part.failure for part in evidence.parts.values())]
    for failure in failures:
        if failure is not None:
            yield from (failure.message, failure.kind)
    yield from (value for run in runs for note in run.notes for _name, value in note.values)
    findings = (result.finding for result in grade.results)
    yield from (value for finding in findings if finding for _name, value in finding.values)


def _seeds(workspace: Workspace, secret: bytes) -> Iterator[int]:
    """Seeds of every training and of the hidden data, of all assignments of the course."""
    for name in find_assignments(workspace.assignments):
        try:
            assignment = load_assignment(workspace, name)
        except GraderError:
            # A broken file of another assignment must not keep this one from its groups.
            continue
        for profile in assignment.profiles.values():
            for unit, used in assignment.units(profile):
                yield derive_seed(secret, unit.unit, used.dataset, "split")
                yield from _unit_seeds(secret, unit)


def _unit_seeds(secret: bytes, unit: Assignment) -> Iterator[int]:
    yield from (derive_seed(secret, unit.unit, purpose) for purpose in _DATA_SEEDS)
    yield from (derive_seed(secret, unit.unit, "run", index) for index in range(RUN_COUNTS[-1]))
