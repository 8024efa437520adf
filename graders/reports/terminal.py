"""Tables and explanations as plain text; what a submission chose is escaped."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from tabulate import tabulate

from graders.domain.assignment import Assignment
from graders.domain.grade import Grade, GradeStatus
from graders.domain.rubric import RubricItem
from graders.reports.base import GroupReport, StatusRow
from graders.reports.failure_view import FailureView, failure_views
from graders.reports.key_measures import key_columns
from graders.reports.lateness_view import lateness_lines
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.model_reports import part_title
from graders.reports.override_view import moved_note, override_note
from graders.reports.printable import printable
from graders.reports.remarks import PlacedText, left_out_views, remark_views
from graders.reports.repeats_view import certainty_text, repeats_view
from graders.reports.row_view import (
    RowGroup,
    RowView,
    first_losses,
    row_groups,
    short_verdict,
)

_WIDTH = 88
_COMMENT_WIDTH = 44
_HEAD_WIDTH = 18
_STYLE = "simple"


def grade_table(
    grades: Sequence[Grade], language: Language, assignment: Assignment | None = None
) -> str:
    """Return one line per group: points, two measures, how it ended, and its biggest loss.

    Args:
        grades: Grades of one assignment.
        language: Language of the table.
        assignment: The assignment; without it models go by their short names.
    """
    key = key_columns(grades, assignment, language)
    heads = [textwrap.fill(head, _HEAD_WIDTH, break_long_words=False) for head in key.heads]
    first = [_label(name, language) for name in ("group", "points")]
    last = [_label(name, language) for name in ("verdict", "comment")]
    return tabulate(
        [
            _grade_line(grade, cells, assignment, language)
            for grade, cells in zip(grades, key.cells, strict=True)
        ],
        headers=[*first, *heads, *last],
        tablefmt=_STYLE,
        colalign=("left", "right", "right", "right", "left", "left"),
        disable_numparse=True,
    )


def explain_text(report: GroupReport) -> str:
    """Return a grade line by line: what was measured, what was needed, what to try."""
    grade, language = report.grade, report.language
    lines = _head_lines(report)
    if grade.status is GradeStatus.UNGRADED:
        lines += ["", *_wrapped(catalog.text("page.blank.said", language), indent=0)]
        if grade.cause:
            cause = catalog.text("page.blank.cause", language, {"cause": grade.cause})
            lines += _wrapped(cause, indent=0)
        return "\n".join(lines)
    for failure in failure_views(grade, report.assignment, language):
        lines += ["", *failure_lines(failure, language)]
    for group in row_groups(grade, report.assignment, language):
        if group.title:
            lines += ["", *_group_head(group)]
        for row in group.rows:
            if row.judged:
                lines += ["", *_row_lines(row, language)]
        lines += _unjudged_lines(group)
    lines += _run_lines(report)
    remarks = remark_views(grade, language, report.assignment)
    lines += _placed("explain.remarks", remarks, language)
    lines += _placed("explain.left_out", left_out_views(grade, language), language)
    return "\n".join(lines)


def _head_lines(report: GroupReport) -> list[str]:
    grade, language = report.grade, report.language
    title = report.assignment.title.get(str(language)) or grade.assignment
    when = catalog.date_text(grade.received_at, language)
    late = f" ({catalog.text('page.late', language)})" if grade.late else ""
    return [
        catalog.text("explain.head", language, {"assignment": title, "group": grade.group}),
        _points_line(grade, language),
        *_override_lines(grade, language),
        *_wrapped(" ".join(lateness_lines(grade, language)), indent=0),
        *_certainty_lines(grade, language),
        catalog.text("explain.file", language, {"file": grade.file_name, "when": when}) + late,
    ]


def _override_lines(grade: Grade, language: Language) -> list[str]:
    notes = (override_note(grade, language), moved_note(grade, language))
    return [line for note in notes if note for line in _wrapped(note, indent=0)]


def _certainty_lines(grade: Grade, language: Language) -> list[str]:
    said = certainty_text(grade, language)
    return [said] if said else []


def _run_lines(report: GroupReport) -> list[str]:
    """A table of the trainings where there were several, and what is said about them."""
    view = repeats_view(report.grade, report.language, report.assignment)
    lines: list[str] = []
    if view.rows:
        title = catalog.text("runs.title", report.language)
        columns = ("index", "points", "measures", "verdict", "seed")
        table = tabulate(
            [[row.index, row.points, row.measures, row.verdict, row.seeds] for row in view.rows],
            headers=[catalog.text(f"runs.column.{name}", report.language) for name in columns],
            tablefmt=_STYLE,
            disable_numparse=True,
            colalign=("right", "right", "left", "left", "left"),
        )
        lines += ["", title, "=" * len(title), table]
    for note in view.notes:
        lines += _wrapped(note, indent=0)
    return lines


def rubric_table(assignment: Assignment, language: Language) -> str:
    """Return the rubric: points, criterion, what it asks for."""
    rows = [
        [
            _rubric_title(item, assignment, language),
            catalog.points_text(item.max_points, language),
            textwrap.fill(catalog.criterion_need(item.criterion, item.params, language), 56),
        ]
        for item in assignment.rubric.items
    ]
    rows.append(
        [
            _label("total", language),
            catalog.points_text(assignment.rubric.max_points, language),
            "",
        ]
    )
    head = [_label(name, language) for name in ("criterion", "points", "need")]
    return tabulate(rows, headers=head, tablefmt=_STYLE, disable_numparse=True,
                    colalign=("left", "right", "left"))  # fmt: skip


def _rubric_title(item: RubricItem, assignment: Assignment, language: Language) -> str:
    title = catalog.criterion_title(item.criterion, language)
    part = printable(part_title(assignment, item.part, language))
    return f"{part}: {title}" if part else title


def status_table(rows: Sequence[StatusRow], language: Language) -> str:
    """Return one line per group: where its submission stands, its points, how it ended."""
    lines = [
        [
            printable(row.group),
            catalog.text(f"state.{row.state}", language),
            catalog.points_text(row.grade.points, language) if row.grade else "",
            short_verdict(row.grade, language) if row.grade else "",
            str(len(row.grade.flags)) if row.grade and row.grade.flags else "",
            catalog.date_text(row.received_at, language) if row.received_at else "",
        ]
        for row in rows
    ]
    head = [
        _label(name, language)
        for name in ("group", "state", "points", "verdict", "flags", "received")
    ]
    return tabulate(lines, headers=head, tablefmt=_STYLE, disable_numparse=True,
                    colalign=("left", "left", "right", "left", "right", "left"))  # fmt: skip


def _label(name: str, language: Language) -> str:
    return catalog.text(f"table.{name}", language)


def _grade_line(
    grade: Grade, key: tuple[str, str], assignment: Assignment | None, language: Language
) -> list[str]:
    comment = _comment(grade, assignment, language)
    return [
        printable(grade.group),
        catalog.points_text(grade.points, language),
        *key,
        short_verdict(grade, language),
        textwrap.shorten(comment, _COMMENT_WIDTH, placeholder="…"),
    ]


def _comment(grade: Grade, assignment: Assignment | None, language: Language) -> str:
    if grade.points_by_hand is not None:
        return moved_note(grade, language) or override_note(grade, language)
    if grade.status is GradeStatus.UNGRADED:
        return printable(grade.cause)
    failure = next(iter(failure_views(grade, assignment, language)), None)
    if failure:
        said = failure.problems[0] if failure.problems else failure.said
        return f"{failure.part}: {said}" if failure.part else said
    losses = first_losses(grade, assignment, language, 1)
    if not losses:
        return ""
    values = {
        "title": losses[0].full_title,
        "points": catalog.points_text(losses[0].lost, language),
    }
    return catalog.text("table.loss", language, values)


def _points_line(grade: Grade, language: Language) -> str:
    if grade.points is None:
        return catalog.text("explain.blank", language)
    values = {
        "points": catalog.points_text(grade.points, language),
        "max_points": catalog.points_text(grade.max_points, language),
        "verdict": short_verdict(grade, language),
    }
    return catalog.text("explain.points", language, values)


def failure_lines(failure: FailureView, language: Language) -> list[str]:
    """Return a failure as wrapped lines: name, what happened, what Python said, how to fix it."""
    place = f" ({failure.where})" if failure.where else ""
    lines = _wrapped(f"! {failure.full_name}{place}: {failure.said}", indent=2)
    for problem in failure.problems:
        lines += _wrapped(problem, indent=2)
    if failure.message:
        message = printable(failure.message)
        lines += _wrapped(catalog.text("explain.said", language, {"message": message}), indent=2)
    if failure.remedy:
        remedy = f"{catalog.text('page.failure.remedy', language)}: {failure.remedy}"
        lines += _wrapped(remedy, indent=2)
    return lines


def _row_lines(row: RowView, language: Language) -> list[str]:
    lines = [f"{row.symbol} {row.title}: {row.points} / {row.max_points} ({row.status_word})"]
    measures = []
    if row.observed:
        measures.append(catalog.text("explain.measured", language, {"observed": row.observed}))
    if row.required:
        measures.append(catalog.text("explain.needed", language, {"required": row.required}))
    if measures:
        lines.append(f"  {' · '.join(measures)}")
    lines += _wrapped(row.seen, indent=2)
    if row.suggestion:
        lines += _wrapped(f"{catalog.text('page.try', language)} {row.suggestion}", indent=2)
    if row.where:
        lines += _wrapped(row.where, indent=2)
    return lines


def _group_head(group: RowGroup) -> list[str]:
    head = f"{group.title}: {group.points} / {group.max_points}"
    return [head, "=" * len(head)]


def _unjudged_lines(group: RowGroup) -> list[str]:
    """Rows without a finding, under one sentence per reason."""
    rows = [row for row in group.rows if not row.judged]
    lines: list[str] = []
    for reason in dict.fromkeys(row.seen for row in rows):
        lines += ["", *_wrapped(reason, indent=0)]
        lines += [
            f"{row.symbol} {row.title}: {row.points} / {row.max_points}"
            for row in rows
            if row.seen == reason
        ]
    return lines


def _placed(code: str, parts: Sequence[PlacedText], language: Language) -> list[str]:
    if not parts:
        return []
    lines = ["", catalog.text(code, language)]
    for part in parts:
        lines += _wrapped(
            f"- {part.where}: {part.said}" if part.where else f"- {part.said}", indent=2
        )
    return lines


def _wrapped(words: str, *, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(words, _WIDTH, initial_indent=margin, subsequent_indent=margin,
                         break_on_hyphens=False)  # fmt: skip
