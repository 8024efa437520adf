"""The two numbers a table shows of a grade, by the kind of work, and all of them for programs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores, Evidence, Scores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.grade import Grade, GradeStatus
from graders.domain.recall_scores import RecallScores
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title

_NONE = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyColumns:
    """Two columns of a table of grades.

    Attributes:
        heads: What they are called, in few words.
        cells: Two values per grade, in the order of the grades; absent ones are dashes.
    """

    heads: tuple[str, str]
    cells: tuple[tuple[str, str], ...]


def key_columns(
    grades: Sequence[Grade],
    assignment: Assignment | None,
    language: Language,
    *,
    family: str = "table",
) -> KeyColumns:
    """Return the two measures that fit: accuracy and gap, two models' accuracy, KID and classes.

    Args:
        grades: Grades of one assignment.
        assignment: The assignment; without it models go by their short names.
        language: Language of heads and numbers.
        family: Family of codes the heads are taken from: `table` or `class.column`.
    """
    parts = _parts(grades, assignment)
    if parts:
        first, second = (
            catalog.text(
                f"{family}.accuracy_of", language, {"part": part_title(assignment, part, language)}
            )
            for part in parts
        )
        heads = (first, second)
        cells = [tuple(_part_accuracy(grade, part, language) for part in parts) for grade in grades]
    elif _is_generative(grades, assignment):
        heads = (catalog.text(f"{family}.kid", language), catalog.text(f"{family}.modes", language))
        cells = [_of_generator(grade, language) for grade in grades]
    else:
        heads = (
            catalog.text(f"{family}.accuracy", language),
            catalog.text(f"{family}.gap", language),
        )
        cells = [_of_classifier(grade, language) for grade in grades]
    return KeyColumns(heads=heads, cells=tuple((cell[0], cell[1]) for cell in cells))


def measures(grade: Grade) -> Mapping[str, float]:
    """Return the measured numbers of a grade by name, such as `hidden_accuracy`, `memory.kid`."""
    evidence = _evidence(grade)
    if evidence is None:
        return {}
    found = dict(_numbers(evidence.scores))
    for part, left in evidence.parts.items():
        found |= {f"{part}.{name}": value for name, value in _numbers(left.scores)}
    return found


def _numbers(scores: Scores | None) -> Iterator[tuple[str, float]]:
    if isinstance(scores, ClassificationScores):
        yield "hidden_accuracy", scores.hidden_accuracy
        yield "train_accuracy", scores.train_accuracy
        yield "gap", scores.gap
        if scores.top5_accuracy is not None:
            yield "top5_accuracy", scores.top5_accuracy
        if scores.coarse_accuracy is not None:
            yield "coarse_accuracy", scores.coarse_accuracy
    elif isinstance(scores, RecallScores):
        yield "hidden_accuracy", scores.hidden_accuracy
        yield "train_accuracy", scores.train_accuracy
        yield "swapped_share", scores.swapped_share
    elif isinstance(scores, GenerativeScores):
        yield "kid", scores.final.kid
        yield "density", scores.final.density
        yield "coverage", scores.final.coverage
        yield "total_variation", scores.final.total_variation
        yield "modes", scores.modes


def _evidence(grade: Grade) -> Evidence | None:
    return None if grade.status is GradeStatus.UNGRADED else grade.evidence


def _parts(grades: Sequence[Grade], assignment: Assignment | None) -> tuple[str, str] | None:
    if assignment is not None:
        names = [part.name for part in assignment.parts]
    else:
        names = list(
            dict.fromkeys(
                part for grade in grades if grade.evidence for part in grade.evidence.parts
            )
        )
    return (names[0], names[1]) if len(names) > 1 else None


def _is_generative(grades: Sequence[Grade], assignment: Assignment | None) -> bool:
    return (assignment is not None and assignment.task == "gan") or any(
        grade.evidence is not None
        and (grade.evidence.adversarial or isinstance(grade.evidence.scores, GenerativeScores))
        for grade in grades
    )


def _part_accuracy(grade: Grade, part: str, language: Language) -> str:
    evidence = _evidence(grade)
    found = evidence.parts.get(part) if evidence else None
    scores = found.scores if found else None
    if isinstance(scores, (ClassificationScores, RecallScores)):
        return catalog.number_text(scores.hidden_accuracy, "percent", language)
    return _NONE


def _of_generator(grade: Grade, language: Language) -> tuple[str, str]:
    evidence = _evidence(grade)
    scores = evidence.scores if evidence else None
    if not isinstance(scores, GenerativeScores):
        return _NONE, _NONE
    modes = {"modes": scores.modes, "classes": scores.num_classes}
    return (
        catalog.number_text(scores.final.kid, "number", language),
        catalog.text("table.modes.value", language, modes),
    )


def _of_classifier(grade: Grade, language: Language) -> tuple[str, str]:
    evidence = _evidence(grade)
    scores = evidence.scores if evidence else None
    if not isinstance(scores, ClassificationScores):
        return _NONE, _NONE
    return (
        catalog.number_text(scores.hidden_accuracy, "percent", language),
        catalog.number_text(scores.gap, "pp", language),
    )
