"""Writes grades as documents of their own: one for each group or person, or one for the class."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from graders.domain.grade import Grade
from graders.errors import UsageError
from graders.pipeline.export_people import people_of
from graders.pipeline.export_plan import STANDARD_OUTPUT, Delivery, ExportPlan, write_files
from graders.pipeline.export_sheets import note_of_empty_groups, rows_of_empty_groups
from graders.reports.base import page_name
from graders.reports.csv_table import render_csv
from graders.reports.exports.base import (
    Exported,
    ExportNote,
    ExportOutcome,
    ExportRow,
    ExportTarget,
)
from graders.reports.exports.classroom50 import classroom50_result
from graders.reports.exports.github import github_annotations
from graders.reports.exports.gradescope import as_json, gradescope_results
from graders.reports.exports.junit import junit_xml
from graders.reports.json_record import grade_to_json

_PRIVATE: Final = frozenset({ExportTarget.CSV, ExportTarget.JSON})
_NOTHING_WRITTEN: Final = Delivery(written=(), kept=())


def export_gradescope(plan: ExportPlan) -> Exported:
    """Write `DIR/GROUP/results.json` for each group that has points.

    Raises:
        UsageError: No folder was named, or a file in it says something else.
        StorageError: A file cannot be written.
    """
    folder = _folder(plan)
    files = []
    for grade in _graded(plan):
        document = gradescope_results(grade, plan.assignment, plan.language)
        if document is not None:
            files.append((folder / _safe_name(grade.group) / "results.json", as_json(document)))
    return _of_files(plan, files, [_group_row(plan, group) for group in plan.groups])


def export_classroom50(plan: ExportPlan) -> Exported:
    """Write `DIR/MEMBER/result.json` for each person who has points.

    Within a runner of Classroom 50 it is `DIR/result.json`, of the one group that was asked for.

    Raises:
        UsageError: No folder or, in a runner, not one group was named, or a file is in the way.
        StorageError: A file cannot be written.
    """
    folder = _folder(plan)
    within = "CLASSROOM" in plan.environment
    if within and len(plan.only_groups) != 1:
        raise UsageError("Within a runner of Classroom 50 name the one group with --group.")
    files: list[tuple[Path, bytes]] = []
    rows = []
    for group, username in _usernames(plan, within=within):
        rows.append(_group_row(plan, group, member=username))
        document = _classroom50(plan, plan.grades.get(group), username, within=within)
        if document is not None:
            place = folder if within else folder / _safe_name(username)
            files.append((place / "result.json", as_json(document)))
    if not within:
        rows += rows_of_empty_groups(plan)
    notes = () if within else tuple(note_of_empty_groups(plan))
    return _of_files(plan, files, rows, notes=notes)


def export_document(plan: ExportPlan) -> Exported:
    """Write one document to a file or to standard output.

    Raises:
        UsageError: Annotations were not asked for one group, or a file says something else.
        StorageError: The file cannot be written.
    """
    if plan.target is ExportTarget.GITHUB and len(plan.only_groups) != 1:
        raise UsageError("--to github annotates the file of one group; name it with --group.")
    document = _document(plan, tuple(_graded(plan)))
    rows = [_group_row(plan, group) for group in plan.groups]
    private = plan.target in _PRIVATE
    notes = (ExportNote(code="export.note.private"),) if private else ()
    if plan.out is not None and plan.out != STANDARD_OUTPUT:
        return _of_files(plan, [(plan.out, document)], rows, notes=notes)
    return _exported(plan, rows, notes=notes, document=None if plan.dry_run else document)


def _document(plan: ExportPlan, grades: Sequence[Grade]) -> bytes:
    if plan.target is ExportTarget.CSV:
        return render_csv(grades)
    if plan.target is ExportTarget.JSON:
        records = [grade_to_json(grade) for grade in grades]
        return json.dumps(records, indent=1, ensure_ascii=False).encode(errors="replace")
    if plan.target is ExportTarget.JUNIT:
        return junit_xml(grades, plan.assignment, plan.language)
    lines = [github_annotations(grade, plan.assignment, plan.language) for grade in grades]
    return "".join(lines).encode(errors="replace")


def _graded(plan: ExportPlan) -> Iterator[Grade]:
    """Yield the grades that were asked for, in the order of the gradebook."""
    groups = frozenset(plan.groups)
    yield from (grade for group, grade in plan.grades.items() if group in groups)


def _usernames(plan: ExportPlan, *, within: bool) -> Iterator[tuple[str, str]]:
    if within:
        group = plan.only_groups[0]
        yield group, plan.environment.get("USERNAME", group)
        return
    groups = frozenset(plan.groups)
    for person in people_of(plan.roster, plan.grades):
        if person.group in groups:
            yield person.group, person.member


def _classroom50(
    plan: ExportPlan, grade: Grade | None, username: str, *, within: bool
) -> dict[str, Any] | None:
    if grade is None:
        return None
    return classroom50_result(
        grade,
        plan.assignment,
        plan.language,
        username=username,
        environment=plan.environment if within else {},
    )


def _group_row(plan: ExportPlan, group: str, *, member: str = "") -> ExportRow:
    points = plan.grades[group].points if group in plan.grades else None
    return ExportRow(
        group=group,
        member=member,
        new="" if points is None else f"{points:f}",
        outcome=ExportOutcome.BLANK if points is None else ExportOutcome.WRITTEN,
    )


def _folder(plan: ExportPlan) -> Path:
    if plan.out is None:
        raise UsageError(f"--to {plan.target} writes many files; name a folder with --out.")
    if plan.out.exists() and not plan.out.is_dir():
        raise UsageError(f"{plan.out} is no folder.", hint="Name one with --out.")
    return plan.out


def _safe_name(name: str) -> str:
    return page_name(name).removesuffix(".html")


def _of_files(
    plan: ExportPlan,
    files: Sequence[tuple[Path, bytes]],
    rows: Sequence[ExportRow],
    *,
    notes: tuple[ExportNote, ...] = (),
) -> Exported:
    delivery = write_files(files, dry_run=plan.dry_run)
    return _exported(plan, rows, notes=(*notes, *delivery.notes()), delivery=delivery)


def _exported(
    plan: ExportPlan,
    rows: Sequence[ExportRow],
    *,
    notes: tuple[ExportNote, ...] = (),
    delivery: Delivery = _NOTHING_WRITTEN,
    document: bytes | None = None,
) -> Exported:
    return Exported(
        target=plan.target,
        assignment=plan.assignment.id,
        profile=plan.profile,
        dry_run=plan.dry_run,
        rows=tuple(rows),
        notes=notes,
        written=delivery.written,
        kept=delivery.kept,
        document=document,
    )
