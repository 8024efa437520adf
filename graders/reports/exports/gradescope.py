"""`results.json` of Gradescope: what an autograder leaves for one submission; students read it.

Source:
    Gradescope, "Autograder specifications"; not tried on Gradescope.
"""

from __future__ import annotations

import json
from typing import Any, Final

from graders.domain.assignment import Assignment
from graders.domain.grade import CriterionResult, CriterionStatus, Grade
from graders.reports.exports.said import row_text, summary
from graders.reports.messages.text import Language
from graders.reports.row_view import RowView, row_views

_TEXT: Final = "text"
_VISIBLE: Final = "visible"


def gradescope_results(
    grade: Grade, assignment: Assignment, language: Language
) -> dict[str, Any] | None:
    """Return the document of a group; None for a blank grade, which Gradescope cannot say.

    One test for each row. `score` stands where what counts is not the sum of the tests: lateness, a
    decision by hand, a row that was not assessed. Every test is visible, because one hidden test
    hides the total.
    """
    points = grade.points
    if points is None:
        return None
    pairs = list(zip(grade.results, row_views(grade, assignment, language), strict=True))
    tests = [_test(result, row, language) for result, row in pairs] if _has_rows(grade) else []
    document: dict[str, Any] = {
        "output": summary(grade, assignment, language),
        "output_format": _TEXT,
        "test_output_format": _TEXT,
        "test_name_format": _TEXT,
        "visibility": _VISIBLE,
        "stdout_visibility": "hidden",
        "tests": tests,
    }
    if points != grade.rows_points or not tests or not all("score" in test for test in tests):
        document["score"] = float(points)
    return document


def as_json(document: object) -> bytes:
    """Return a document as UTF-8; numbers that are not finite are refused by `json`."""
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False)
    return f"{text}\n".encode(errors="replace")


def _has_rows(grade: Grade) -> bool:
    return grade.rows_points is not None


def _test(result: CriterionResult, row: RowView, language: Language) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": row.full_title,
        "max_score": float(result.max_points),
        "output": row_text(row, language),
        "visibility": _VISIBLE,
    }
    if result.status is CriterionStatus.NOT_ASSESSED:
        return test
    status = "passed" if result.status is CriterionStatus.MET else "failed"
    return {**test, "score": float(result.points), "status": status}
