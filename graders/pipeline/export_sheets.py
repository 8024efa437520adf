"""Fills the table of grades of a learning platform: Moodle and Canvas."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from graders.errors import CourseError, UsageError
from graders.intake.roster import Person
from graders.pipeline.export_people import match_people, people_of
from graders.pipeline.export_plan import ExportPlan, write_files
from graders.reports.exports.amounts import shown_with
from graders.reports.exports.base import (
    Exported,
    ExportNote,
    ExportOutcome,
    ExportRow,
    ExportTarget,
)
from graders.reports.exports.canvas import read_gradebook
from graders.reports.exports.comment import comment_beginnings, grade_comment
from graders.reports.exports.moodle import read_worksheet
from graders.reports.exports.raw_csv import Table, read_table
from graders.reports.exports.sheet import FilledSheet, GradeSheet, Worth, fill_sheet

_MAX_BYTES: Final = 16 * 2**20


def export_sheet(plan: ExportPlan) -> Exported:
    """Put the points into a copy of the platform's file.

    Raises:
        UsageError: There is no such file or column, or the copy's name is taken.
        CourseError: The file is not what the format needs, or a person in it is not clear.
    """
    if plan.source is None:
        raise UsageError(
            f"--to {plan.target} needs --into with the file that was downloaded.",
            hint="Nothing is made from scratch: the platform knows its own columns only.",
        )
    table = _table(plan.source)
    sheet = _sheet(plan, table)
    people = people_of(plan.roster, plan.grades)
    found = match_people(sheet.people, people, file=str(plan.source), roster_path=plan.roster.path)
    groups = frozenset(plan.groups)
    wanted = [person for person in people if person.group in groups]
    by_group = {group: _worth(plan, group) for group in groups}
    worths = {
        index: replace(by_group[person.group], member=person.member)
        for index, person in found.items()
        if person.group in groups
    }
    filled = fill_sheet(sheet, worths, comment_beginnings())
    target = plan.out or plan.source.with_name(f"{plan.source.stem}.graded.csv")
    delivery = write_files([(target, filled.content)], dry_run=plan.dry_run)
    present = {person.member for person in found.values()}
    return Exported(
        target=plan.target,
        assignment=plan.assignment.id,
        profile=plan.profile,
        dry_run=plan.dry_run,
        rows=(*_asked(plan, filled.rows), *_lacking(plan, wanted, present)),
        notes=(*_notes(plan, sheet, filled), *delivery.notes()),
        written=delivery.written,
        kept=delivery.kept,
    )


def empty_groups(plan: ExportPlan) -> tuple[str, ...]:
    """Return groups of which nobody is known."""
    filled = {person.group for person in people_of(plan.roster, plan.grades)}
    return tuple(group for group in plan.groups if group not in filled)


def rows_of_empty_groups(plan: ExportPlan) -> Iterator[ExportRow]:
    """Yield a row for each group that nobody is known of: its points reach nobody."""
    for group in empty_groups(plan):
        yield ExportRow(group=group, new=_points_of(plan, group), outcome=ExportOutcome.LACKING)


def note_of_empty_groups(plan: ExportPlan) -> Iterator[ExportNote]:
    """Yield what to do about groups that nobody is known of."""
    if empty := empty_groups(plan):
        values = {"groups": ", ".join(empty), "path": str(plan.roster.path)}
        yield ExportNote(code="export.note.no_members", values=values)


def _table(source: Path) -> Table:
    if not source.is_file():
        raise UsageError(
            f"There is no file {source}.", hint="--into names the file that was downloaded."
        )
    if source.stat().st_size > _MAX_BYTES:
        raise CourseError(f"{source} is larger than {_MAX_BYTES // 2**20} MiB.")
    return read_table(source.read_bytes(), str(source))


def _sheet(plan: ExportPlan, table: Table) -> GradeSheet:
    if plan.target is ExportTarget.MOODLE:
        return read_worksheet(table, column=plan.column, with_comments=plan.with_comments)
    titles = (*plan.assignment.title.values(), plan.assignment.id)
    return read_gradebook(table, titles=titles, column=plan.column)


def _worth(plan: ExportPlan, group: str) -> Worth:
    """Return what each member of a group got."""
    grade = plan.grades.get(group)
    rubric = plan.assignment.rubric
    if grade is None:
        return Worth(group=group, points=None, max_points=rubric.max_points)
    wanted = plan.with_comments
    return Worth(
        group=group,
        points=grade.points,
        max_points=grade.max_points or rubric.max_points,
        comment=grade_comment(grade, plan.assignment, plan.language) if wanted else "",
    )


def _asked(plan: ExportPlan, rows: Sequence[ExportRow]) -> Iterator[ExportRow]:
    """Yield the rows that are about what was asked: all, or those of some groups."""
    for row in rows:
        if not plan.only_groups or row.group in plan.only_groups:
            yield row


def _lacking(plan: ExportPlan, people: Sequence[Person], present: set[str]) -> Iterator[ExportRow]:
    for person in people:
        if person.member not in present:
            yield ExportRow(
                group=person.group,
                member=person.member,
                who=person.name,
                new=_points_of(plan, person.group),
                outcome=ExportOutcome.LACKING,
            )
    yield from rows_of_empty_groups(plan)


def _points_of(plan: ExportPlan, group: str) -> str:
    points = plan.grades[group].points if group in plan.grades else None
    return "" if points is None else shown_with(points, ".")


def _notes(plan: ExportPlan, sheet: GradeSheet, filled: FilledSheet) -> Iterator[ExportNote]:
    rubric = plan.assignment.rubric.max_points
    if sheet.max_points is None:
        yield ExportNote(code="export.note.no_maximum", values={"rubric": f"{rubric:f}"})
    elif sheet.max_points != rubric:
        values = {"rubric": f"{rubric:f}", "target": f"{sheet.max_points:f}"}
        yield ExportNote(code="export.note.scaled", values=values)
    if sheet.columns is not None:
        values = {"column": sheet.table.header[sheet.points]}
        yield ExportNote(code="export.note.one_column", values=values)
    if filled.kept_comments:
        lines = ", ".join(map(str, filled.kept_comments))
        yield ExportNote(code="export.note.comments_kept", values={"lines": lines})
    yield from note_of_empty_groups(plan)
