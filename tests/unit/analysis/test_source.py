"""Facts from the text of a submission."""

from graders.analysis.source import describe_source
from graders.domain.submission import SourceLocation
from tests.intake_factories import CLEAN


def _facts(text, module_text=""):
    places = [SourceLocation(line=line, cell=1) for line in range(1, text.count("\n") + 2)]
    return describe_source(text, places, settings_name="TRAINING", module_text=module_text)


def test_functions_settings_and_docstrings_are_found():
    """Names, parameters, places and docstrings as written."""
    facts = _facts(CLEAN)
    assert [item.name for item in facts.functions] == ["block", "build_model", "callbacks"]
    assert facts.functions[1].parameters == ("input_shape", "num_classes")
    assert facts.functions[1].where == SourceLocation(line=17, cell=1)
    assert facts.functions[1].docstring == "Return the compiled network."
    assert facts.has_settings
    assert facts.module_docstring.startswith("A small")


def test_prose_of_a_notebook_stands_in_for_the_docstring():
    """A docstring in the code comes first."""
    assert _facts("x = 1", "# Mi red").module_docstring == "# Mi red"
    assert _facts('"""Own."""', "# Mi red").module_docstring == "Own."


def test_blank_lines_and_comments_are_not_code():
    """Only lines that say something count."""
    assert _facts("# a\n\nx = 1  # b\n   # c\ny = 2\n").num_code_lines == 2


def test_what_cannot_be_parsed_has_no_facts():
    """Syntax errors and bombs alike."""
    assert _facts("def f(:") is None
    assert _facts("-" * 100_000 + "1") is None
    assert _facts("\0") is None
