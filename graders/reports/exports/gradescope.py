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
_TOLD: Final = frozenset({CriterionStatus.MET, CriterionStatus.PARTLY_MET, CriterionStatus.NOT_MET})


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
    document = {**plain_results(summary(grade, assignment, language)), "tests": tests}
    if points == grade.rows_points and tests and all("score" in test for test in tests):
        del document["score"]
        return document
    return {**document, "score": float(points)}


def check_results(
    grade: Grade, assignment: Assignment, text: str, language: Language
) -> dict[str, Any]:
    """Return the document of a self-check, which is worth no points.

    Gradescope wants a score somewhere: it is 0 of an assignment of 0 points. Rows say whether they
    are met; those that only grading can tell are left out.

    Args:
        grade: What the check found.
        assignment: The assignment.
        text: All that the check has to say.
        language: Language of the rows.
    """
    rows = zip(grade.results, row_views(grade, assignment, language), strict=True)
    told = [(result, row) for result, row in rows if result.status in _TOLD]
    tests = [
        {
            "name": row.full_title,
            "status": "passed" if result.status is CriterionStatus.MET else "failed",
            "output": row_text(row, language),
            "visibility": _VISIBLE,
        }
        for result, row in told
    ]
    return {**plain_results(text), "tests": tests}


def plain_results(text: str) -> dict[str, Any]:
    """Return a document that is worth no points and says one thing."""
    return {
        "score": 0,
        "output": text,
        "output_format": _TEXT,
        "test_output_format": _TEXT,
        "test_name_format": _TEXT,
        "visibility": _VISIBLE,
        "stdout_visibility": "hidden",
    }


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
