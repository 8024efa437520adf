"""Judges when files came, with the course's policy, extensions, and slack days used before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from graders.course.assignment_file import assignment_folder, find_assignments, read_assignment
from graders.course.course_file import read_late_policy
from graders.course.workspace import Workspace
from graders.domain.assignment import Assignment
from graders.domain.lateness import Extension, JudgeLateness, Lateness, LatePolicy, never_late
from graders.grading.lateness import judge_lateness
from graders.intake.discovery import discover
from graders.intake.extensions import extensions_of, read_extensions
from graders.intake.roster import read_roster, roster_file

EXTENSIONS_FILE = "extensions.csv"


def lateness_judge(workspace: Workspace, assignment: Assignment) -> JudgeLateness:
    """Return what judges the files of an assignment; nothing is late without a deadline.

    Raises:
        AssignmentFileError: The course file, or that of an assignment that is due before, is wrong.
        RosterError: Extensions or a roster cannot be used.
    """
    if assignment.due is None:
        return never_late
    policy = read_late_policy(workspace)
    return _Judge(
        workspace=workspace,
        assignment=assignment,
        due=assignment.due,
        policy=policy,
        extensions=_extensions(workspace, assignment, policy),
    )


def deadline_of(workspace: Workspace, assignment: Assignment, group: str) -> datetime | None:
    """Return until when a group's file is in time: with its extension and grace.

    Raises:
        AssignmentFileError: The course file is wrong.
        RosterError: Extensions or a roster cannot be used.
    """
    if assignment.due is None:
        return None
    policy = read_late_policy(workspace)
    members = read_roster(roster_file(workspace.submissions / assignment.id)).get(group, ())
    own = extensions_of(_extensions(workspace, assignment, policy), group, members)
    return max([assignment.due, *(one.until for one in own)]) + policy.grace


def known_extensions(workspace: Workspace, assignment: Assignment) -> tuple[Extension, ...]:
    """Return the extensions of one assignment.

    Raises:
        AssignmentFileError: The course file is wrong.
        RosterError: Extensions or a roster cannot be used.
    """
    return _extensions(workspace, assignment, read_late_policy(workspace))


def _extensions(
    workspace: Workspace, assignment: Assignment, policy: LatePolicy
) -> tuple[Extension, ...]:
    inbox = workspace.submissions / assignment.id
    roster = read_roster(roster_file(inbox))
    groups = {entry.group for entry in discover(inbox)}
    members = {member for group in roster.values() for member in group}
    return read_extensions(inbox / EXTENSIONS_FILE, groups | set(roster) | members, policy.zone)


@dataclass(kw_only=True)
class _Judge:
    """One assignment's files against its deadline.

    Attributes:
        workspace: The course.
        assignment: The assignment.
        due: Its deadline.
        policy: The course's policy.
        extensions: Those of this assignment.
    """

    workspace: Workspace
    assignment: Assignment
    due: datetime
    policy: LatePolicy
    extensions: Sequence[Extension]

    def __call__(
        self, group: str, members: Sequence[str], received_at: datetime
    ) -> Lateness | None:
        if received_at <= self.due:
            return None
        return judge_lateness(
            received_at,
            self.due,
            self.policy,
            extensions=extensions_of(self.extensions, group, members),
            slack_days=self._slack_left(group),
        )

    def _slack_left(self, group: str) -> int:
        """Slack days that the group has not used for assignments that were due before."""
        if not self.policy.slack_days or self._before is None:
            return self.policy.slack_days
        left = self._before._slack_left(group)
        entry = self._before.received.get(group)
        found = None if entry is None else self._before(group, *entry)
        return left if found is None else found.slack_left

    @cached_property
    def received(self) -> Mapping[str, tuple[tuple[str, ...], datetime]]:
        """Members and time of arrival of every group that handed in."""
        inbox = self.workspace.submissions / self.assignment.id
        roster = read_roster(roster_file(inbox))
        return {
            entry.group: (roster.get(entry.group, ()), entry.received_at)
            for entry in discover(inbox, counts_until=self.assignment.counts_until)
            if entry.path is not None
        }

    @cached_property
    def _before(self) -> _Judge | None:
        """The judge of the assignment that was due last before this one."""
        names = find_assignments(self.workspace.assignments)
        others = (read_assignment(assignment_folder(self.workspace.assignments, n)) for n in names)
        earlier = [
            other
            for other in others
            if other.due is not None and (other.due, other.id) < (self.due, self.assignment.id)
        ]
        if not earlier:
            return None
        last = max(earlier, key=lambda other: (other.due, other.id))
        judge = lateness_judge(self.workspace, last)
        return judge if isinstance(judge, _Judge) else None
