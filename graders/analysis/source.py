"""Establishes facts about a submission from its text alone."""

from __future__ import annotations

import ast
import unicodedata
import warnings
from collections.abc import Sequence

from graders.domain.evidence import FunctionFacts, SourceFacts
from graders.domain.submission import SourceLocation

_MAX_DOCSTRING = 4_000


def describe_source(
    source: str,
    locations: Sequence[SourceLocation],
    *,
    settings_name: str,
    module_text: str = "",
) -> SourceFacts | None:
    """Return what parsing `source` establishes, or None when Python cannot parse it.

    Args:
        source: The student's text without IPython's lines.
        locations: Place of every line.
        settings_name: The dictionary of training settings.
        module_text: First Markdown cell of a notebook; stands in for a missing module docstring.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        bound = {name for node in tree.body for name in _bound_names(node)}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return SourceFacts(
        functions=tuple(
            _describe(node, locations)
            for node in tree.body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ),
        has_settings=settings_name in bound,
        module_docstring=_docstring(tree) or _printable(module_text)[:_MAX_DOCSTRING],
        num_code_lines=sum(_is_code(line) for line in source.split("\n")),
    )


def _describe(
    node: ast.FunctionDef | ast.AsyncFunctionDef, locations: Sequence[SourceLocation]
) -> FunctionFacts:
    arguments = node.args
    named = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    known = node.lineno <= len(locations)
    return FunctionFacts(
        name=node.name,
        parameters=tuple(argument.arg for argument in named),
        where=locations[node.lineno - 1] if known else SourceLocation(line=node.lineno),
        docstring=_docstring(node),
    )


def _docstring(node: ast.Module | ast.FunctionDef | ast.AsyncFunctionDef) -> str:
    return _printable(ast.get_docstring(node) or "")[:_MAX_DOCSTRING]


def _printable(text: str) -> str:
    """The text without control and format characters, which could steer whoever reads a record."""
    kept = (c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return "".join(kept).strip()


def _bound_names(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign) and node.value is not None:
        targets = [node.target]
    else:
        return []
    return [target.id for target in targets if isinstance(target, ast.Name)]


def _is_code(line: str) -> bool:
    text = line.strip()
    return bool(text) and not text.startswith("#")
