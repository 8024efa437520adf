"""Finds code that puts something of its own in the place of a library's function or class."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from graders.analysis.suspicions.library_names import LibraryNames
from graders.analysis.suspicions.places import Sighting

# What people set in good faith: certificates, plots, tables, images, log levels.
_EXEMPT_ROOTS = frozenset(
    {"ssl", "matplotlib", "pandas", "seaborn", "PIL", "warnings", "logging", "plotly", "IPython"}
)
# Names that NumPy dropped; old code is kept alive with `np.bool = bool`.
_NUMPY_ALIASES = frozenset({"bool", "int", "float", "object", "str", "complex", "long", "unicode"})
_STREAMS = frozenset({"sys.stdout", "sys.stderr"})
_SETTERS = frozenset({"setattr", "delattr"})
_DUNDER_SETTERS = frozenset({"__setattr__", "__delattr__"})
_CHANGERS = frozenset({"update", "pop", "setdefault", "clear", "__setitem__", "__delitem__"})
_NAMESPACES = frozenset({"sys.modules", "__builtins__", "builtins.__dict__"})


def find_patches(tree: ast.Module, names: LibraryNames) -> tuple[Sighting, ...]:
    """Return what is assigned or deleted inside a library, in line order."""
    found: set[Sighting] = set()
    for node in ast.walk(tree):
        for patched in _patched(node, names):
            found.add(Sighting(getattr(node, "lineno", 1), patched))
    return tuple(sorted(found))


def _patched(node: ast.AST, names: LibraryNames) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store | ast.Del):
        yield from _attribute(node.value, node.attr, names)
    elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del):
        yield from _entry(node.value, names)
    elif isinstance(node, ast.Call):
        yield from _call(node, names)


def _attribute(owner: ast.expr, name: str, names: LibraryNames) -> Iterator[str]:
    path = names.path(owner) or _builtins(owner)
    if not path or _is_harmless(path, name):
        return
    if names.is_ambiguous(owner):
        return
    yield f"{path}.{name}"


def _entry(owner: ast.expr, names: LibraryNames) -> Iterator[str]:
    """`sys.modules["keras"] = x`, `keras.Model.__dict__["fit"] = x`, `vars(np)["mean"] = x`."""
    path = names.path(owner) or _builtins(owner)
    if path in _NAMESPACES or path.endswith(".__dict__"):
        yield path
    elif isinstance(owner, ast.Call) and _called(owner) == "vars" and owner.args:
        inner = names.path(owner.args[0])
        if inner:
            yield inner


def _call(call: ast.Call, names: LibraryNames) -> Iterator[str]:
    function = _called(call)
    if not isinstance(call.func, ast.Name | ast.Attribute):
        return
    by_name = isinstance(call.func, ast.Name) and function in _SETTERS
    if (by_name or function in _DUNDER_SETTERS) and call.args:
        name = call.args[1] if len(call.args) > 1 else None
        shown = name.value if isinstance(name, ast.Constant) else "…"
        yield from _attribute(call.args[0], str(shown), names)
    elif isinstance(call.func, ast.Attribute) and function in _CHANGERS:
        yield from _entry(call.func.value, names)


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _builtins(node: ast.expr) -> str:
    return "__builtins__" if isinstance(node, ast.Name) and node.id == "__builtins__" else ""


def _is_harmless(path: str, name: str) -> bool:
    root = path.partition(".")[0]
    return (
        root in _EXEMPT_ROOTS
        # A switch such as `ImageFile.LOAD_TRUNCATED_IMAGES`.
        or name.isupper()
        or (path == "numpy" and name in _NUMPY_ALIASES)
        or f"{path}.{name}" in _STREAMS
    )
