"""Parses a student's code without running it, and says in Python's words why it cannot."""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from graders.domain.submission import IntakeProblem, SourceLocation
from graders.intake.code_text import locate
from graders.intake.quoting import quote

PARSE_ERRORS = (SyntaxError, ValueError, RecursionError, MemoryError)


def parse_code(
    text: str, locations: Sequence[SourceLocation]
) -> tuple[ast.Module | None, tuple[IntakeProblem, ...]]:
    """Return the syntax tree of `text`, or None and the problems that say why there is none."""
    try:
        with quiet_parser():
            return ast.parse(text), ()
    except PARSE_ERRORS as error:
        return None, _explain(*_first_error(text, locations, error))


def check_compiles(text: str, locations: Sequence[SourceLocation]) -> tuple[IntakeProblem, ...]:
    """Return what the compiler refuses although it parses, such as `return` outside a function."""
    try:
        with quiet_parser():
            compile(text, "<submission>", "exec", dont_inherit=True)
    except PARSE_ERRORS as error:
        return describe_error(error, locations)
    return ()


def describe_error(
    error: Exception, locations: Sequence[SourceLocation], offset: int = 0
) -> tuple[IntakeProblem, ...]:
    """Return the problems for an error in a part that begins `offset` lines below the first."""
    return _explain(error, _where(error, locations, offset))


@contextmanager
def quiet_parser() -> Iterator[None]:
    """Silence the parser's warnings: an invalid escape in a string is no business of the grader."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _first_error(
    text: str, locations: Sequence[SourceLocation], error: Exception
) -> tuple[Exception, SourceLocation | None]:
    """Parse a notebook cell by cell: an unfinished cell is otherwise blamed on the next one."""
    lines = text.split("\n")
    start = 0
    for index in range(1, len(lines) + 1):
        if index < len(lines) and _cell(locations, index) == _cell(locations, index - 1):
            continue
        try:
            with quiet_parser():
                ast.parse("\n".join(lines[start:index]))
        except PARSE_ERRORS as own:
            return own, _where(own, locations[start:index])
        start = index
    return error, _where(error, locations)


def _cell(locations: Sequence[SourceLocation], index: int) -> int | None:
    return locations[index].cell if index < len(locations) else None


def _where(
    error: Exception, locations: Sequence[SourceLocation], offset: int = 0
) -> SourceLocation | None:
    line = error.lineno if isinstance(error, SyntaxError) else None
    return locate(locations, line + offset if line else None)


def _explain(error: Exception, where: SourceLocation | None) -> tuple[IntakeProblem, ...]:
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    words = quote(str(said), 160) or type(error).__name__
    problem = IntakeProblem(code="intake.syntax_error", where=where, values=(("message", words),))
    hint = _hint(error, words)
    return (problem, IntakeProblem(code=hint, where=where, fatal=False)) if hint else (problem,)


def _hint(error: Exception, words: str) -> str:
    if isinstance(error, TabError):
        return "hint.tabs"
    if isinstance(error, RecursionError | MemoryError) or "too many" in words:
        return "hint.too_deep"
    if isinstance(error, IndentationError):
        return "hint.indentation"
    return "hint.print_statement" if "call to 'print'" in words else ""
