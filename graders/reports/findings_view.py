"""What many groups have in common: rows that lost points for one reason, failures, remarks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from graders.domain.grade import CriterionResult, CriterionStatus, Grade, GradeStatus
from graders.domain.verdict import Verdict
from graders.reports.base import ClassReport
from graders.reports.criteria_view import row_title
from graders.reports.failure_view import failure_views
from graders.reports.messages import catalog
from graders.reports.near_view import GroupLink, group_links
from graders.reports.remarks import is_hint
from graders.reports.row_view import verdict_of

MOST_SHOWN: Final = 12
_FAILURE: Final = "failure"
_JUDGED: Final = frozenset({CriterionStatus.PARTLY_MET, CriterionStatus.NOT_MET})


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonFinding:
    """Something that several groups have in common.

    Attributes:
        kind: `loss`, `failure` or `remark`.
        title: What it is about.
        said: What was seen, in the group that lost most by it.
        groups: The groups, in the order of the class.
        lost: Points it cost them together, in words; empty where it cost none by itself.
    """

    kind: str
    title: str
    said: str
    groups: tuple[GroupLink, ...]
    lost: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    kind: str
    title: str
    said: str
    grade: Grade
    lost: Decimal = Decimal(0)


def common_findings(report: ClassReport) -> tuple[CommonFinding, ...]:
    """Return what two groups or more share, and every failure; the most frequent ones first.

    At most `MOST_SHOWN` are returned. Among equally frequent ones, what cost most comes first.
    """
    gathered: dict[tuple[str, str, str], list[_Found]] = {}
    for grade in report.grades:
        if grade.status is not GradeStatus.UNGRADED:
            for code, found in _of_grade(grade, report):
                gathered.setdefault((found.kind, found.title, code), []).append(found)
    shared = (found for found in gathered.values() if len(found) > 1 or found[0].kind == _FAILURE)
    ranked = sorted(
        shared,
        key=lambda found: (-len(found), -sum(one.lost for one in found), found[0].title),
    )
    return tuple(_common(found, report) for found in ranked[:MOST_SHOWN])


def _common(found: list[_Found], report: ClassReport) -> CommonFinding:
    worst = max(found, key=lambda one: one.lost)
    lost = sum((one.lost for one in found), Decimal(0))
    return CommonFinding(
        kind=worst.kind,
        title=worst.title,
        said=worst.said,
        groups=group_links([one.grade for one in found], report),
        lost=catalog.points_text(lost, report.language) if lost else "",
    )


def _of_grade(grade: Grade, report: ClassReport) -> Iterator[tuple[str, _Found]]:
    yield from _losses(grade, report)
    yield from _failures(grade, report)
    yield from _remarks(grade, report)


def _losses(grade: Grade, report: ClassReport) -> Iterator[tuple[str, _Found]]:
    items = {item.id: item for item in report.assignment.rubric.items}
    for result in grade.results:
        finding, item = result.finding, items.get(result.item)
        if finding is not None and item is not None and _lost_some(result):
            yield (
                f"{item.id} {finding.code}",
                _Found(
                    kind="loss",
                    title=row_title(item, report),
                    said=catalog.finding_text(finding, report.language),
                    grade=grade,
                    lost=result.max_points - result.points,
                ),
            )


def _lost_some(result: CriterionResult) -> bool:
    return result.status in _JUDGED and result.points < result.max_points


def _failures(grade: Grade, report: ClassReport) -> Iterator[tuple[str, _Found]]:
    if verdict_of(grade) is Verdict.COMPLETED:
        return
    for view in failure_views(grade, report.assignment, report.language):
        said = f"{view.said} {view.message}".strip()
        yield view.full_name, _Found(kind=_FAILURE, title=view.full_name, said=said, grade=grade)


def _remarks(grade: Grade, report: ClassReport) -> Iterator[tuple[str, _Found]]:
    title = catalog.text("page.remarks", report.language)
    told: dict[str, str] = {}
    for run in grade.runs.values():
        for note in run.notes:
            told.setdefault(note.code, catalog.note_text(note, report.language))
    for problem in grade.problems:
        if not problem.fatal and not is_hint(problem):
            told.setdefault(problem.code, catalog.problem_text(problem, report.language))
    for code, said in told.items():
        yield code, _Found(kind="remark", title=title, said=said, grade=grade)
