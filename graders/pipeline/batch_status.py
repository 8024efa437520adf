"""Where every group stands, without training or reading data."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.grade import Grade, GradeStatus
from graders.domain.lateness import JudgeLateness
from graders.intake.discovery import HandedIn, discover
from graders.pipeline.late_work import lateness_judge
from graders.reports.base import StatusRow, SubmissionState


def batch_status(
    workspace: Workspace, assignment: Assignment, grades: Mapping[str, Grade]
) -> tuple[StatusRow, ...]:
    """Return one row per group that handed in or has a grade.

    Raises:
        AssignmentFileError: The course file is wrong.
        RosterError: Extensions or a roster cannot be used.
    """
    judge = lateness_judge(workspace, assignment)
    inbox = workspace.submissions / assignment.id
    found = discover(inbox, counts_until=assignment.counts_until)
    handed_in = {entry.group: entry for entry in found}
    groups = sorted({*handed_in, *grades})
    return tuple(
        StatusRow(
            group=group,
            state=_state(handed_in.get(group), grades.get(group), assignment, judge),
            received_at=handed_in[group].received_at if group in handed_in else None,
            grade=grades.get(group),
        )
        for group in groups
    )


def _state(
    handed_in: HandedIn | None,
    grade: Grade | None,
    assignment: Assignment,
    judge: JudgeLateness,
) -> SubmissionState:
    if handed_in is None or handed_in.path is None:
        return SubmissionState.MISSING
    if grade is None:
        return SubmissionState.PENDING
    if grade.status is GradeStatus.UNGRADED and grade.points_by_hand is None:
        return SubmissionState.NEEDS_RERUN
    if not _is_current(handed_in, handed_in.path, grade, assignment, judge):
        return SubmissionState.CHANGED
    return _settled(grade)


def _is_current(
    handed_in: HandedIn, path: Path, grade: Grade, assignment: Assignment, judge: JudgeLateness
) -> bool:
    """Whether file, assignment and lateness are those that the grade was made from."""
    fingerprint = grade.fingerprint
    return (
        fingerprint.submission_sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
        and fingerprint.assignment_sha256 == assignment.sha256
        and grade.lateness == judge(grade.group, grade.members, handed_in.received_at)
    )


def _settled(grade: Grade) -> SubmissionState:
    """Whether a person has to look at a current grade; who set the points by hand has looked."""
    by_hand = grade.points_by_hand is not None
    unsettled = grade.moved_since_override if by_hand else grade.status is GradeStatus.NEEDS_REVIEW
    return SubmissionState.NEEDS_REVIEW if unsettled else SubmissionState.GRADED
