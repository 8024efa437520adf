"""Keeps of a student's file what the grader needs, and says what it leaves out and why."""

from __future__ import annotations

import ast
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graders.domain.assignment import SubmissionSpec
from graders.domain.submission import IntakeProblem, LeftOut, SourceLocation
from graders.intake.blanking import blank_out
from graders.intake.classify import BLOCKING, effect_of, function_effects, reason_for
from graders.intake.code_text import CodeText, locate, place_label
from graders.intake.habits import find_habits
from graders.intake.magics import neutralise
from graders.intake.needed_names import MissingName, line_of_use, select_needed
from graders.intake.parsing import check_compiles, describe_error, parse_code, quiet_parser
from graders.intake.quoting import quote
from graders.intake.requirements import check_requirements, written_value
from graders.intake.statements import (
    MAX_STATEMENTS,
    Statement,
    UnresolvableError,
    read_statements,
)

# A hostile file must not turn into a feedback page of megabytes.
MAX_LISTED = 1_000
_STAR_PACKAGES = {"keras", "tensorflow", "numpy", "math", "typing"}


@dataclass(frozen=True, slots=True, kw_only=True)
class CleanedCode:
    """What the worker runs.

    Attributes:
        source: Same number of lines as the code; what is left out is blank.
        left_out: Statements that are not run, in line order.
        problems: What is wrong or worth a word, fatal ones first.
    """

    source: str
    left_out: tuple[LeftOut, ...] = ()
    problems: tuple[IntakeProblem, ...] = ()


def clean_code(code: CodeText, spec: SubmissionSpec) -> CleanedCode:
    """Keep the functions `spec` asks for and everything they rest on; never raises.

    Args:
        code: Readable code.
        spec: What the assignment asks for.
    """
    neutral = neutralise(code.text, code.locations)
    blank = "\n" * code.text.count("\n")
    tree, problems = parse_code(neutral.text, code.locations)
    if tree is not None and len(tree.body) > MAX_STATEMENTS:
        problems = (_too_many(len(tree.body)),)
    if tree is None or problems:
        return CleanedCode(source=blank, left_out=neutral.left_out, problems=problems)
    try:
        with quiet_parser():
            statements = read_statements(tree, neutral.text)
    except UnresolvableError as error:
        problems = describe_error(error.error, code.locations, error.line - 1)
        return CleanedCode(source=blank, left_out=neutral.left_out, problems=problems)
    cleaned = _Cleaner(neutral.text, statements, code.locations, spec).clean()
    # `files = !ls` is both a shell line and, once neutralised, a statement.
    known = {item.where for item in neutral.left_out}
    others = (item for item in cleaned.left_out if item.where not in known)
    left_out = sorted((*neutral.left_out, *others), key=_reading_order)
    return CleanedCode(
        source=cleaned.source, left_out=tuple(left_out[:MAX_LISTED]), problems=cleaned.problems
    )


class _Cleaner:
    """One parsed file on its way to what is kept of it."""

    def __init__(
        self,
        text: str,
        statements: Sequence[Statement],
        locations: Sequence[SourceLocation],
        spec: SubmissionSpec,
    ) -> None:
        self._text = text
        self._statements = statements
        self._locations = locations
        self._spec = spec
        self._effects: Mapping[str, str] = function_effects(statements)

    def clean(self) -> CleanedCode:
        """Select, blank and judge."""
        selection = select_needed(self._statements, self._roots(), self._blocked())
        keep = selection.kept | {
            index for index, item in enumerate(self._statements) if _is_always_kept(item.node)
        }
        source = blank_out(self._text, self._statements, keep)
        kept_nodes = [self._statements[index].node for index in sorted(keep)]
        problems = [
            *(self._needs_left_out(missing) for missing in selection.missing),
            *check_requirements(self._statements, self._spec, self._locations),
            *check_compiles(source, self._locations),
            *find_habits(kept_nodes, self._locations),
        ]
        problems.sort(key=lambda problem: not problem.fatal)
        return CleanedCode(source=source, left_out=self._left_out(keep), problems=tuple(problems))

    def _roots(self) -> list[str]:
        """Return the names the grader itself asks for."""
        roots = [
            item.name
            for item in self._spec.functions
            if item.required or written_value(self._statements, item.name) is None
        ]
        return [*roots, self._spec.settings_name] if self._spec.settings_name else roots

    def _blocked(self) -> dict[int, str]:
        """Return the statements that bind names by doing something the grader does not run."""
        return {
            index: effect
            for index, item in enumerate(self._statements)
            if (item.binds or item.touches)
            and (effect := effect_of(item.node, self._effects)) in BLOCKING
        }

    def _left_out(self, keep: frozenset[int]) -> tuple[LeftOut, ...]:
        removed = (
            item
            for index, item in enumerate(self._statements)
            if index not in keep and not isinstance(item.node, ast.Pass)
        )
        return tuple(
            LeftOut(
                code=reason_for(item, self._effects),
                where=self._place(item.line),
                text=self._first_line(item),
            )
            for item in itertools.islice(removed, MAX_LISTED)
        )

    def _needs_left_out(self, missing: MissingName) -> IntakeProblem:
        definition = self._statements[missing.definition]
        if missing.user is None:
            return IntakeProblem(
                code="intake.definition_left_out",
                where=self._place(definition.line),
                values=(("name", missing.name), ("text", self._first_line(definition))),
            )
        user = self._statements[missing.user]
        line = line_of_use(user, missing.name)
        function = getattr(user.node, "name", "") or min(user.binds, default=missing.name)
        return IntakeProblem(
            code="intake.needs_left_out",
            where=self._place(line),
            values=(
                ("name", quote(missing.name)),
                ("function", quote(function)),
                ("line", place_label(self._place(line))),
                ("definition", place_label(self._place(definition.line))),
                ("text", self._first_line(definition)),
            ),
        )

    def _first_line(self, item: Statement) -> str:
        return quote(self._text[item.start : min(item.end, item.start + 400)])

    def _place(self, line: int) -> SourceLocation:
        return locate(self._locations, line) or SourceLocation(line=line)


def _is_always_kept(node: ast.stmt) -> bool:
    """Keep what costs nothing: the docstring, `__future__`, star imports of Keras."""
    if isinstance(node, ast.Pass):
        return True
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if not isinstance(node, ast.ImportFrom) or node.level:
        return False
    package = (node.module or "").split(".")[0]
    is_star = any(alias.name == "*" for alias in node.names)
    return package == "__future__" or (is_star and package in _STAR_PACKAGES)


def _too_many(count: int) -> IntakeProblem:
    return IntakeProblem(
        code="intake.too_many_statements",
        values=(("count", str(count)), ("limit", str(MAX_STATEMENTS))),
    )


def _reading_order(item: LeftOut) -> tuple[int, int]:
    return (item.where.cell or 0, item.where.line)
