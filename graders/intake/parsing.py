"""Parses a student's code without running it, and says in Python's words why it cannot."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Callable, Sequence

from graders.domain.submission import IntakeProblem, SourceLocation
from graders.intake.code_text import locate
from graders.intake.quoting import quote

PARSE_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError)


def parse_code(
    text: str, locations: Sequence[SourceLocation]
) -> tuple[ast.Module | None, tuple[IntakeProblem, ...]]:
    """Return the syntax tree of `text`, or None and the problems that say why there is none."""
    try:
        return _quietly(lambda: ast.parse(text)), ()
    except PARSE_ERRORS as error:
        return None, _explain(*_first_error(text, locations, error))


def check_compiles(text: str, locations: Sequence[SourceLocation]) -> tuple[IntakeProblem, ...]:
    """Return what the compiler refuses although it parses, such as `return` outside a function."""
    try:
        _quietly(lambda: compile(text, "<submission>", "exec", dont_inherit=True))
    except PARSE_ERRORS as error:
        return _explain(error, _where(error, locations), text)
    return ()


def describe_error(
    error: Exception, locations: Sequence[SourceLocation], text: str, offset: int = 0
) -> tuple[IntakeProblem, ...]:
    """Return the problems for an error found in a part of `text` that begins `offset` lines down."""
    return _explain(error, _where(error, locations, offset), text)


def _quietly[T](action: Callable[[], T]) -> T:
    with warnings.catch_warnings():
        # An invalid escape in a string is a warning to Python and nothing to us.
        warnings.simplefilter("ignore")
        return action()


def _first_error(
    text: str, locations: Sequence[SourceLocation], error: Exception
) -> tuple[Exception, SourceLocation | None, str]:
    """Parse a notebook cell by cell: an unfinished cell is otherwise blamed on the next one."""
    lines = text.split("\n")
    start = 0
    for index in range(1, len(lines) + 1):
        inside = index < len(lines) and _cell(locations, index) == _cell(locations, index - 1)
        if inside:
            continue
        cell = "\n".join(lines[start:index])
        try:
            _quietly(lambda cell=cell: ast.parse(cell))  # type: ignore[misc]
        except PARSE_ERRORS as own:
            return own, _where(own, locations[start:index]), cell
        start = index
    return error, _where(error, locations), text


def _cell(locations: Sequence[SourceLocation], index: int) -> int | None:
    return locations[index].cell if index < len(locations) else None


def _where(
    error: Exception, locations: Sequence[SourceLocation], offset: int = 0
) -> SourceLocation | None:
    line = error.lineno if isinstance(error, SyntaxError) else None
    return locate(locations, line + offset if line else None)


def _explain(
    error: Exception, where: SourceLocation | None, text: str
) -> tuple[IntakeProblem, ...]:
    words = error.msg if isinstance(error, SyntaxError) else str(error) or type(error).__name__
    problem = IntakeProblem(
        code="intake.syntax_error", where=where, values=(("message", quote(str(words), 160)),)
    )
    hint = _hint(error, str(words))
    return (problem, IntakeProblem(code=hint, where=where, fatal=False)) if hint else (problem,)


def _hint(error: Exception, words: str) -> str:
    if isinstance(error, TabError):
        return "hint.tabs"
    if isinstance(error, RecursionError | MemoryError) or "too many nested" in words:
        return "hint.too_deep"
    if isinstance(error, IndentationError):
        return "hint.indentation"
    return "hint.print_statement" if "call to 'print'" in words else ""
