"""What the class page says: one line per group, averages per criterion, who needs attention."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from graders.domain.evidence import Evidence, PartEvidence
from graders.domain.grade import CriterionStatus, Grade, GradeStatus
from graders.domain.rubric import RubricItem
from graders.domain.verdict import Verdict
from graders.reports.base import ClassReport, page_link
from graders.reports.failure_view import failure_views
from graders.reports.key_measures import key_columns
from graders.reports.lateness_view import lateness_chip
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.override_view import moved_note
from graders.reports.printable import printable
from graders.reports.review_view import flag_titles
from graders.reports.row_view import short_verdict, verdict_of

_NONE = "—"


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
    key: tuple[str, str]
    params: str
    length: str
    late: str
    by_hand: bool


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTable:
    """The table of all groups: heads of the columns that depend on the kind of work, and lines."""

    key_heads: tuple[str, str]
    length_head: str
    rows: tuple[ClassRow, ...]


def class_table(report: ClassReport) -> ClassTable:
    """One line per group, in the order given."""
    language = report.language
    key = key_columns(report.grades, report.assignment, language, family="class.column")
    counts_steps = any(grade.evidence and grade.evidence.adversarial for grade in report.grades)
    return ClassTable(
        key_heads=key.heads,
        length_head=catalog.text(f"class.column.{'steps' if counts_steps else 'epochs'}", language),
        rows=tuple(
            _row(grade, cells, report)
            for grade, cells in zip(report.grades, key.cells, strict=True)
        ),
    )


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
                title=_title(item, report),
                mean=catalog.number_text(float(mean), "number", report.language),
                max_points=catalog.points_text(item.max_points, report.language),
                percent=float(mean / item.max_points * 100),
                num_full=sum(row.points == row.max_points for row in assessed),
                num_assessed=len(assessed),
            )
        )
    return tuple(sorted(averages, key=lambda average: (average.percent, average.title)))


def _title(item: RubricItem, report: ClassReport) -> str:
    title = catalog.criterion_title(item.criterion, report.language)
    part = printable(part_title(report.assignment, item.part, report.language))
    return f"{part}: {title}" if part else title


def in_need(report: ClassReport) -> tuple[Attention, ...]:
    """Groups whose run failed, that need a rerun or a person; reruns first, for they are ours."""
    found = []
    for grade in report.grades:
        state = attention_state(grade)
        if state:
            found.append((state, grade))
    order = ("rerun", "review", "moved", "failed")
    found.sort(key=lambda pair: order.index(pair[0]))
    return tuple(
        Attention(
            group=printable(grade.group),
            link=page_link(report, grade.group),
            state=state,
            why=_why(grade, state, report),
        )
        for state, grade in found
    )


def attention_state(grade: Grade) -> str:
    """`rerun`, `review`, `moved`, `failed`, or empty when all is well.

    Who set the points by hand has looked; `moved` says that they may have to look again.
    """
    if grade.points_by_hand is not None:
        return "moved" if grade.moved_since_override else ""
    if grade.status is GradeStatus.UNGRADED:
        return "rerun"
    if grade.status is GradeStatus.NEEDS_REVIEW:
        return "review"
    return "" if verdict_of(grade) is Verdict.COMPLETED else "failed"


def _why(grade: Grade, state: str, report: ClassReport) -> str:
    if state == "moved":
        return moved_note(grade, report.language)
    failures = failure_views(grade, report.assignment, report.language)
    has_failure = any(model.failure for model in _models(grade.evidence))
    if state == "failed" and has_failure:
        return " ".join(f"{view.part}: {view.said}" if view.part else view.said
                        for view in failures)  # fmt: skip
    if grade.cause:
        return printable(grade.cause)
    if grade.flags:
        return flag_titles(grade, report.language)
    return short_verdict(grade, report.language)


def _models(evidence: Evidence | None) -> tuple[Evidence | PartEvidence, ...]:
    return (evidence, *evidence.parts.values()) if evidence else ()


def _num_params(evidence: Evidence, language: Language) -> str:
    pair = evidence.adversarial
    graphs = [source.graph for source in _models(evidence) if source.graph]
    graphs += [half.graph for half in (pair.generator, pair.discriminator) if half] if pair else []
    if not graphs:
        return _NONE
    return catalog.number_text(sum(graph.num_params for graph in graphs), "count", language)


def _length(evidence: Evidence, language: Language) -> str:
    """Epochs of each model, or steps of a pair."""
    pair = evidence.adversarial
    lengths = [pair.history.steps_run] if pair and pair.history else []
    lengths += [source.history.epochs_run for source in _models(evidence) if source.history]
    return " + ".join(catalog.number_text(n, "count", language) for n in lengths) or _NONE


def _row(grade: Grade, key: tuple[str, str], report: ClassReport) -> ClassRow:
    language = report.language
    evidence = grade.evidence if grade.status is not GradeStatus.UNGRADED else None
    points, top = grade.points, grade.max_points
    return ClassRow(
        group=printable(grade.group),
        link=page_link(report, grade.group),
        members=", ".join(printable(member) for member in grade.members),
        points=catalog.points_text(points, language),
        percent=float(points / top * 100) if points is not None and top else 0.0,
        state=attention_state(grade) or "fine",
        verdict=short_verdict(grade, language),
        key=key,
        params=_num_params(evidence, language) if evidence else _NONE,
        length=_length(evidence, language) if evidence else _NONE,
        late=lateness_chip(grade, language),
        by_hand=grade.points_by_hand is not None,
    )
