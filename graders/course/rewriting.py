"""Changes a solution's text: by hand-written edits, or in ways that mean nothing."""

from __future__ import annotations

import ast
import io
import keyword
import tokenize
from collections.abc import Callable, Mapping
from typing import Final

from graders.course.starter_notebook import notebook_text

_BLANK_LINES: Final = "\n\n\n"


def renamed(text: str, names: Mapping[str, str]) -> str:
    """Return the code with other names; comments and strings stay.

    Args:
        text: Python code.
        names: New name by old name; an old one that does not occur is an error.

    Raises:
        ValueError: A name does not occur, or the new one is taken.
    """
    tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    used = {token.string for token in tokens if token.type == tokenize.NAME}
    missing = sorted(set(names) - used)
    taken = sorted(new for new in names.values() if new in used or keyword.iskeyword(new))
    if missing or taken:
        raise ValueError(f"names that do not occur: {missing}; names that are taken: {taken}")
    lines = text.splitlines(keepends=True)
    for token in reversed(tokens):
        if token.type == tokenize.NAME and token.string in names:
            row, column = token.start[0] - 1, token.start[1]
            before, after = lines[row][:column], lines[row][column + len(token.string) :]
            lines[row] = before + names[token.string] + after
    return "".join(lines)


def reordered(text: str) -> str:
    """Return the code with its functions and classes in the opposite order, all else in place.

    They change places among themselves, so what stands between them stays between them.
    """
    tree = ast.parse(text)
    blocks = [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef)
    ]
    lines = text.splitlines()
    spans = [(_first_line(node) - 1, node.end_lineno or node.lineno) for node in blocks]
    pieces = ["\n".join(lines[start:end]) for start, end in spans]
    result = list(lines)
    for (start, end), piece in zip(reversed(spans), pieces, strict=True):
        result[start:end] = piece.splitlines()
    return "\n".join(result) + "\n"


def reformatted(text: str) -> str:
    """Return the code as Python itself would write it: other lines, no comments."""
    body = [ast.unparse(node) for node in ast.parse(text).body]
    return _BLANK_LINES.join(body) + "\n"


def without_docstrings(text: str) -> str:
    """Return the code without any docstring; comments go too."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef) and ast.get_docstring(
            node, clean=False
        ):
            node.body = node.body[1:] or [ast.Pass()]
    return _BLANK_LINES.join(ast.unparse(node) for node in tree.body) + "\n"


def as_notebook(text: str) -> str:
    """Return the code as a Jupyter notebook, one cell for the file."""
    return notebook_text("# %%\n" + text)


REWRITERS: Final[Mapping[str, Callable[[str], str]]] = {
    "reordered": reordered,
    "reformatted": reformatted,
    "without_docstrings": without_docstrings,
    "notebook": as_notebook,
}
"""How a file is rewritten, by name."""


def _first_line(node: ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef) -> int:
    return min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
