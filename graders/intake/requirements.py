"""Checks that the functions and settings the assignment asks for are there and can be used."""

from __future__ import annotations

import ast
import difflib
from collections.abc import Iterable, Sequence

from graders.domain.assignment import FunctionSpec, SubmissionSpec
from graders.domain.submission import IntakeProblem, SourceLocation
from graders.intake.call_names import dotted_name
from graders.intake.classify import evaluated
from graders.intake.code_text import locate, place_label
from graders.intake.quoting import quote
from graders.intake.statements import Statement

_EXAMPLE_VALUES = {"epochs": "10", "batch_size": "64"}
_VALUES = (ast.List, ast.Tuple, ast.Dict, ast.Set, ast.Constant, ast.ListComp)
_MODEL_NAMES = {"Sequential", "Model", "Functional"}


def check_requirements(
    statements: Sequence[Statement],
    spec: SubmissionSpec,
    locations: Sequence[SourceLocation],
) -> tuple[IntakeProblem, ...]:
    """Return what keeps the worker from calling the submission's functions."""
    absent = [
        item for item in spec.functions if item.required and not _binds(statements, item.name)
    ]
    problems = [_missing_function(item, statements, locations) for item in absent]
    script = _script_problem(statements, locations) if absent else None
    if script:
        return (_with(script, absent[0].signature, spec),)
    if spec.settings_name:
        problems += _check_settings(statements, spec, locations)
    for item in spec.functions:
        problem = _check_signature(statements, item, locations)
        problems += [problem] if problem else []
    return tuple(problems)


def written_value(statements: Sequence[Statement], name: str) -> Statement | None:
    """Return the last definition of `name` when it is a value such as `callbacks = [...]`."""
    last = next((item for item in reversed(statements) if name in item.binds), None)
    node = last.node if last else None
    if isinstance(node, ast.Assign | ast.AnnAssign) and isinstance(node.value, _VALUES):
        return last
    return None


def settings_literal(spec: SubmissionSpec) -> str:
    """Return the settings as a student would write them: `TRAINING = {"epochs": 10}`."""
    items = (f'"{key}": {_EXAMPLE_VALUES.get(key, "...")}' for key in spec.settings_keys)
    return f"{spec.settings_name} = {{{', '.join(items)}}}"


def _binds(statements: Iterable[Statement], name: str) -> bool:
    return any(name in statement.binds for statement in statements)


def _missing_function(
    spec: FunctionSpec, statements: Sequence[Statement], locations: Sequence[SourceLocation]
) -> IntakeProblem:
    defined = {
        node.name: node.lineno
        for statement in statements
        if isinstance(node := statement.node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    values = [("name", spec.name), ("signature", spec.signature)]
    simplified = {_simplify(name): name for name in defined}
    near = difflib.get_close_matches(_simplify(spec.name), simplified, n=1, cutoff=0.75)
    if not near:
        return IntakeProblem(code="intake.missing_function", values=tuple(values))
    found = simplified[near[0]]
    return IntakeProblem(
        code="intake.misspelt_function",
        where=locate(locations, defined[found]),
        values=(*values, ("found", quote(found))),
    )


def _simplify(name: str) -> str:
    return name.replace("_", "").lower()


def _script_problem(
    statements: Sequence[Statement], locations: Sequence[SourceLocation]
) -> IntakeProblem | None:
    """Recognise a model that is built, compiled and trained outside any function."""
    lines: dict[str, int] = {}
    for statement in statements:
        if statement.is_definition or statement.is_import:
            continue
        for node in evaluated(statement.node):
            role = _script_role(node)
            if role and isinstance(node, ast.Call):
                lines[role] = min(lines.get(role, node.lineno), node.lineno)
    if "model" not in lines or len(lines) < 2:
        return None
    where = locate(locations, lines["model"])
    values = tuple(
        (role, place_label(locate(locations, lines.get(role))) if role in lines else "-")
        for role in ("model", "compile", "fit")
    )
    return IntakeProblem(code="intake.top_level_script", where=where, values=values)


def _script_role(node: ast.AST) -> str:
    if not isinstance(node, ast.Call):
        return ""
    name = dotted_name(node.func)
    if name[-1] in _MODEL_NAMES:
        return "model"
    if len(name) > 1 and name[-1] == "compile" and name[0] != "re":
        return "compile"
    return "fit" if len(name) > 1 and name[-1] in {"fit", "fit_generator"} else ""


def _with(problem: IntakeProblem, signature: str, spec: SubmissionSpec) -> IntakeProblem:
    values = (
        *problem.values,
        ("signature", signature),
        ("settings_name", spec.settings_name),
        ("literal", settings_literal(spec)),
    )
    return IntakeProblem(code=problem.code, where=problem.where, values=values)


def _check_settings(
    statements: Sequence[Statement], spec: SubmissionSpec, locations: Sequence[SourceLocation]
) -> list[IntakeProblem]:
    name = spec.settings_name
    values = (("name", name), ("literal", settings_literal(spec)))
    binding = [item for item in statements if name in item.binds]
    if not binding:
        return [IntakeProblem(code="intake.missing_settings", values=values)]
    changed = any(name in item.touches for item in statements)
    keys = None if changed or len(binding) > 1 else _literal_keys(binding[0].node)
    absent = [key for key in spec.settings_keys if keys is not None and key not in keys]
    if not absent:
        return []
    return [
        IntakeProblem(
            code="intake.missing_settings_keys",
            where=locate(locations, binding[0].line),
            values=(*values, ("keys", ", ".join(absent))),
        )
    ]


def _literal_keys(node: ast.stmt) -> set[str] | None:
    """Return the keys of a dictionary that is written out; None when they cannot be told."""
    value = node.value if isinstance(node, ast.Assign | ast.AnnAssign) else None
    if isinstance(value, ast.Dict):
        keys = [key.value for key in value.keys if isinstance(key, ast.Constant)]
        return {str(key) for key in keys} if len(keys) == len(value.keys) else None
    if isinstance(value, ast.Call) and dotted_name(value.func) == ("dict",) and not value.args:
        names = [keyword.arg for keyword in value.keywords]
        return {name for name in names if name} if None not in names else None
    return None


def _check_signature(
    statements: Sequence[Statement], spec: FunctionSpec, locations: Sequence[SourceLocation]
) -> IntakeProblem | None:
    """Ask whether the last definition can be called with the expected positional arguments."""
    value = written_value(statements, spec.name)
    if value is not None:
        return IntakeProblem(
            code="intake.not_a_function",
            where=locate(locations, value.line),
            values=(("name", spec.name), ("signature", spec.signature)),
            fatal=spec.required,
        )
    node = next((item.node for item in reversed(statements) if spec.name in item.binds), None)
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    if isinstance(node, ast.FunctionDef) and _accepts(node.args, len(spec.parameters)):
        return None
    return IntakeProblem(
        code="intake.wrong_signature",
        where=locate(locations, node.lineno),
        values=_signature_values(spec, node),
    )


def _signature_values(
    spec: FunctionSpec, node: ast.FunctionDef | ast.AsyncFunctionDef
) -> tuple[tuple[str, str], ...]:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    found = f"{node.name}({', '.join(item.arg for item in named)})"
    if isinstance(node, ast.AsyncFunctionDef):
        found = f"async {found}"
    return (("name", spec.name), ("signature", spec.signature), ("found", quote(found, 120)))


def _accepts(arguments: ast.arguments, count: int) -> bool:
    positional = len(arguments.posonlyargs) + len(arguments.args)
    required = positional - len(arguments.defaults)
    keyword_required = any(default is None for default in arguments.kw_defaults)
    fits = required <= count and (count <= positional or arguments.vararg is not None)
    return fits and not keyword_required
