"""`result.json` of Classroom 50; students read it.

Source:
    Classroom 50, documentation of the autograder; not tried there.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC
from typing import Any, Final

from graders.domain.assignment import Assignment
from graders.domain.grade import CriterionStatus, Grade
from graders.reports.exports.amounts import whole_points
from graders.reports.messages.text import Language
from graders.reports.row_view import row_views

SCHEMA: Final = "classroom50/result/v1"
_LINKS: Final = (("commit", "COMMIT_URL"), ("release", "RELEASE_URL"), ("review", "REVIEW_URL"))


def classroom50_result(
    grade: Grade,
    assignment: Assignment,
    language: Language,
    *,
    username: str,
    environment: Mapping[str, str],
) -> dict[str, Any] | None:
    """Return the document of one person; None for a blank grade.

    Points are whole numbers there, each rounded half up: the tests' sum may be another number than
    `score`.

    Args:
        grade: The grade.
        assignment: The assignment.
        language: Language of the tests' names.
        username: Whose it is.
        environment: What a runner of Classroom 50 tells; outside of one it is empty, and so are the
            fields that only a runner knows.
    """
    if grade.points is None:
        return None
    received = grade.received_at.astimezone(UTC)
    tag = f"submit/{received:%Y%m%dT%H%M%SZ}-{grade.fingerprint.submission_sha256[:7]}"
    rows = row_views(grade, assignment, language) if grade.rows_points is not None else ()
    return {
        "schema": SCHEMA,
        "classroom": environment.get("CLASSROOM", ""),
        "assignment": environment.get("ASSIGNMENT", assignment.id),
        "usernames": [username],
        "submission": environment.get("SUBMISSION_TAG", tag),
        **{field: environment.get(name, "") for field, name in _LINKS},
        "datetime": f"{received:%Y-%m-%dT%H:%M:%SZ}",
        "score": whole_points(grade.points),
        "max-score": whole_points(grade.max_points or assignment.rubric.max_points),
        "tests": [
            {
                "test-name": row.full_title,
                "passed": result.status is CriterionStatus.MET,
                "score": whole_points(result.points),
                "max-score": whole_points(result.max_points),
            }
            for result, row in zip(grade.results, rows, strict=False)
        ],
    }
