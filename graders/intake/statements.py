"""Cuts a module into its top-level statements and finds which names each binds and uses."""

from __future__ import annotations

import ast
import symtable
from dataclasses import dataclass

MAX_STATEMENTS = 20_000
_MUTATORS = {"append", "extend", "insert", "update", "setdefault", "add", "pop", "remove"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One top-level statement.

    Attributes:
        node: Its syntax tree.
        line: 1-based first line, decorators included.
        start: Character offset of its first character in the text.
        end: Character offset after its last.
        binds: Module-level names it gives a value.
        uses: Module-level names it reads, now or when a function it defines is called.
        touches: Names whose object it changes in place, as in `TRAINING["epochs"] = 3`.
    """

    node: ast.stmt
    line: int
    start: int
    end: int
    binds: frozenset[str]
    uses: frozenset[str]
    touches: frozenset[str]

    @property
    def is_import(self) -> bool:
        """Whether it is `import` or `from ... import`."""
        return isinstance(self.node, ast.Import | ast.ImportFrom)

    @property
    def is_definition(self) -> bool:
        """Whether it is a function or a class."""
        return isinstance(self.node, DEFINITIONS)


DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


class UnresolvableError(Exception):
    """The scopes of a statement contradict each other (`nonlocal` at module level, ...).

    Attributes:
        error: What Python said.
        line: 1-based line where the statement begins.
    """

    def __init__(self, error: Exception, line: int) -> None:
        super().__init__(str(error))
        self.error = error
        self.line = line


def read_statements(tree: ast.Module, text: str) -> tuple[Statement, ...]:
    """Return the top-level statements of `text` in order.

    Raises:
        UnresolvableError: Python refuses the scopes of a statement.
    """
    offsets = _Offsets(text)
    return tuple(_statement(node, text, offsets) for node in tree.body)


def _statement(node: ast.stmt, text: str, offsets: _Offsets) -> Statement:
    line, column = node.lineno, node.col_offset
    if isinstance(node, DEFINITIONS) and node.decorator_list:
        # A decorated definition begins at its first `@`, which is always first on its line.
        line, column = min(item.lineno for item in node.decorator_list), 0
    start = offsets.of(line, column)
    end = offsets.of(node.end_lineno or line, node.end_col_offset or 0)
    try:
        binds, uses = _names(text[start:end])
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise UnresolvableError(error, line) from error
    if isinstance(node, ast.Delete):
        binds = frozenset()
    touches = _touched(node)
    return Statement(
        node=node, line=line, start=start, end=end, binds=binds, uses=uses, touches=touches
    )


def _names(segment: str) -> tuple[frozenset[str], frozenset[str]]:
    """Let Python's own scope analysis say what is global: a local `model` is not the module's."""
    top = symtable.symtable(segment, "<submission>", "exec")
    binds = {item.get_name() for item in top.get_symbols() if _is_bound(item)}
    uses = {item.get_name() for item in top.get_symbols() if item.is_referenced()}
    tables = list(top.get_children())
    while tables:
        table = tables.pop()
        tables += table.get_children()
        in_class = table.get_type() == "class"
        for item in table.get_symbols():
            if item.is_global() or (in_class and item.is_referenced()):
                uses.add(item.get_name())
    return frozenset(binds), frozenset(uses)


def _is_bound(item: symtable.Symbol) -> bool:
    return item.is_assigned() or item.is_imported()


def _touched(node: ast.stmt) -> frozenset[str]:
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        function = node.value.func
        if isinstance(function, ast.Attribute) and function.attr in _MUTATORS:
            targets = [function]
    return frozenset(name for target in targets if (name := _changed_name(target)))


def _changed_name(target: ast.expr) -> str:
    """Return `a` for `a.b[0]`; empty for a plain name, which is bound rather than changed."""
    changed = False
    while isinstance(target, ast.Attribute | ast.Subscript):
        target, changed = target.value, True
    return target.id if changed and isinstance(target, ast.Name) else ""


class _Offsets:
    """Turns Python's UTF-8 byte columns into character offsets.

    Questions come in text order; remembering the last answer keeps one long line with thousands of
    statements from costing quadratic time.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)
        self._line = 0
        self._encoded = b""
        self._byte = 0
        self._char = 0

    def of(self, line: int, column: int) -> int:
        """Return the offset of a 1-based line and a 0-based byte column."""
        start = self._starts[line - 1]
        if self._lines[line - 1].isascii():
            return start + column
        if line != self._line or column < self._byte:
            self._line, self._byte, self._char = line, 0, 0
            self._encoded = self._lines[line - 1].encode()
        self._char += len(self._encoded[self._byte : column].decode("utf-8", "ignore"))
        self._byte = column
        return start + self._char
