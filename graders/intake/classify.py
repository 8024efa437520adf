"""Says what a top-level statement would do if it ran: train, load data, plot, save, ..."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence

from graders.intake.call_names import category_of, dotted_name
from graders.intake.statements import Statement

# In order of what a student most needs to hear about a statement that does several things.
_PRIORITY = (
    "left_out.main_block",
    "left_out.mounts_drive",
    "left_out.trains",
    "left_out.loads_data",
    "left_out.saves",
    "left_out.evaluates",
    "left_out.plots",
    "left_out.shell",
    "left_out.seeds",
    "left_out.environment",
    "left_out.prints",
)
# A needed name is not worth any of these: the others are harmless when they bind one.
BLOCKING = frozenset(_PRIORITY[:8])


def effect_of(node: ast.stmt, effects: Mapping[str, str]) -> str:
    """Return the code of what running `node` does besides binding names; empty for nothing.

    Args:
        node: A top-level statement.
        effects: Effects of the student's own functions, from `function_effects`.
    """
    if is_main_block(node):
        return "left_out.main_block"
    found = {_call_effect(call, effects) for call in _calls(evaluated(node))}
    if _sets_environment(node):
        found.add("left_out.environment")
    return next((code for code in _PRIORITY if code in found), "")


def reason_for(statement: Statement, effects: Mapping[str, str]) -> str:
    """Return why a statement that no function needs is left out."""
    if statement.is_import:
        return "left_out.unused_import"
    return effect_of(statement.node, effects) or "left_out.unused"


def function_effects(statements: Sequence[Statement]) -> dict[str, str]:
    """Return what calling each of the student's functions does, following calls among them."""
    effects: dict[str, str] = {}
    callers: dict[str, set[str]] = {}
    for statement in statements:
        name = getattr(statement.node, "name", "")
        calls = list(_calls(_called_body(statement.node)))
        found = {_call_effect(call, {}) for call in calls}
        effect = next((code for code in _PRIORITY if code in found), "")
        if effect in BLOCKING:
            effects.setdefault(name, effect)
        for call in calls:
            if isinstance(call.func, ast.Name):
                callers.setdefault(call.func.id, set()).add(name)
    waiting = list(effects)
    while waiting:
        callee = waiting.pop()
        for caller in sorted(callers.get(callee, set()) - effects.keys()):
            effects[caller] = effects[callee]
            waiting.append(caller)
    return effects


def evaluated(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what runs when the statement runs: not the bodies of functions it defines."""
    stack: list[ast.AST] = [node]
    while stack:
        current = stack.pop()
        yield current
        if isinstance(current, ast.FunctionDef | ast.AsyncFunctionDef):
            stack += [*current.decorator_list, *_defaults(current.args)]
        elif isinstance(current, ast.Lambda):
            stack += _defaults(current.args)
        else:
            stack += ast.iter_child_nodes(current)


def is_main_block(node: ast.stmt) -> bool:
    """Recognise `if __name__ == "__main__":`."""
    return isinstance(node, ast.If) and any(
        isinstance(part, ast.Name) and part.id == "__name__" for part in ast.walk(node.test)
    )


def _defaults(arguments: ast.arguments) -> list[ast.AST]:
    return [*arguments.defaults, *(value for value in arguments.kw_defaults if value)]


def _calls(nodes: Iterable[ast.AST]) -> Iterator[ast.Call]:
    return (node for node in nodes if isinstance(node, ast.Call))


def _call_effect(call: ast.Call, effects: Mapping[str, str]) -> str:
    if isinstance(call.func, ast.Name) and call.func.id in effects:
        return effects[call.func.id]
    return category_of(dotted_name(call.func))


def _called_body(node: ast.stmt) -> Iterator[ast.AST]:
    """Yield what calling a function, or creating an object of a class, runs."""
    starts: list[ast.stmt] = []
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        starts = node.body
    elif isinstance(node, ast.ClassDef):
        starts = [item for item in node.body if getattr(item, "name", "") in _CONSTRUCTORS]
    for start in starts:
        yield from ast.walk(start)


_CONSTRUCTORS = {"__init__", "__new__"}


def _sets_environment(node: ast.stmt) -> bool:
    if not isinstance(node, ast.Assign | ast.AugAssign):
        return False
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return any(
        isinstance(target, ast.Subscript) and dotted_name(target.value)[-1:] == ("environ",)
        for target in targets
    )
