"""Reads the code cells of a notebook as plain JSON, tolerant of damage and of old formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graders.domain.submission import IntakeProblem, SourceLocation
from graders.intake.code_text import CodeText, unreadable
from graders.intake.encoding import decode_text, replace_surrogates
from graders.intake.quoting import quote

MAX_NOTEBOOK_BYTES = 64 * 2**20
MAX_CODE_BYTES = 2 * 2**20
# JSON grows in memory: an empty list takes 3 bytes in the file and some 70 once decoded.
_MAX_CONTAINERS = 1_000_000
_MAX_VALUES = 6_000_000


def read_notebook(data: bytes) -> CodeText:
    """Return the code of all code cells, joined; never raises.

    Only code cells are counted, from 1; outputs are never looked at.

    Args:
        data: The file as received; at most `MAX_NOTEBOOK_BYTES`.
    """
    if len(data) > MAX_NOTEBOOK_BYTES or _is_inflated(data):
        return unreadable(_too_large(MAX_NOTEBOOK_BYTES))
    text, problems = decode_text(data)
    if any(problem.fatal for problem in problems):
        return unreadable(problems[0])
    try:
        document = json.loads(text)
    except (ValueError, RecursionError, MemoryError) as error:
        return unreadable(_damaged(error))
    cells = list(_cells(document))
    if not cells:
        return unreadable(IntakeProblem(code="intake.notebook_without_cells"))
    return replace(_join(cells), problems=problems)


def _join(cells: list[dict[str, Any]]) -> CodeText:
    lines: list[str] = []
    locations: list[SourceLocation] = []
    number = 0
    for cell in cells:
        if cell.get("cell_type") != "code":
            continue
        number += 1
        source = _source(cell)
        new = source.removesuffix("\n").split("\n") if source else []
        lines += new
        locations += [SourceLocation(line=line, cell=number) for line in range(1, len(new) + 1)]
    if not lines:
        lines, locations = [""], [SourceLocation(line=1, cell=1)]
    return CodeText(
        text="\n".join(lines), locations=tuple(locations), module_text=_first_prose(cells)
    )


def _cells(document: object) -> Iterator[dict[str, Any]]:
    """Yield cells of format 4 (`cells`) and of format 3 (`worksheets`)."""
    if not isinstance(document, dict):
        return
    groups = [document, *_items(document.get("worksheets"))]
    for group in groups:
        if isinstance(group, dict):
            yield from (cell for cell in _items(group.get("cells")) if isinstance(cell, dict))


def _items(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _source(cell: dict[str, Any]) -> str:
    """Return a cell's text; format 3 keeps code under `input`."""
    source = cell.get("source", cell.get("input", ""))
    if isinstance(source, list):
        parts = [part for part in source if isinstance(part, str)]
        # Some converters write lines without their line feed.
        ended = any(part.endswith("\n") for part in parts)
        source = ("" if ended or len(parts) < 2 else "\n").join(parts)
    if not isinstance(source, str):
        return ""
    text = source.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    return replace_surrogates(text)


def _first_prose(cells: list[dict[str, Any]]) -> str:
    texts = (_source(cell).strip() for cell in cells if cell.get("cell_type") in _PROSE)
    return next((text for text in texts if text), "")[:10_000]


_PROSE = ("markdown", "heading")


def _is_inflated(data: bytes) -> bool:
    containers = data.count(b"[") + data.count(b"{")
    return containers > _MAX_CONTAINERS or data.count(b",") > _MAX_VALUES


def _too_large(limit: int) -> IntakeProblem:
    return IntakeProblem(code="intake.too_large", values=(("limit", f"{limit // 1024:d}"),))


def _damaged(error: Exception) -> IntakeProblem:
    line = error.lineno if isinstance(error, json.JSONDecodeError) else None
    words = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
    return IntakeProblem(
        code="intake.notebook_damaged",
        where=SourceLocation(line=line) if line else None,
        values=(("message", quote(words) or "JSON"),),
    )
