"""The trainings of a grade in words: each in a row, why there were more, how sure the sum is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from graders.domain.assignment import Assignment
from graders.domain.evidence import ClassificationScores, Scores
from graders.domain.generative_scores import GenerativeScores
from graders.domain.grade import Grade, GradeStatus
from graders.domain.repeats import Escalation, RunOutcome, UnitOutcome
from graders.domain.verdict import Verdict
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.printable import printable

_FEWEST_UNSTABLE: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRow:
    """One training, in words."""

    index: str
    seeds: str
    measures: str
    verdict: str
    points: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepeatsView:
    """All trainings, in words; there are no rows where there was one training or none.

    Attributes:
        certainty: How sure the sum is; empty where nothing was trained.
        rows: One for each training.
        notes: What is said above and below them.
    """

    certainty: str = ""
    rows: tuple[RunRow, ...] = ()
    notes: tuple[str, ...] = ()


def repeats_view(
    grade: Grade, language: Language, assignment: Assignment | None = None
) -> RepeatsView:
    """Return what a page tells of the trainings behind a grade."""
    repeats = grade.repeats
    if grade.status is GradeStatus.UNGRADED or repeats.certainty is None:
        return RepeatsView()
    if len(repeats.runs) == 1:
        return RepeatsView(
            certainty=certainty_text(grade, language),
            notes=(*_margin(grade, language), *_appeals(grade, language)),
        )
    shown = {"index": repeats.shown + 1}
    return RepeatsView(
        certainty=certainty_text(grade, language),
        rows=tuple(_row(run, language, assignment) for run in repeats.runs),
        notes=(
            catalog.text("runs.said", language, {"count": len(repeats.runs)}),
            *(_escalated(entry, language) for entry in repeats.escalations),
            *_unstable(grade, language),
            *_margin(grade, language),
            *_appeals(grade, language),
            catalog.text("runs.shown", language, shown),
        ),
    )


def certainty_text(grade: Grade, language: Language) -> str:
    """Return one line on how sure the sum is; empty where nothing was trained."""
    certainty = grade.repeats.certainty
    if certainty is None or grade.status is GradeStatus.UNGRADED:
        return ""
    code = "runs.certainty.once" if certainty.num_runs == 1 else "runs.certainty"
    values = {
        "count": certainty.num_runs,
        "low": _points(certainty.low, language),
        "high": _points(certainty.high, language),
    }
    return catalog.text(code, language, values)


def _row(run: RunOutcome, language: Language, assignment: Assignment | None) -> RunRow:
    titles = {
        part: printable(part_title(assignment, part, language)) if part else ""
        for part in run.units
    }
    seeds = [_titled(titles[part], str(unit.run.seed)) for part, unit in run.units.items()]
    measured = [
        _titled(titles[part], ", ".join(_measures(unit.scores, language)))
        for part, unit in run.units.items()
        if unit.scores is not None
    ]
    return RunRow(
        index=str(run.index + 1),
        seeds=" · ".join(seeds),
        measures=" · ".join(measured),
        verdict=catalog.verdict_text(_verdict(run), language),
        points=_points(run.points, language),
    )


def _titled(title: str, said: str) -> str:
    return f"{title}: {said}" if title else said


def _measures(scores: Scores | None, language: Language) -> Iterator[str]:
    if isinstance(scores, GenerativeScores):
        yield catalog.text("runs.kid", language, {"value": scores.final.kid})
    elif scores is not None:
        yield catalog.text("runs.accuracy", language, {"value": scores.hidden_accuracy})
    if isinstance(scores, ClassificationScores):
        yield catalog.text("runs.gap", language, {"value": scores.gap})


def _verdict(run: RunOutcome) -> Verdict:
    failed = (unit.run.verdict for unit in run.units.values() if unit.run.failure is not None)
    return next(failed, Verdict.COMPLETED)


def _escalated(entry: Escalation, language: Language) -> str:
    values = {
        "count": entry.num_runs,
        "points": _points(entry.points, language),
        "width": _points(entry.half_width, language),
        "boundary": "" if entry.boundary is None else _points(float(entry.boundary), language),
    }
    return catalog.text(f"runs.more.{entry.reason}", language, values)


def _unstable(grade: Grade, language: Language) -> Iterator[str]:
    runs = grade.repeats.runs
    failed = sum(_diverged(unit) for run in runs for unit in run.units.values())
    if _FEWEST_UNSTABLE <= failed < len(runs):
        yield catalog.text("runs.unstable", language, {"failed": failed, "count": len(runs)})


def _diverged(unit: UnitOutcome) -> bool:
    return unit.run.verdict is Verdict.LOSS_NOT_FINITE


def _margin(grade: Grade, language: Language) -> Iterator[str]:
    certainty = grade.repeats.certainty
    if certainty is not None and certainty.by_margin and certainty.boundary is not None:
        values = {
            "boundary": _points(float(certainty.boundary), language),
            "margin": _points(certainty.margin, language),
        }
        yield catalog.text("runs.margin", language, values)


def _appeals(grade: Grade, language: Language) -> Iterator[str]:
    for entry in grade.appeals:
        values = {
            "date": entry.asked_at.date().isoformat(),
            "before": entry.runs_before,
            "after": entry.runs_after,
            "old": _points(float(entry.points_before), language),
            "new": _points(float(entry.points_pooled), language),
        }
        code = "runs.appeal.raised" if entry.raised else "runs.appeal.kept"
        yield catalog.text(code, language, values)


def _points(points: float, language: Language) -> str:
    return catalog.number_text(points, "number", language)
