"""Exceptions for people who must act; a student's fault is never one of them.

Tree (a test compares it with the classes):

    GraderError
        UsageError
        CourseError
            AssignmentFileError
            UnknownNameError
            RosterError
            DatasetError
        EnvironmentNotReadyError
            ExecutorUnavailableError
            DeviceUnavailableError
            StorageError
            CalibrationMissingError
            MachineMovedError
            GradebookVersionError
        SubmissionRejectedError
        WorkerBrokenError
        WireFormatError
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar


class GraderError(Exception):
    """An error that is shown as one sentence, without a traceback.

    Attributes:
        message: What happened and where.
        hint: How to mend it; empty when the message already says it.
    """

    exit_code: ClassVar[int] = 70

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(GraderError):
    """The command line was wrong."""

    exit_code = 2


class CourseError(GraderError):
    """Something in the course files is wrong; the teacher can mend it."""

    exit_code = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class FileProblem:
    """One problem in a course file.

    Attributes:
        file: Path as the user knows it.
        line: 1-based line number.
        key: Dotted key path, such as `profiles.cpu.train`.
        expected: What the key must hold.
        found: What it holds.
        remedy: What to write instead; may be empty.
    """

    file: str
    line: int
    key: str
    expected: str
    found: str
    remedy: str = ""

    def __str__(self) -> str:
        text = f"{self.file}:{self.line}  {self.key}  expected {self.expected}, found {self.found}."
        return f"{text} {self.remedy}".strip()


class AssignmentFileError(CourseError):
    """A course file does not hold what it must; carries every problem at once.

    Attributes:
        problems: All problems, in line order.
    """

    def __init__(self, problems: Iterable[FileProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: (problem.line, problem.key)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownNameError(CourseError):
    """A name is not registered; the message suggests the nearest known one."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        names = sorted(known)
        near = difflib.get_close_matches(name, names, n=1)
        hint = f"Did you mean {near[0]!r}?" if near else f"Known: {', '.join(names) or 'none'}."
        super().__init__(f"There is no {kind} {name!r}.", hint=hint)


class RosterError(CourseError):
    """The roster cannot be read or contradicts itself."""


class DatasetError(CourseError):
    """A data set is missing, damaged, or not what the assignment needs."""


class EnvironmentNotReadyError(GraderError):
    """Something on this machine is missing; the message names the command that mends it."""

    exit_code = 4


class ExecutorUnavailableError(EnvironmentNotReadyError):
    """No sandbox can run here."""


class DeviceUnavailableError(EnvironmentNotReadyError):
    """A GPU was asked for and no worker can use one."""


class StorageError(EnvironmentNotReadyError):
    """What was found out cannot be kept: the disk is full, or the gradebook cannot be written."""


class CalibrationMissingError(EnvironmentNotReadyError):
    """The assignment has no calibration for the profile."""


class MachineMovedError(EnvironmentNotReadyError):
    """Known solutions reach something else on this class of machine than in the calibration."""


class GradebookVersionError(EnvironmentNotReadyError):
    """The gradebook was written by a newer version."""


class SubmissionRejectedError(GraderError):
    """A file was not accepted as a submission (`submit`, `check`)."""

    exit_code = 1


class WorkerBrokenError(GraderError):
    """A run failed for a reason that is not the student's; it is retried, then left ungraded."""


class WireFormatError(GraderError):
    """Bytes from the worker were not a valid message; becomes `Verdict.MALFORMED_OUTPUT`."""
