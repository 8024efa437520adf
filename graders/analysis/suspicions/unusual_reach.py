"""Finds names that a file which builds a model does not need: processes, frames, foreign files.

The sandbox refuses most of them. That somebody tried is what a person should know.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from graders.analysis.suspicions import reach_tables as tables
from graders.analysis.suspicions.library_names import LibraryNames, bound_names, constant_text
from graders.analysis.suspicions.places import Sighting

_ENVIRONMENT = "os.environ"
_MODULES = "sys.modules"
_WRITING = re.compile(r"[wax]")


def find_unusual_reach(tree: ast.Module, names: LibraryNames) -> tuple[Sighting, ...]:
    """Return unusual modules, functions, attributes and paths, in line order."""
    return _Finder(tree, names).find()


class _Finder:
    """One file and what its names stand for."""

    def __init__(self, tree: ast.Module, names: LibraryNames) -> None:
        self._tree = tree
        self._names = names
        self._own = set(bound_names(tree))
        self._parents = {
            id(child): node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)
        }

    def find(self) -> tuple[Sighting, ...]:
        """Look at every node."""
        found: set[Sighting] = set()
        for node in ast.walk(self._tree):
            for name in self._seen(node):
                found.add(Sighting(getattr(node, "lineno", 1), name))
        return tuple(sorted(found))

    def _seen(self, node: ast.AST) -> Iterator[str]:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if tables.is_unusual(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            whole = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name for name in whole if tables.is_unusual(name))
        elif isinstance(node, ast.Attribute | ast.Name):
            yield from self._named(node)
        elif isinstance(node, ast.Call):
            yield from self._called(node)
        elif isinstance(node, ast.Constant) and self._is_unusual_text(node):
            yield _shown_text(node)

    def _named(self, node: ast.Attribute | ast.Name) -> Iterator[str]:
        if isinstance(node, ast.Attribute) and node.attr in tables.ATTRIBUTES:
            yield node.attr
        path = self._path(node)
        # `a.b` inside `a.b.c` is told by the whole.
        is_whole = not isinstance(self._parents.get(id(node)), ast.Attribute)
        if path in (_ENVIRONMENT, _MODULES):
            if not self._is_usual_question(node, path):
                yield path
        elif path and is_whole and isinstance(node, ast.Attribute) and tables.is_unusual(path):
            yield path
        elif isinstance(node, ast.Name) and not path and self._is_builtin(node):
            yield node.id

    def _is_builtin(self, node: ast.Name) -> bool:
        if node.id not in tables.BUILTINS or not isinstance(node.ctx, ast.Load):
            return False
        # A parameter called `compile` is none, but `run = exec` is.
        parent = self._parents.get(id(node))
        return node.id not in self._own or isinstance(parent, ast.Assign)

    def _is_usual_question(self, node: ast.expr, path: str) -> bool:
        """Of the environment and of loaded modules, only known names are usual to ask for."""
        parent = self._parents.get(id(node))
        if isinstance(parent, ast.Compare):
            return node in parent.comparators
        if isinstance(parent, ast.Subscript):
            if path == _MODULES:
                return isinstance(parent.slice, ast.Name) and parent.slice.id == "__name__"
            is_read = isinstance(parent.ctx, ast.Load)
            return not is_read or tables.is_usual_variable(constant_text(parent.slice))
        if not isinstance(parent, ast.Attribute):
            return False
        if path == _MODULES:
            return parent.attr in {"get", "keys"}
        call = self._parents.get(id(parent))
        return isinstance(call, ast.Call) and _asks_by_name(parent.attr, call)

    def _called(self, call: ast.Call) -> Iterator[str]:
        function = self._path(call.func) or _plain_name(call.func)
        first = call.args[0] if call.args else None
        text = constant_text(first)
        if function == "os.getenv" and not tables.is_usual_variable(text):
            yield function
        elif function in tables.IMPORTERS and (not text or tables.is_unusual(text)):
            yield f"{function}({text or '…'})"
        elif function in tables.READERS and not _writes(call):
            if tables.is_outside(text) or _plain_name(first) == "__file__":
                yield f"{function}({text or '__file__'})"
        elif isinstance(call.func, ast.Attribute) and call.func.attr in tables.PATH_READERS:
            text = self._text_of_path(call.func.value)
            if tables.is_outside(text):
                yield f"Path({text})"

    def _path(self, node: ast.AST) -> str:
        path = self._names.path(node)
        return path.removeprefix("tensorflow.") if path.startswith("tensorflow.keras") else path

    def _text_of_path(self, node: ast.expr) -> str:
        if not isinstance(node, ast.Call) or self._path(node.func) != "pathlib.Path":
            return ""
        return constant_text(node.args[0]) if node.args else ""

    def _is_unusual_text(self, node: ast.Constant) -> bool:
        is_prose = isinstance(self._parents.get(id(node)), ast.Expr)
        return not is_prose and bool(tables.SYSTEM_PATH.match(_shown_text(node)))


def _shown_text(node: ast.Constant) -> str:
    if isinstance(node.value, bytes):
        return node.value[:60].decode("ascii", "replace")
    return node.value[:60] if isinstance(node.value, str) else ""


def _asks_by_name(method: str, call: ast.Call) -> bool:
    """`os.environ.get("TF_...")`, `.setdefault`, `.pop` and `.update`."""
    if method == "update":
        return True
    first = constant_text(call.args[0]) if call.args else ""
    return method in {"get", "setdefault", "pop"} and tables.is_usual_variable(first)


def _writes(call: ast.Call) -> bool:
    modes = [*call.args[1:2], *(key.value for key in call.keywords if key.arg == "mode")]
    return any(_WRITING.search(constant_text(mode)) for mode in modes)


def _plain_name(node: ast.expr | None) -> str:
    return node.id if isinstance(node, ast.Name) else ""
