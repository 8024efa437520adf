"""Annotations of GitHub Actions: findings at their places in the file; students read them.

Source:
    GitHub, "Workflow commands for GitHub Actions"; not tried in a workflow.
"""

from __future__ import annotations

from typing import Final

from graders.domain.assignment import Assignment
from graders.domain.grade import CriterionResult, CriterionStatus, Grade
from graders.domain.submission import SourceLocation
from graders.reports.exports.said import row_text, summary
from graders.reports.failure_view import failure_views
from graders.reports.messages import catalog
from graders.reports.messages.text import Language
from graders.reports.printable import printable
from graders.reports.row_view import RowView, row_views

MOST_OF_A_KIND: Final = 10
"""GitHub shows no more of a kind for each step."""

_LOST: Final = frozenset({CriterionStatus.PARTLY_MET, CriterionStatus.NOT_MET})


def github_annotations(grade: Grade, assignment: Assignment, language: Language) -> str:
    """Return one command a line: points as a notice, failures as errors, lost points as warnings.

    Largest losses come first. Places in a notebook are told in words only: GitHub counts lines of
    the whole file, a notebook's places are counted in its cells.
    """
    title = assignment.title.get(str(language)) or assignment.id
    if grade.points is None:
        blank = catalog.text("export.blank", language)
        return _command("warning", blank, {"title": title})
    lines = [_command("notice", summary(grade, assignment, language), {"title": title})]
    failures = failure_views(grade, assignment, language)
    place = _failure_place(grade) if len(failures) == 1 else None
    for failure in failures:
        said = f"{failure.full_name}: {failure.said}"
        lines.append(_command("error", said, {**_place(grade, place), "title": failure.full_name}))
    pairs = zip(grade.results, row_views(grade, assignment, language), strict=True)
    lost = sorted(
        ((result, row) for result, row in pairs if result.status in _LOST and row.lost > 0),
        key=lambda pair: -pair[1].lost,
    )
    lines += [_loss(grade, result, row, language) for result, row in lost[:MOST_OF_A_KIND]]
    return "".join(lines)


def _loss(grade: Grade, result: CriterionResult, row: RowView, language: Language) -> str:
    title = f"{row.full_title}: {row.points} / {row.max_points}"
    where = result.finding.where if result.finding else ()
    properties = {**_place(grade, where[0] if where else None), "title": title}
    return _command("warning", row_text(row, language), properties)


def _failure_place(grade: Grade) -> SourceLocation | None:
    sources = (grade.evidence, *grade.runs.values())
    failure = next((source.failure for source in sources if source and source.failure), None)
    if failure is None or failure.line is None:
        return None
    return SourceLocation(line=failure.line, cell=failure.cell)


def _place(grade: Grade, where: SourceLocation | None) -> dict[str, str]:
    file = printable(grade.file_name)
    if not file:
        return {}
    if where is None or where.cell is not None:
        return {"file": file}
    return {"file": file, "line": str(where.line)}


def _command(kind: str, message: str, properties: dict[str, str]) -> str:
    shown = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind}{' ' if shown else ''}{shown}::{_data(message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
