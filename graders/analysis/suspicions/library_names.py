"""Tells which names of a file stand for a library, its modules and its classes."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

_PASSES = 3
_IMPORTERS = frozenset({"__import__", "importlib.import_module"})


class LibraryNames:
    """What the imports of a file, and plain assignments of what they brought, call by which name.

    Args:
        tree: The parsed file; imports inside functions count as well.
    """

    def __init__(self, tree: ast.Module) -> None:
        self._paths: dict[str, str] = {}
        for node in ast.walk(tree):
            self._paths.update(_imported(node))
        own = Counter(bound_names(tree))
        aliases = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
        for _ in range(_PASSES):
            aliases = [node for node in aliases if not self._learn(node, own)]
        self._ambiguous = {name for name in self._paths if own[name] > 0}

    def path(self, node: ast.AST) -> str:
        """Return the dotted path of a library, such as `keras.Model`; empty for anything else."""
        if isinstance(node, ast.Name):
            return self._paths.get(node.id, "")
        if isinstance(node, ast.Attribute):
            owner = self.path(node.value)
            return f"{owner}.{node.attr}" if owner else ""
        if isinstance(node, ast.Subscript) and self.path(node.value) == "sys.modules":
            return constant_text(node.slice)
        return self._path_of_call(node) if isinstance(node, ast.Call) else ""

    def is_ambiguous(self, node: ast.AST) -> bool:
        """Whether a name also stands for something of the student's own.

        `from keras import layers` and later `for layers in model.layers` is careless, no fraud.
        """
        return isinstance(node, ast.Name) and node.id in self._ambiguous

    def _path_of_call(self, call: ast.Call) -> str:
        function = call.func.id if isinstance(call.func, ast.Name) else self.path(call.func)
        if function in _IMPORTERS and call.args:
            return constant_text(call.args[0])
        if function == "getattr" and len(call.args) >= 2:
            owner, name = self.path(call.args[0]), constant_text(call.args[1])
            return f"{owner}.{name}" if owner and name else ""
        return ""

    def _learn(self, node: ast.Assign, own: Counter[str]) -> bool:
        """Take `M = keras.Model` for one more name of the library, and for none of their own."""
        target, path = node.targets[0], self.path(node.value)
        if len(node.targets) != 1 or not isinstance(target, ast.Name) or not path:
            return False
        own[target.id] -= 1
        self._paths.setdefault(target.id, path)
        return True


def bound_names(tree: ast.Module) -> Iterator[str]:
    """Yield every name that is bound by anything but an import, once for each time."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name


def constant_text(node: ast.AST | None) -> str:
    """Return a text written down as such; empty for anything else."""
    is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
    return str(node.value) if is_text and isinstance(node, ast.Constant) else ""


def _imported(node: ast.AST) -> dict[str, str]:
    if isinstance(node, ast.Import):
        roots = {alias: alias.name.partition(".")[0] for alias in node.names}
        return {
            alias.asname or root: alias.name if alias.asname else root
            for alias, root in roots.items()
        }
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return {}
