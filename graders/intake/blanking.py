"""Removes statements from a text without moving any other line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from graders.intake.statements import Statement

_REST_OF_LINE = re.compile(r"[ \t\f]*;?[ \t\f]*(#.*)?")

_Span = tuple[int, int]


def blank_out(text: str, statements: Sequence[Statement], keep: frozenset[int]) -> str:
    """Return `text` without the statements whose index is not in `keep`; lines stay in place.

    Whole lines become blank. A statement that shares a line with a kept one becomes `pass`.
    """
    pieces: list[str] = []
    done = 0
    spans = _merge(text, statements, keep)
    for (start, end), (before, after) in spans:
        head, tail = text[before:start], text[end:after]
        indent = head.rpartition("\n")[2]
        rest = tail.partition("\n")[0]
        own_start = (before == 0 or "\n" in head) and not indent.strip()
        own_end = (after == len(text) or "\n" in tail) and _REST_OF_LINE.fullmatch(rest)
        newlines = "\n" * text.count("\n", start, end)
        if own_start and own_end:
            pieces += [text[done : start - len(indent)], newlines]
            done = end + len(rest)
        else:
            pieces += [text[done:start], newlines, "pass"]
            done = end
    return "".join([*pieces, text[done:]])


def _merge(
    text: str, statements: Sequence[Statement], keep: frozenset[int]
) -> list[tuple[_Span, _Span]]:
    """Return removed spans, each with where its neighbours end and begin.

    Neighbours on one line (`a(); b()`) become one span, so that the line can be blank.
    """
    spans: list[tuple[_Span, _Span]] = []
    for index, statement in enumerate(statements):
        if index in keep:
            continue
        before = statements[index - 1].end if index else 0
        last = index + 1 == len(statements)
        after = len(text) if last else statements[index + 1].start
        if spans and index - 1 not in keep and _joined(text[before : statement.start]):
            (start, _), (before_all, _) = spans.pop()
            spans.append(((start, statement.end), (before_all, after)))
        else:
            spans.append(((statement.start, statement.end), (before, after)))
    return spans


def _joined(between: str) -> bool:
    return "\n" not in between or bool(between.rpartition("\n")[2].strip())
