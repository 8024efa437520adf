"""What the class page says of each group: its line, in three orders, and who needs attention."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from graders.domain.evidence import Evidence, PartEvidence
from graders.domain.grade import Grade, GradeStatus
from graders.domain.verdict import Verdict
from graders.reports.base import ClassReport, page_link
from graders.reports.failure_view import failure_views
from graders.reports.key_measures import key_columns
from graders.reports.lateness_view import lateness_chip
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.override_view import moved_note
from graders.reports.printable import printable
from graders.reports.review_view import flag_titles
from graders.reports.row_view import short_verdict, verdict_of

_NONE = "—"
_URGENCY = ("rerun", "review", "moved", "failed", "")


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
class Attention:
    """A group someone should look at, and why."""

    group: str
    link: str
    state: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOrder:
    """The lines of all groups in one order."""

    name: str
    rows: tuple[ClassRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassTable:
    """The table of all groups.

    Attributes:
        key_heads: Heads of the columns that depend on the kind of work.
        length_head: What the last column counts: epochs or steps.
        orders: The lines by group, by points and by attention.
        num_groups: How many lines there are.
    """

    key_heads: tuple[str, str]
    length_head: str
    orders: tuple[RowOrder, ...]
    num_groups: int


def class_table(report: ClassReport) -> ClassTable:
    """One line per group, in the order given, most points first, and as they need attention."""
    language = report.language
    key = key_columns(report.grades, report.assignment, language, family="class.column")
    counts_steps = any(grade.evidence and grade.evidence.adversarial for grade in report.grades)
    rows = {
        grade.group: _row(grade, cells, report)
        for grade, cells in zip(report.grades, key.cells, strict=True)
    }
    return ClassTable(
        key_heads=key.heads,
        length_head=catalog.text(f"class.column.{'steps' if counts_steps else 'epochs'}", language),
        orders=tuple(
            RowOrder(name=name, rows=tuple(rows[grade.group] for grade in grades))
            for name, grades in _orders(report.grades)
        ),
        num_groups=len(rows),
    )


def _orders(grades: Sequence[Grade]) -> Iterator[tuple[str, Sequence[Grade]]]:
    """Every order keeps the one given among equals; blank grades come last by points."""
    yield "group", grades
    yield "points", sorted(grades, key=lambda g: (g.points is None, -(g.points or 0)))
    yield "attention", sorted(grades, key=lambda g: _URGENCY.index(attention_state(g)))


def in_need(report: ClassReport) -> tuple[Attention, ...]:
    """Groups whose run failed, that need a rerun or a person; reruns first, for they are ours."""
    found = []
    for grade in report.grades:
        state = attention_state(grade)
        if state:
            found.append((state, grade))
    found.sort(key=lambda pair: _URGENCY.index(pair[0]))
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
