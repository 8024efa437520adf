"""What is worth a word beside the points: notes of the run, habits, statements left out."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.domain.submission import IntakeProblem, SourceLocation
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """A sentence and the place it is about; the place may be empty."""

    where: str
    said: str


def is_hint(problem: IntakeProblem) -> bool:
    """Whether a problem explains a fatal one and is shown with it."""
    return problem.code.startswith("hint.")


def left_out_views(grade: Grade, language: Language) -> tuple[PlacedText, ...]:
    """Statements that were not run, and why."""
    return tuple(
        PlacedText(
            where=catalog.place_text(left_out.where, language),
            said=catalog.left_out_text(left_out, language),
        )
        for left_out in grade.left_out
    )


def remark_views(
    grade: Grade, language: Language, assignment: Assignment | None = None
) -> tuple[PlacedText, ...]:
    """What the worker noted and what intake remarked without refusing the file.

    A note that every model's run left stands once; others carry the title of their model.
    """
    runs = grade.runs
    heard: dict[str, list[str]] = {}
    for part, run in runs.items():
        for note in run.notes:
            heard.setdefault(catalog.note_text(note, language), []).append(part)
    noted = [
        PlacedText(
            where=""
            if len(set(parts)) == len(runs)
            else printable(part_title(assignment, parts[0], language)),
            said=said,
        )
        for said, parts in heard.items()
    ]
    remarked = [
        PlacedText(
            where=_where(problem.where, language), said=catalog.problem_text(problem, language)
        )
        for problem in grade.problems
        if not problem.fatal and not is_hint(problem)
    ]
    return (*noted, *remarked)


def _where(where: SourceLocation | None, language: Language) -> str:
    return catalog.place_text(where, language) if where else ""
