"""Which names of a file are its author's own, and what imported names are called at home."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names of one file.

    Attributes:
        own: Names the file binds: variables, parameters, functions, classes.
        attributes: Attributes it sets and methods it defines.
        functions: Functions and classes it defines; their keywords are own names too.
        imported: What an imported name is called where it comes from, by the name used here.
    """

    own: frozenset[str]
    attributes: frozenset[str]
    functions: frozenset[str]
    imported: Mapping[str, str]


def names_of_tree(tree: ast.Module) -> Names:
    """Collect the names of a parsed file.

    `Capa = keras.layers.Dense` is another import: whoever renames so changes nothing else.
    """
    own: set[str] = set()
    attributes: set[str] = set()
    functions: set[str] = set()
    imported: dict[str, str] = {}
    for node in ast.walk(tree):
        imported.update(_imports(node))
        if isinstance(node, _DEFINITIONS):
            functions.add(node.name)
        if isinstance(node, ast.ClassDef):
            attributes.update(item.name for item in node.body if isinstance(item, _DEFINITIONS))
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            attributes.add(node.attr)
        renamed = renamed_import(node, imported)
        if renamed:
            imported.setdefault(*renamed)
        else:
            own.update(_bound(node))
    return Names(
        own=frozenset(own | functions) - imported.keys(),
        attributes=frozenset(attributes),
        functions=frozenset(functions),
        imported=imported,
    )


def renamed_import(node: ast.AST, imported: Mapping[str, str]) -> tuple[str, str] | None:
    """Return new and old name when `node` only gives an imported thing another name."""
    if not isinstance(node, ast.Assign) or len(node.targets) != 1:
        return None
    target, value = node.targets[0], node.value
    if isinstance(target, ast.Name) and isinstance(value, ast.Attribute | ast.Name):
        label = chain_label(value, imported)
        return (target.id, label) if label else None
    return None


def chain_label(node: ast.expr, imported: Mapping[str, str]) -> str:
    """Return the last name of `keras.layers.Dense`; empty when it does not begin at an import."""
    label = node.attr if isinstance(node, ast.Attribute) else ""
    while isinstance(node, ast.Attribute):
        node = node.value
    if not isinstance(node, ast.Name) or node.id not in imported:
        return ""
    return label or imported[node.id]


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    if isinstance(node, ast.Import | ast.ImportFrom):
        for alias in node.names:
            if alias.asname:
                yield alias.asname, alias.name.rpartition(".")[2]
            elif alias.name != "*":
                name = alias.name.partition(".")[0]
                yield name, name


def _bound(node: ast.AST) -> Iterator[str]:
    match node:
        case ast.Name(id=name, ctx=ast.Store()):
            yield name
        case ast.arg(arg=name):
            yield name
        case ast.ExceptHandler(name=str(name)):
            yield name
        case _:
            return
