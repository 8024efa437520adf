"""The code of a file as one text whose every line knows its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graders.domain.submission import IntakeProblem, SourceLocation


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeText:
    """What a file says, before anything is left out.

    Attributes:
        text: The file, or all code cells joined; lines end in a line feed.
        locations: Place of every line of `text`.
        module_text: First Markdown cell of a notebook; empty otherwise.
        problems: What kept the file from being read, or is worth a word.
    """

    text: str
    locations: tuple[SourceLocation, ...]
    module_text: str = ""
    problems: tuple[IntakeProblem, ...] = ()

    @property
    def is_readable(self) -> bool:
        """Whether there is code to look at."""
        return not any(problem.fatal for problem in self.problems)


def file_locations(text: str) -> tuple[SourceLocation, ...]:
    """Return the place of every line of a plain file."""
    return tuple(SourceLocation(line=line) for line in range(1, text.count("\n") + 2))


def locate(locations: Sequence[SourceLocation], line: int | None) -> SourceLocation | None:
    """Translate a 1-based line of the text; a line past the end becomes the last one."""
    if line is None or line < 1 or not locations:
        return None
    return locations[min(line, len(locations)) - 1]


def place_label(where: SourceLocation | None) -> str:
    """Show a place inside a sentence: `12` in a file, `3:12` (cell, line) in a notebook."""
    if where is None:
        return "?"
    return str(where.line) if where.cell is None else f"{where.cell}:{where.line}"


def unreadable(problem: IntakeProblem) -> CodeText:
    """Return the empty text of a file that could not be read."""
    return CodeText(text="", locations=file_locations(""), problems=(problem,))
