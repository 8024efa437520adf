"""A class as it is at the end of a term: trained several times, late, set by hand, flagged."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from graders.domain.evidence import Origin
from graders.domain.grade import Change, Grade, GradeStatus
from graders.domain.lateness import Extension, Lateness
from graders.domain.override import Override
from graders.domain.repeats import (
    USUAL,
    Certainty,
    Escalation,
    Reason,
    Repeats,
    RunOutcome,
    UnitOutcome,
)
from graders.domain.review import Probes, ReviewFlag
from graders.domain.submission import SourceLocation
from graders.grading.certainty import certainty
from graders.reports.base import ClassReport
from graders.reports.messages.text import Language
from tests import grade_factories as factories

DECIDED = datetime(2026, 7, 2, 9, 0, tzinfo=UTC)
BY = "prof.quispe"
REASON = "examen oral: conocía cada capa"
EXTENSION_REASON = "certificado médico de la semana"


def trained(grade: Grade, *, sd: float = 0.8, num_runs: int = 3) -> Grade:
    """The grade as if it rested on several trainings that lie `sd` points apart."""
    if grade.run is None or grade.rows_points is None or grade.evidence is None:
        return grade
    points = float(grade.rows_points)
    shifts = [sd * (index - (num_runs - 1) / 2) for index in range(num_runs)]
    runs = tuple(
        RunOutcome(index=index, units={"": _unit(grade, index)}, points=points + shift)
        for index, shift in enumerate(shifts)
    )
    sure: Certainty = certainty([run.points for run in runs], points, USUAL, sd)
    return replace(grade, repeats=Repeats(schedule=USUAL, runs=runs, certainty=sure))


def _unit(grade: Grade, index: int) -> UnitOutcome:
    run, evidence = grade.run, grade.evidence
    assert run is not None
    assert evidence is not None
    usage = replace(run.usage, cpu_seconds=run.usage.cpu_seconds * (1 + index / 10))
    return UnitOutcome(
        run=replace(run, seed=run.seed + index, usage=usage),
        scores=evidence.scores,
        probes=Probes(),
        run_key=f"{index:02d}" * 32,
        data_id="shapes10-embedded-v1",
    )


def escalated(grade: Grade) -> Grade:
    entry = Escalation(
        num_runs=3, reason=Reason.BOUNDARY, points=59.4, half_width=1.7, boundary=Decimal(60)
    )
    return replace(grade, repeats=replace(grade.repeats, escalations=(entry,)))


def by_hand(grade: Grade, points: str = "72.5") -> Grade:
    override = Override(
        made_at=DECIDED,
        by=BY,
        reason=REASON,
        points=Decimal(points),
        computed=grade.computed_points,
    )
    return replace(grade, override=override, change=Change.OVERRIDDEN)


def late(grade: Grade, lost: str = "10") -> Grade:
    due = datetime(2026, 6, 26, 23, 59, tzinfo=factories.ZONE)
    until = due + timedelta(days=1)
    extension = Extension(who=grade.group, until=until, reason=EXTENSION_REASON)
    seconds = 8 * 3600
    lateness = Lateness(due=due, extension=extension, seconds=seconds, units=1, lost=Decimal(lost))
    return replace(grade, late=True, lateness=lateness)


def flagged(grade: Grade) -> Grade:
    flag = ReviewFlag(
        code="flag.patched_library",
        values=(("names", "keras.losses.get"),),
        where=(SourceLocation(line=12),),
        origin=Origin.STATIC,
    )
    return replace(grade, flags=(flag,), status=GradeStatus.NEEDS_REVIEW)


def class_of_a_term() -> tuple[Grade, ...]:
    strong, middling, starter, overfit, flat, notebook, *failed, blank = factories.whole_class()
    return (
        trained(strong),
        late(trained(middling, sd=1.4)),
        replace(trained(starter), late=False),
        by_hand(trained(overfit)),
        escalated(trained(flat, num_runs=5)),
        flagged(trained(notebook)),
        *failed,
        blank,
    )


def term_report(language: Language = Language.ES) -> ClassReport:
    return replace(
        factories.class_report(language),
        grades=class_of_a_term(),
        anchors={"": factories.CALIBRATION},
    )
