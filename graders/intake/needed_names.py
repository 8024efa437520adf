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
        lost = _lost_definition(name, [(index, statements[index]) for index in defining], blocked)
        if lost is not None:
            missing.append(MissingName(name=name, user=asked_by[name], definition=lost))
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


def _lost_definition(
    name: str, defining: Sequence[tuple[int, Statement]], blocked: Mapping[int, str]
) -> int | None:
    """Return the blocked statement without which `name` has no value, if there is one.

    `x = x / 255` gives `x` no value of its own when the `x` before it was loaded from a file.
    """
    binding = [(index, item) for index, item in defining if name in item.binds]
    lost = [index for index, _ in binding if index in blocked]
    own = (index not in blocked and not _builds_on(item, name) for index, item in binding)
    return lost[0] if lost and not any(own) else None


def _builds_on(statement: Statement, name: str) -> bool:
    if isinstance(statement.node, ast.AugAssign):
        return True
    return name in statement.uses and not statement.is_definition


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
