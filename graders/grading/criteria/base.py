"""What a criterion is: a function whose signature is its schema.

Positional parameters are pieces of evidence, told apart by their type; keyword-only parameters are
the row's parameters in `assignment.yaml`. From the signature come injection, the check of the file,
and the rule that a criterion never sees a missing piece.
"""

from __future__ import annotations

import difflib
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final, NewType, TypeVar, get_type_hints

from graders.domain.adversarial_graphs import DiscriminatorGraph, GeneratorGraph
from graders.domain.evidence import (
    ClassificationScores,
    GraphFacts,
    Origin,
    SourceFacts,
    StyleFacts,
    TrainingHistory,
)
from graders.domain.gan_history import AdversarialHistory
from graders.domain.generative_scores import GenerativeAnchors, GenerativeScores
from graders.domain.grade import Finding
from graders.domain.recall_scores import RecallScores
from graders.domain.rubric import Calibration, ParamValue
from graders.registry import Registry

FunctionNames = NewType("FunctionNames", tuple[str, ...])
"""Names of functions the submission defines; the file is checked against them."""

PIECES: Final[Mapping[type, Origin]] = MappingProxyType(
    {
        SourceFacts: Origin.STATIC,
        StyleFacts: Origin.STATIC,
        GraphFacts: Origin.REPORTED,
        TrainingHistory: Origin.REPORTED,
        ClassificationScores: Origin.MEASURED,
        RecallScores: Origin.MEASURED,
        GenerativeScores: Origin.MEASURED,
        GeneratorGraph: Origin.REPORTED,
        DiscriminatorGraph: Origin.REPORTED,
        AdversarialHistory: Origin.REPORTED,
    }
)
"""Types of evidence, and who vouches for each when the piece itself does not say."""

ANCHORS: Final = frozenset({Calibration, GenerativeAnchors})
"""What comes with the rubric instead of the run."""

SHARED_PIECES: Final = frozenset({SourceFacts, StyleFacts}) | ANCHORS
"""What does not depend on the task."""

_EXPECTED: Final[Mapping[Any, str]] = MappingProxyType(
    {
        int: "an integer",
        float: "a number",
        str: "a text",
        bool: "true or false",
        FunctionNames: "a list of function names",
    }
)

Function = TypeVar("Function", bound=Callable[..., Finding])


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One parameter of a criterion, as the rubric row sets it.

    Attributes:
        name: Its name.
        kind: `int`, `float`, `str`, `bool` or `FunctionNames`.
        required: Whether the row must set it.
    """

    name: str
    kind: Any
    required: bool

    @property
    def expected(self) -> str:
        """What it must hold, in words that follow "expected"."""
        return _EXPECTED[self.kind]

    def accepts(self, value: object) -> bool:
        """Tell whether `value` has the parameter's type; nothing is coerced."""
        if self.kind is FunctionNames:
            return (
                isinstance(value, (list, tuple))
                and len(value) > 0
                and all(isinstance(name, str) for name in value)
            )
        if isinstance(value, bool) or self.kind is bool:
            return self.kind is bool and isinstance(value, bool)
        # An integer is a number, but a number with a point is no integer.
        accepted = (int, float) if self.kind is float else self.kind
        return isinstance(value, accepted) and value == value  # noqa: PLR0124 - NaN is refused


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A registered criterion.

    Attributes:
        name: Its name in `assignment.yaml`.
        pieces: Types of the evidence it needs, in order.
        parameters: Its parameters by name.
        function: What judges.
    """

    name: str
    pieces: tuple[type, ...]
    parameters: Mapping[str, Parameter]
    function: Callable[..., Finding]

    def judge(self, pieces: Mapping[type, object], params: Mapping[str, ParamValue]) -> Finding:
        """Call the criterion with the pieces it needs.

        Raises:
            KeyError: `pieces` lacks one of them.
        """
        return self.function(*(pieces[piece] for piece in self.pieces), **params)


CRITERIA: Final[Registry[Criterion]] = Registry("criterion")


def criterion(name: str) -> Callable[[Function], Function]:
    """Register a function as the criterion `name`.

    Example:
        >>> @criterion("deep_enough")
        ... def deep_enough(graph: GraphFacts, *, at_least: int) -> Finding:
        ...     return Finding(credit=float(len(graph.layers) >= at_least), code="deep_enough")

    Raises:
        TypeError: A parameter has a type that is neither evidence nor a rubric value.
        ValueError: The name is taken.
    """

    def register(function: Function) -> Function:
        CRITERIA.add(name, describe(name, function))
        return function

    return register


def describe(name: str, function: Callable[..., Finding]) -> Criterion:
    """Derive a criterion from a function's signature.

    Raises:
        TypeError: A parameter has a type that is neither evidence nor a rubric value.
    """
    hints = get_type_hints(function)
    pieces: list[Any] = []
    parameters: dict[str, Parameter] = {}
    for parameter in inspect.signature(function).parameters.values():
        kind = hints.get(parameter.name)
        if parameter.kind is parameter.KEYWORD_ONLY and kind in _EXPECTED:
            required = parameter.default is parameter.empty
            parameters[parameter.name] = Parameter(
                name=parameter.name, kind=kind, required=required
            )
        elif parameter.kind is parameter.POSITIONAL_OR_KEYWORD and (
            kind in PIECES or kind in ANCHORS
        ):
            pieces.append(kind)
        else:
            raise TypeError(f"criterion {name!r}: parameter {parameter.name!r} cannot be {kind}")
    return Criterion(
        name=name, pieces=tuple(pieces), parameters=MappingProxyType(parameters), function=function
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterProblem:
    """Why a rubric row's parameter cannot be used.

    Attributes:
        name: The parameter.
        expected: What it must be.
        kind: Type the parameter has; None when the criterion has no such parameter.
        suggestion: The nearest known parameter; empty when there is none.
    """

    name: str
    expected: str
    kind: Any = None
    suggestion: str = ""


def check_params(entry: Criterion, params: Mapping[str, object]) -> tuple[ParameterProblem, ...]:
    """Compare a row's parameters with the criterion's signature.

    A required parameter that is only misspelt is reported once, as unknown with a suggestion.
    """
    problems: list[ParameterProblem] = []
    for name, value in params.items():
        parameter = entry.parameters.get(name)
        if parameter is None:
            known = ", ".join(f"`{known}`" for known in entry.parameters)
            near = difflib.get_close_matches(name, entry.parameters, n=1)
            problems.append(
                ParameterProblem(
                    name=name,
                    expected=f"a parameter of `{entry.name}` ({known or 'it has none'})",
                    suggestion=near[0] if near else "",
                )
            )
        elif not parameter.accepts(value):
            problems.append(
                ParameterProblem(name=name, expected=parameter.expected, kind=parameter.kind)
            )
    misspelt = {problem.suggestion for problem in problems}
    problems.extend(
        ParameterProblem(name=name, expected=parameter.expected, kind=parameter.kind)
        for name, parameter in entry.parameters.items()
        if parameter.required and name not in params and name not in misspelt
    )
    return tuple(problems)
