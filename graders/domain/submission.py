"""What a group handed in: text, never a module."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class AttemptRule(StrEnum):
    """Which of a group's attempts is graded."""

    LAST = "last"
    LAST_ON_TIME = "last_on_time"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLocation:
    """A place in the file as the student knows it.

    Attributes:
        line: 1-based line; inside the cell for a notebook.
        cell: 1-based code cell of a notebook; None for `.py` files.
    """

    line: int
    cell: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A statement the grader does not run.

    Attributes:
        code: Why, as a message code, such as `left_out.trains`.
        where: The place in the file.
        text: The statement's first line, shortened.
    """

    code: str
    where: SourceLocation
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeProblem:
    """Something that keeps the file from being graded, or a habit worth a word.

    Attributes:
        code: Message code, such as `intake.syntax_error`.
        where: The place; None when it concerns the whole file.
        values: Values for the message text.
        fatal: Whether the file cannot be run.
    """

    code: str
    where: SourceLocation | None = None
    values: tuple[tuple[str, str], ...] = ()
    fatal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One file of one group, read and cleaned.

    Attributes:
        assignment: Assignment id.
        group: Group id.
        members: Member ids; empty when there is no roster.
        file_name: Name as received.
        received_at: Time of arrival with time zone.
        sha256: Hash of the bytes as received.
        original: The code as text: the file, or all code cells joined.
        source: What the worker runs; left-out lines are blank, so line numbers match `original`.
        locations: Place of every line of `source`, line 1 first.
        left_out: Statements that are not run.
        problems: What is wrong or worth a word.
        module_text: First Markdown cell of a notebook; empty for `.py` files.
    """

    assignment: str
    group: str
    members: tuple[str, ...] = ()
    file_name: str
    received_at: datetime
    sha256: str
    original: str
    source: str
    locations: tuple[SourceLocation, ...]
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[IntakeProblem, ...] = ()
    module_text: str = ""

    @property
    def fatal_problems(self) -> tuple[IntakeProblem, ...]:
        """Problems that keep the file from being run."""
        return tuple(problem for problem in self.problems if problem.fatal)

    def locate(self, line: int | None) -> SourceLocation | None:
        """Translate a line of `source` into the place the student knows."""
        if line is None or not 1 <= line <= len(self.locations):
            return None
        return self.locations[line - 1]
