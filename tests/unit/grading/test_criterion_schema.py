"""A criterion's signature is its schema."""

from __future__ import annotations

import pytest

from graders.domain.evidence import GraphFacts, SourceFacts
from graders.domain.grade import Finding
from graders.domain.rubric import Calibration
from graders.grading.criteria import CRITERIA
from graders.grading.criteria.base import FunctionNames, check_params, describe
from tests.criterion_evidence import make_calibration, make_graph


def sample(
    graph: GraphFacts,
    calibration: Calibration,
    *,
    at_least: int,
    share: float = 0.5,
    kind: str = "any",
    strict: bool = False,
    names: FunctionNames = FunctionNames(("build_model",)),  # noqa: B008 - immutable
) -> Finding:
    return Finding(credit=share, code=f"{kind}.{at_least}.{len(names)}.{strict}")


SAMPLE = describe("sample", sample)


def test_pieces_and_parameters_come_from_the_signature() -> None:
    """Positional parameters are evidence by type, keyword-only ones are the row's parameters."""
    assert SAMPLE.pieces == (GraphFacts, Calibration)
    assert {name: p.required for name, p in SAMPLE.parameters.items()} == {
        "at_least": True,
        "share": False,
        "kind": False,
        "strict": False,
        "names": False,
    }


def test_judge_injects_by_type() -> None:
    """A criterion gets the pieces it names and the row's parameters."""
    pieces = {GraphFacts: make_graph(), Calibration: make_calibration(), SourceFacts: None}
    assert SAMPLE.judge(pieces, {"at_least": 3}).code == "any.3.1.False"


@pytest.mark.parametrize(
    ("params", "name", "expected"),
    [
        ({"at_least": "3"}, "at_least", "an integer"),
        ({"at_least": 3.0}, "at_least", "an integer"),
        ({"at_least": True}, "at_least", "an integer"),
        ({"at_least": 1, "share": "0.5"}, "share", "a number"),
        ({"at_least": 1, "share": float("nan")}, "share", "a number"),
        ({"at_least": 1, "kind": 3}, "kind", "a text"),
        ({"at_least": 1, "strict": 1}, "strict", "true or false"),
        ({"at_least": 1, "names": "build_model"}, "names", "a list of function names"),
        ({"at_least": 1, "names": []}, "names", "a list of function names"),
        ({}, "at_least", "an integer"),
    ],
)
def test_wrong_parameter_is_reported(params: dict[str, object], name: str, expected: str) -> None:
    """Nothing is coerced, and a missing parameter is reported by name."""
    (problem,) = check_params(SAMPLE, params)
    assert (problem.name, problem.expected) == (name, expected)


def test_misspelt_parameter_is_reported_once_with_a_suggestion() -> None:
    """One typo is one problem."""
    (problem,) = check_params(SAMPLE, {"at_lest": 3})
    assert (problem.name, problem.suggestion, problem.kind) == ("at_lest", "at_least", None)


def test_integer_is_a_number() -> None:
    """A whole number may stand where a number is asked for."""
    assert check_params(SAMPLE, {"at_least": 1, "share": 1}) == ()


def test_foreign_type_in_a_signature_is_refused() -> None:
    """A criterion whose parameter is neither evidence nor a rubric value cannot be registered."""

    def wrong(graph: GraphFacts, *, layers: dict) -> Finding:
        return Finding(credit=1.0, code="x")

    with pytest.raises(TypeError, match="layers"):
        describe("wrong", wrong)


def test_all_criteria_are_registered() -> None:
    """Importing the package registers every criterion."""
    assert len(CRITERIA) == 25
