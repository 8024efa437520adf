"""A run that ended early, in words: name, sentence, what Python said, what to do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade, GradeStatus
from graders.domain.submission import IntakeProblem
from graders.domain.verdict import Stage, StudentFailure, Verdict
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable
from graders.reports.remarks import is_hint
from graders.reports.row_view import verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureView:
    """Why a run ended early: name, sentence, what Python said, what to do.

    Attributes:
        part: Title of the model whose run it was; empty where it concerns the whole file.
        name: Short name.
        said: What happened.
        where: The place in the file.
        message: What Python said.
        problems: What intake had to say.
        remedy: What to do.
    """

    part: str
    name: str
    said: str
    where: str
    message: str
    problems: tuple[str, ...]
    remedy: str

    @property
    def full_name(self) -> str:
        """The name, after the title of the model where there are several."""
        return f"{self.part}: {self.name}" if self.part else self.name


def failure_views(
    grade: Grade, assignment: Assignment | None, language: Language
) -> tuple[FailureView, ...]:
    """The failures of a grade in words; none when all runs completed or the grade is blank.

    Models that failed for the same reason, such as a file that does not load, share one.
    """
    verdict = verdict_of(grade)
    if verdict is None or verdict is Verdict.COMPLETED or grade.status is GradeStatus.UNGRADED:
        return ()
    parts = grade.evidence.parts if grade.evidence else {}
    failed = {
        name: (found.verdict, found.failure)
        for name, found in parts.items()
        if found.verdict is not Verdict.COMPLETED
    }
    if failed and (len(failed) < len(parts) or len(_distinct(failed.values())) > 1):
        return tuple(
            _view(grade, ended, failure, part_title(assignment, name, language), language)
            for name, (ended, failure) in failed.items()
        )
    sources = (grade.evidence, *grade.runs.values())
    failure = next((source.failure for source in sources if source and source.failure), None)
    return (_view(grade, verdict, failure, "", language),)


def _distinct(failures: Iterable[tuple[Verdict, StudentFailure | None]]) -> set[tuple[object, ...]]:
    return {
        (verdict, failure and (failure.kind, failure.message, failure.line, failure.cell))
        for verdict, failure in failures
    }


def _view(
    grade: Grade,
    verdict: Verdict,
    failure: StudentFailure | None,
    part: str,
    language: Language,
) -> FailureView:
    # What intake says about a file it refused already tells how to mend it.
    told = [item for item in grade.problems if item.fatal or is_hint(item)]
    said = _failure_said(verdict, failure, language)
    where = catalog.failure_place(failure, language) if failure else ""
    return FailureView(
        part=printable(part),
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
