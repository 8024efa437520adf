"""The linter's findings, where the student knows them."""

import pytest

from graders.analysis import style as module
from graders.analysis.style import check_style
from graders.domain.submission import SourceLocation
from tests.intake_factories import CLEAN


def _rules(text, cell=None):
    places = [SourceLocation(line=line, cell=cell) for line in range(1, text.count("\n") + 2)]
    found = check_style(text, places)
    assert found is not None
    return [(item.rule, item.where) for item in found.violations]


def test_good_code_has_no_findings():
    """Spanish names and accents are fine."""
    assert _rules(CLEAN) == []
    assert _rules('def contar_épocas(años):\n    """Ñandú."""\n    return años\n') == []


def test_a_finding_has_its_place():
    """Rule, cell and line are those of the student's file."""
    assert _rules("x = 1\nl = 2\n", cell=3) == [("E741", SourceLocation(line=2, cell=3))]


@pytest.mark.parametrize("text", ["import os\n", "import os; x = os;\n", "x = 1\nx == 1\n"])
def test_notebooks_are_not_blamed_for_notebook_habits(text):
    """Unused imports, semicolons and shown values are habits of cells, not of files."""
    assert _rules(text)
    assert [rule for rule, _ in _rules(text, cell=1) if rule != "E702"] == []


def test_the_linter_cannot_be_talked_out_of_it():
    """A `noqa` in the file does not count, nor does configuration of the machine."""
    assert _rules("# ruff: noqa\nl = 2  # noqa\n") == [("E741", SourceLocation(line=2))]


def test_code_that_cannot_be_parsed_has_no_style():
    """Intake has already said so."""
    assert _rules("def f(:\n") == []


def test_a_long_function_is_found():
    """Complexity above ten is told."""
    branches = "".join(f"    if a == {number}:\n        a += 1\n" for number in range(12))
    assert "C901" in [rule for rule, _ in _rules(f"def f(a):\n{branches}    return a\n")]


def test_text_on_which_the_linter_never_ends_is_left_to_a_person(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Its time grows with the square of a line of assignments; nothing is graded as clean."""
    monkeypatch.setattr(module, "_TIMEOUT_SECONDS", 1)
    assert check_style(f"x = {'a = ' * 60_000}1", ()) is None
