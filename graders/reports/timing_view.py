"""What the trainings of a class cost, and how many there were; no points depend on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from graders.domain.evidence import RunEvidence
from graders.domain.grade import Grade
from graders.reports.base import ClassReport
from graders.reports.messages import catalog
from graders.reports.printable import printable
from graders.reports.progress_lines import duration


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingRow:
    """One kind of seconds: of a training in the middle, of the longest one, of all together."""

    title: str
    median: str
    largest: str
    largest_of: str
    total: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TimingView:
    """What the trainings cost.

    Attributes:
        rows: Processor time and wall clock; empty where nothing was trained.
        said: How many trainings there were, and why some groups had more.
    """

    rows: tuple[TimingRow, ...]
    said: tuple[str, ...]


def timing_view(report: ClassReport) -> TimingView:
    """Return the cost of every training whose evidence a current grade rests on."""
    trainings = [(grade, run) for grade in report.grades for run in _runs(grade)]
    if not trainings:
        return TimingView(rows=(), said=())
    return TimingView(
        rows=(
            _row("cpu", [(grade, run.usage.cpu_seconds) for grade, run in trainings], report),
            _row("wall", [(grade, run.usage.wall_seconds) for grade, run in trainings], report),
        ),
        said=(_counted(len(trainings), report), *_escalated(report)),
    )


def _runs(grade: Grade) -> list[RunEvidence]:
    every = [unit.run for run in grade.repeats.runs for unit in run.units.values()]
    return every or [*grade.runs.values()]


def _row(kind: str, seconds: Sequence[tuple[Grade, float]], report: ClassReport) -> TimingRow:
    longest, most = max(seconds, key=lambda pair: pair[1])
    return TimingRow(
        title=catalog.text(f"class.timing.{kind}", report.language),
        median=duration(median(value for _grade, value in seconds)),
        largest=duration(most),
        largest_of=printable(longest.group),
        total=duration(sum(value for _grade, value in seconds)),
    )


def _counted(count: int, report: ClassReport) -> str:
    groups = sum(bool(_runs(grade)) for grade in report.grades)
    values = {"count": count, "groups": groups}
    return catalog.text("class.timing.said", report.language, values)


def _escalated(report: ClassReport) -> list[str]:
    """How many groups were trained more often, by reason."""
    groups: dict[str, int] = {}
    for grade in report.grades:
        for reason in {str(entry.reason) for entry in grade.repeats.escalations}:
            groups[reason] = groups.get(reason, 0) + 1
    return [
        catalog.text(f"class.timing.more.{reason}", report.language, {"count": count})
        for reason, count in sorted(groups.items())
    ]
