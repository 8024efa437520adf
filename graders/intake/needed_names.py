"""Follows names from the functions the grader calls to everything they rest on."""

from __future__ import annotations

import ast
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graders.intake.statements import Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class MissingName:
    """A needed name whose every definition does something the grader does not run.

    Attributes:
        name: The name.
        user: Index of the statement that uses it; None when the grader itself asks for it.
        definition: Index of the statement that would define it.
    """

    name: str
    user: int | None
    definition: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is kept.

    Attributes:
        kept: Indices of the needed statements.
        missing: Needed names without a definition that may run.
    """

    kept: frozenset[int]
    missing: tuple[MissingName, ...]


def select_needed(
    statements: Sequence[Statement], roots: Iterable[str], blocked: Mapping[int, str]
) -> Selection:
    """Return the statements that define `roots` and, again and again, the names they use.

    Args:
        statements: All top-level statements.
        roots: Names the grader asks for.
        blocked: Statements that must not run, with the reason.
    """
    binders = _binders(statements)
    asked_by: dict[str, int | None] = dict.fromkeys(roots)
    queue = deque(asked_by)
    kept: set[int] = set()
    missing: list[MissingName] = []
    while queue:
        name = queue.popleft()
        defining = binders.get(name, [])
        allowed = [index for index in defining if index not in blocked]
        binding = [index for index in defining if name in statements[index].binds]
        if binding and all(index in blocked for index in binding):
            missing.append(MissingName(name=name, user=asked_by[name], definition=binding[0]))
            continue
        for index in allowed:
            if index in kept:
                continue
            kept.add(index)
            for used in sorted(statements[index].uses):
                if used not in asked_by:
                    asked_by[used] = index
                    queue.append(used)
    return Selection(kept=frozenset(kept), missing=tuple(missing))


def line_of_use(statement: Statement, name: str) -> int:
    """Return the first line of `statement` that mentions `name`."""
    lines = (
        node.lineno
        for node in ast.walk(statement.node)
        if isinstance(node, ast.Name) and node.id == name
    )
    return min(lines, default=statement.line)


def _binders(statements: Sequence[Statement]) -> dict[str, list[int]]:
    imported = {name for item in statements if item.is_import for name in item.binds}
    binders: dict[str, list[int]] = {}
    for index, statement in enumerate(statements):
        # Changing an imported module in place would change Keras itself.
        for name in statement.binds | (statement.touches - imported):
            binders.setdefault(name, []).append(index)
    return binders
