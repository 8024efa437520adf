"""What verbs that only read need: the current grades and the profile they belong to."""

from __future__ import annotations

from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade
from graders.errors import CourseError
from graders.pipeline.context import choose_profile
from graders.records.gradebook import open_gradebook


def current_grades(
    workspace: Workspace, assignment: Assignment, profile: str | None
) -> tuple[str, dict[str, Grade]]:
    """Return the profile (the one graded last when none is named) and its grades by group."""
    if not workspace.gradebook.exists():
        return choose_profile(assignment, profile).name, {}
    with open_gradebook(workspace.gradebook) as gradebook:
        graded = gradebook.profiles(assignment.id)
        chosen = profile or (graded[0] if graded else None)
        name = choose_profile(assignment, chosen).name
        return name, gradebook.latest(assignment.id, name)


def require_grades(assignment: Assignment, profile: str, grades: dict[str, Grade]) -> None:
    """Refuse to go on without a single grade.

    Raises:
        CourseError: There is none; says how to make some.
    """
    if not grades:
        raise CourseError(
            f"{assignment.id} has no grades for the profile {profile}.",
            hint=f"Run: python grader.py grade {assignment.id} --profile {profile}",
        )
