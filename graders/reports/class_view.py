"""What the class page says: one line per group, averages per criterion, who needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from urllib.parse import quote

from graders.domain.grade import CriterionStatus, Grade, GradeStatus
from graders.domain.verdict import Verdict
from graders.reports.base import ClassReport, page_name
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.row_view import short_verdict, verdict_of


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassRow:
    """One group on the class page; absent numbers are dashes."""

    group: str
    link: str
    members: str
    points: str
    percent: float
    state: str
    verdict: str
    accuracy: str
    gap: str
    params: str
    epochs: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionAverage:
    """How a class did on one rubric row; `percent` is the mean share won, 0..100."""

    title: str
    mean: str
    max_points: str
    percent: float
    num_full: int
    num_assessed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Attention:
    """A group someone should look at, and why."""

    group: str
    link: str
    state: str
    why: str


def class_rows(report: ClassReport) -> tuple[ClassRow, ...]:
    """One line per group, in the order given."""
    return tuple(_row(grade, report.language) for grade in report.grades)


def criterion_averages(report: ClassReport) -> tuple[CriterionAverage, ...]:
    """Mean share per rubric row over assessed groups, hardest first."""
    averages = []
    for item in report.assignment.rubric.items:
        results = [
            grade.by_item()[item.id]
            for grade in report.grades
            if grade.status is not GradeStatus.UNGRADED and item.id in grade.by_item()
        ]
        assessed = [row for row in results if row.status is not CriterionStatus.NOT_ASSESSED]
        if not assessed or not item.max_points:
            continue
        mean = sum((row.points for row in assessed), Decimal(0)) / len(assessed)
        averages.append(
            CriterionAverage(
                title=catalog.criterion_title(item.criterion, report.language),
                mean=catalog.number_text(float(mean), "number", report.language),
                max_points=catalog.points_text(item.max_points, report.language),
                percent=float(mean / item.max_points * 100),
                num_full=sum(row.points == row.max_points for row in assessed),
                num_assessed=len(assessed),
            )
        )
    return tuple(sorted(averages, key=lambda average: (average.percent, average.title)))


def in_need(report: ClassReport) -> tuple[Attention, ...]:
    """Groups whose run failed, that need a rerun or a person; reruns first, for they are ours."""
    found = []
    for grade in report.grades:
        state = attention_state(grade)
        if state:
            found.append((state, grade))
    order = ("rerun", "review", "failed")
    found.sort(key=lambda pair: order.index(pair[0]))
    return tuple(
        Attention(
            group=printable(grade.group),
            link=quote(page_name(grade.group)),
            state=state,
            why=_why(grade, state, report.language),
        )
        for state, grade in found
    )


def attention_state(grade: Grade) -> str:
    """`rerun`, `review`, `failed`, or empty when all is well."""
    if grade.status is GradeStatus.UNGRADED:
        return "rerun"
    if grade.status is GradeStatus.NEEDS_REVIEW:
        return "review"
    return "" if verdict_of(grade) is Verdict.COMPLETED else "failed"


def _why(grade: Grade, state: str, language: Language) -> str:
    failure = grade.evidence.failure if grade.evidence else None
    if state == "failed" and failure is not None:
        return catalog.failure_text(failure, language)
    if grade.cause:
        return printable(grade.cause)
    return short_verdict(grade, language)


def _row(grade: Grade, language: Language) -> ClassRow:
    evidence = grade.evidence if grade.status is not GradeStatus.UNGRADED else None
    scores = evidence.scores if evidence else None
    graph = evidence.graph if evidence else None
    history = evidence.history if evidence else None
    points, top = grade.points, grade.max_points
    return ClassRow(
        group=printable(grade.group),
        link=quote(page_name(grade.group)),
        members=", ".join(printable(member) for member in grade.members),
        points=catalog.points_text(points, language),
        percent=float(points / top * 100) if points is not None and top else 0.0,
        state=attention_state(grade) or "fine",
        verdict=short_verdict(grade, language),
        accuracy=catalog.number_text(scores.hidden_accuracy, "percent", language)
        if scores
        else "—",
        gap=catalog.number_text(scores.gap, "pp", language) if scores else "—",
        params=catalog.number_text(graph.num_params, "count", language) if graph else "—",
        epochs=catalog.number_text(history.epochs_run, "count", language) if history else "—",
        late=grade.late,
    )
