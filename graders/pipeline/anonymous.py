"""Pages for showing in class: groups under invented names, without people, files and times."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graders.course.course_file import course_secret
from graders.course.invented_names import invented_names
from graders.domain.evidence import Evidence, RunEvidence
from graders.domain.grade import CriterionResult, Finding, Grade
from graders.domain.lateness import Lateness
from graders.domain.override import Override
from graders.domain.repeats import Repeats
from graders.domain.verdict import StudentFailure
from graders.errors import CourseError
from graders.pipeline.make_reports import ReportPlan, class_report, group_report, shown_besides
from graders.pipeline.private_names import PhraseIndex, index_of, other_groups
from graders.pipeline.write_pages import write_pages, write_whole
from graders.reports.base import page_name
from graders.reports.html import render_class_page, render_group_page
from graders.reports.page_words import page_text

_NO_TIME: Final = datetime(1970, 1, 1, tzinfo=UTC)
_INDEX: Final = "index.html"
_MASK: Final = "…"


def make_anonymous_reports(plan: ReportPlan, grades: Sequence[Grade]) -> Path:
    """Write class page and group pages under invented names; return the class page.

    Pages of an earlier run that no group has any more are removed.

    Raises:
        CourseError: A page would tell who somebody is.
    """
    people = other_groups(plan.workspace, plan.assignment, grades)
    phrases = [phrase for own in people.values() for phrase in own]
    named = index_of(phrases)
    words = {phrase.words[0] for phrase in phrases if len(phrase.words) == 1}
    names = invented_names(
        (grade.group for grade in grades), course_secret(plan.workspace), avoided=words
    )
    # Sorted by their new names: neither the page nor the files' times tell the old order.
    shown = sorted((_anonymous(one, names, named) for one in grades), key=lambda one: one.group)
    folder = plan.workspace.anonymous / plan.assignment.id / plan.profile
    folder.mkdir(parents=True, exist_ok=True)
    pages = [(page_name(grade.group), grade) for grade in shown]

    def render(grade: Grade) -> str:
        report = replace(group_report(plan, grade), is_anonymous=True)
        return _nameless(render_group_page(report), named)

    write_pages(folder, pages, render, shown_besides(plan))
    page = render_class_page(replace(class_report(plan, shown), is_anonymous=True))
    write_whole(folder / _INDEX, _nameless(page, named).encode())
    for left in {*folder.glob("*.html")} - {folder / name for name, _grade in pages}:
        if left.name != _INDEX:
            left.unlink()
    return folder / _INDEX


def _nameless(page: str, named: PhraseIndex) -> str:
    """Return the page, if no person's and no group's name is on it."""
    found = named.first_in(page_text(page))
    if found is not None:
        raise CourseError(
            f"An anonymous page would tell the name {' '.join(found.words)}; it was not written.",
            hint="Look for it in the title of the assignment, or send us the page.",
        )
    return page


def _anonymous(grade: Grade, names: Mapping[str, str], named: PhraseIndex) -> Grade:
    """The grade with its points, and without whatever says whose it is."""
    return replace(
        grade,
        group=names[grade.group],
        members=(),
        file_name="",
        received_at=_NO_TIME,
        graded_at=_NO_TIME,
        cause="",
        results=tuple(_result(result, named) for result in grade.results),
        evidence=_evidence(grade.evidence),
        run=_run(grade.run) if grade.run else None,
        part_runs={part: _run(run) for part, run in grade.part_runs.items()},
        repeats=_repeats(grade.repeats),
        left_out=(),
        problems=(),
        flags=(),
        appeals=(),
        override=_override(grade.override),
        lateness=_lateness(grade.lateness),
    )


def _result(result: CriterionResult, named: PhraseIndex) -> CriterionResult:
    finding = result.finding
    return replace(result, finding=_finding(finding, named)) if finding else result


def _finding(finding: Finding, named: PhraseIndex) -> Finding:
    """Names of functions are the group's own words, and may be those of people."""
    values = (
        (name, value if named.first_in(value) is None else _MASK) for name, value in finding.values
    )
    return replace(finding, values=tuple(values))


def _evidence(evidence: Evidence | None) -> Evidence | None:
    if evidence is None:
        return None
    parts = {
        name: replace(part, failure=_failure(part.failure)) for name, part in evidence.parts.items()
    }
    return replace(evidence, failure=_failure(evidence.failure), parts=parts, suspicions=())


def _run(run: RunEvidence) -> RunEvidence:
    return replace(run, failure=_failure(run.failure), notes=())


def _failure(failure: StudentFailure | None) -> StudentFailure | None:
    """What Python said may hold paths and names, and so may errors of the group's own."""
    if failure is None:
        return None
    is_ours = failure.kind.startswith("check.") or bool(failure.limit)
    is_known = is_ours or hasattr(builtins, failure.kind)
    return replace(failure, message="", values=(), kind=failure.kind if is_known else "")


def _repeats(repeats: Repeats) -> Repeats:
    runs = tuple(
        replace(
            run,
            units={part: replace(unit, run=_run(unit.run)) for part, unit in run.units.items()},
        )
        for run in repeats.runs
    )
    return replace(repeats, runs=runs)


def _override(override: Override | None) -> Override | None:
    return override and replace(override, by="", reason="", made_at=_NO_TIME)


def _lateness(lateness: Lateness | None) -> Lateness | None:
    """Only what it costs: when a file came is known to those who waited for it."""
    return lateness and replace(lateness, extension=None, seconds=0, slack_used=0, slack_left=0)
