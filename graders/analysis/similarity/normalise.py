"""A file as a stream of labels that renaming, reformatting and commenting do not change."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from graders.analysis.similarity.names import Names, chain_label, names_of_tree, renamed_import

VALUE: Final = "v"
OPERATOR: Final = "op"
ASSIGN: Final = "="
BREAK: Final = ""

_Part = ast.AST | str
_SKIPPED = (ast.Import, ast.ImportFrom, ast.Pass, ast.Global, ast.Nonlocal, ast.expr_context)
_WORDS: Final[dict[type[ast.AST], str]] = {
    ast.Return: "return",
    ast.For: "for",
    ast.AsyncFor: "for",
    ast.comprehension: "for",
    ast.While: "while",
    ast.With: "with",
    ast.AsyncWith: "with",
    ast.Try: "try",
    ast.ExceptHandler: "except",
    ast.Raise: "raise",
    ast.Assert: "assert",
    ast.Delete: "del",
    ast.Lambda: "lambda",
    ast.Yield: "yield",
    ast.Break: "break",
    ast.Continue: "continue",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenStream:
    """What a file says, in order.

    Attributes:
        labels: One label for each token; all own names, numbers and strings are `v`.
        lines: The 1-based line of each token.
        starts: Where parts begin: functions, classes, and what stands between them.
    """

    labels: tuple[str, ...]
    lines: tuple[int, ...]
    starts: tuple[int, ...] = (0,)


def stream_of_tree(tree: ast.Module) -> TokenStream:
    """Return the stream of a parsed file; linear in its size and without recursion.

    Own names, numbers and strings are all the same label. Names that come from elsewhere stay,
    because the structure of a network is in them: layers, their keywords, methods. Of
    `keras.layers.Dense` only `Dense` counts, however it was imported. Dropped are docstrings,
    imports, parameters, annotations, `pass`, printing, and with them all brackets.

    Source:
        docs/similarity.md, "What is compared".
    """
    walker = _Walker(names_of_tree(tree))
    return joined(walker.walk(tree))


def joined(tokens: Iterable[tuple[str, int]]) -> TokenStream:
    """Return the stream of labels, where a run of values counts once: `(3, 3)` is `3`."""
    labels: list[str] = []
    lines: list[int] = []
    starts = [0]
    for label, line in tokens:
        if label == BREAK:
            starts.append(len(labels))
            continue
        if label == VALUE and labels and labels[-1] == VALUE:
            continue
        labels.append(label)
        lines.append(line)
    return TokenStream(labels=tuple(labels), lines=tuple(lines), starts=tuple(starts))


class _Walker:
    def __init__(self, names: Names) -> None:
        self._names = names

    def walk(self, tree: ast.Module) -> Iterator[tuple[str, int]]:
        """Yield labels with their lines, in the order in which the code says them."""
        todo: list[tuple[_Part, int]] = [(tree, 1)]
        while todo:
            part, line = todo.pop()
            if isinstance(part, str):
                yield part, line
                continue
            here = getattr(part, "lineno", line)
            last = getattr(part, "end_lineno", here) if isinstance(part, ast.Attribute) else here
            parts = self._parts(part)
            todo.extend((item, last if item is parts[-1] else here) for item in reversed(parts))

    def _parts(self, node: ast.AST) -> Sequence[_Part]:
        if isinstance(node, _SKIPPED) or renamed_import(node, self._names.imported):
            return []
        if isinstance(node, ast.expr | ast.keyword | ast.arg):
            return self._expression(node)
        if isinstance(node, ast.operator | ast.unaryop | ast.boolop | ast.cmpop):
            return [OPERATOR]
        layer = _layer(node)
        return [layer] if layer else _statement(node)

    def _expression(self, node: ast.expr | ast.keyword | ast.arg) -> Sequence[_Part]:
        match node:
            case ast.Name(id=name):
                return [VALUE if name in self._names.own else self._names.imported.get(name, name)]
            case ast.Attribute(value=value, attr=attr):
                label = chain_label(node, self._names.imported)
                own = VALUE if attr in self._names.attributes else attr
                return [label] if label else [value, own]
            case ast.Constant(value=value):
                return [_constant(value)]
            case ast.Call(func=func, args=args, keywords=keywords):
                return [func, *args, *self._keywords(func, keywords)]
            case ast.keyword(arg=arg, value=value):
                return [f"{arg or '**'}=", value]
            case _:
                return _plain_expression(node)

    def _keywords(self, func: ast.expr, keywords: Sequence[ast.keyword]) -> Iterator[_Part]:
        """Keywords of own functions are own names; those of a library say what is set."""
        name = getattr(func, "attr", getattr(func, "id", ""))
        is_own = name in self._names.functions
        for keyword in keywords:
            if is_own:
                yield f"{VALUE}="
                yield keyword.value
            else:
                yield keyword


def _plain_expression(node: ast.AST) -> Sequence[_Part]:
    parts: Sequence[_Part]
    match node:
        case ast.arg() | ast.JoinedStr():
            parts = [VALUE]
        case ast.Dict(keys=keys, values=values):
            pairs = zip(keys, values, strict=True)
            parts = [part for pair in pairs for part in pair if part is not None]
        case ast.BoolOp(values=values):
            parts = _between(values)
        case ast.Compare(left=left, comparators=comparators):
            parts = _between([left, *comparators])
        case ast.IfExp(test=test, body=body, orelse=orelse):
            parts = [body, "if", test, "else", orelse]
        case ast.NamedExpr(target=target, value=value):
            parts = [target, ASSIGN, value]
        case _:
            parts = _with_word(node)
    return parts


def _statement(node: ast.AST) -> Sequence[_Part]:
    parts: Sequence[_Part]
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            parts = [BREAK, *node.decorator_list, "def", *node.body, BREAK]
        case ast.ClassDef(decorator_list=decorators, bases=bases, body=body):
            parts = [BREAK, *decorators, "class", *bases, *body, BREAK]
        case ast.Assign(targets=targets, value=value):
            parts = [*(part for target in targets for part in (target, ASSIGN)), value]
        case ast.AnnAssign(target=target, value=value):
            parts = [target, ASSIGN, value] if value else []
        case ast.AugAssign(target=target, value=value):
            parts = [target, OPERATOR, ASSIGN, value]
        case ast.If(test=test, body=body, orelse=orelse):
            is_elif = len(orelse) == 1 and isinstance(orelse[0], ast.If)
            parts = ["if", test, *body, *(["else"] if orelse and not is_elif else []), *orelse]
        case ast.Expr(value=value):
            parts = [] if _says_nothing(value) else [value]
        case _:
            parts = _with_word(node)
    return parts


def _layer(node: ast.AST) -> ast.expr | None:
    """Return what a statement adds to a network: `m.add(Dense(9))` and `x = Dense(9)(x)` alike.

    So a network reads the same as a list of layers, as calls of `add`, and as functional calls.
    """
    match node:
        case ast.Expr(value=ast.Call(func=ast.Attribute(attr="add"), args=[layer], keywords=[])):
            return layer
        case ast.Assign(value=ast.Call(func=ast.Call() as layer, args=[ast.Name()], keywords=[])):
            return layer
        case _:
            return None


def _with_word(node: ast.AST) -> Sequence[_Part]:
    word = _WORDS.get(type(node))
    return [*([word] if word else []), *ast.iter_child_nodes(node)]


def _between(values: Sequence[ast.expr]) -> Sequence[_Part]:
    return [part for value in values for part in (OPERATOR, value)][1:]


def _says_nothing(value: ast.expr) -> bool:
    """Whether a statement is a docstring, a bare constant or printing: easily added or removed."""
    if isinstance(value, ast.Call):
        return isinstance(value.func, ast.Name) and value.func.id == "print"
    return isinstance(value, ast.Constant | ast.JoinedStr)


def _constant(value: object) -> str:
    return str(value) if value is None or isinstance(value, bool) else VALUE
