"""A run that ended early, in words: name, sentence, what Python said, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from graders.domain.grade import Grade, GradeStatus
from graders.domain.submission import IntakeProblem
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.remarks import is_hint
from graders.reports.row_view import verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """Why a run ended early: name, sentence, what Python said, what to do."""

    name: str
    said: str
    where: str
    message: str
    problems: tuple[str, ...]
    remedy: str


def failure_view(grade: Grade, language: Language) -> FailureView | None:
    """The failure of a grade in words; None when the run completed or the grade is blank."""
    verdict = verdict_of(grade)
    if verdict is None or verdict is Verdict.COMPLETED or grade.status is GradeStatus.UNGRADED:
        return None
    sources = (grade.evidence, grade.run)
    failure = next((part.failure for part in sources if part and part.failure), None)
    # What intake says about a file it refused already tells how to mend it.
    told = [item for item in grade.problems if item.fatal or is_hint(item)]
    said = _failure_said(verdict, failure, language)
    where = catalog.failure_place(failure, language) if failure else ""
    return FailureView(
        name=catalog.verdict_text(verdict, language),
        said=said,
        where="" if where in said else where,
        message=printable(failure.message, keep_newlines=True).strip() if failure else "",
        problems=tuple(_problem_line(problem, language) for problem in told),
        remedy="" if told else _remedy(verdict, failure, language),
    )


def _remedy(verdict: Verdict, failure: StudentFailure | None, language: Language) -> str:
    return catalog.remedy_text(verdict, language, kind=failure.kind if failure else "")


def _failure_said(verdict: Verdict, failure: StudentFailure | None, language: Language) -> str:
    # Intake refuses a file before any stage, so there is a verdict and no failure.
    known = failure or StudentFailure(verdict=verdict, stage=Stage.STARTING)
    return catalog.failure_text(known, language)


def _problem_line(problem: IntakeProblem, language: Language) -> str:
    said = catalog.problem_text(problem, language)
    place = catalog.place_text(problem.where, language) if problem.where else ""
    return f"{place}: {said}" if place else said
