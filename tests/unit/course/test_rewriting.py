"""Changes of a solution's text mean what they say, and nothing else."""

from __future__ import annotations

import ast
import json

import pytest

from graders.course.rewriting import (
    as_notebook,
    reformatted,
    renamed,
    reordered,
    without_docstrings,
)

CODE = '''"""A file."""

import math

RATE = 1e-3  # a name in a comment: twice


def twice(value):
    """Return twice the value."""
    return 2 * value


@staticmethod
def half(value):
    """Return half."""
    return value / 2


STEP = RATE
'''


def meaning(code):
    """Return the code without layout and order of functions."""
    return sorted(ast.dump(node) for node in ast.parse(code).body)


def test_renaming_touches_names_and_leaves_comments_and_strings():
    found = renamed(CODE, {"twice": "doppelt", "value": "zahl"})
    assert "def doppelt(zahl):" in found
    assert "# a name in a comment: twice" in found
    assert '"""Return twice the value."""' in found
    assert len(found.splitlines()) == len(CODE.splitlines())


@pytest.mark.parametrize("names", [{"absent": "present"}, {"twice": "half"}, {"twice": "class"}])
def test_a_renaming_that_cannot_be_is_refused(names):
    with pytest.raises(ValueError, match=r"absent|half|class"):
        renamed(CODE, names)


def test_reordering_swaps_functions_and_keeps_the_rest_in_place():
    found = reordered(CODE)
    assert found.index("def half") < found.index("def twice")
    assert found.index("@staticmethod") < found.index("def half")
    assert found.index("RATE = 1e-3") < found.index("def half")
    assert found.index("def twice") < found.index("STEP = RATE")
    assert meaning(found) == meaning(CODE)


def test_reformatting_keeps_the_meaning_and_drops_comments():
    found = reformatted(CODE)
    assert found != CODE
    assert "# a name" not in found
    assert meaning(found) == meaning(CODE)


def test_without_docstrings_nothing_else_is_lost():
    found = without_docstrings(CODE)
    assert '"""' not in found
    assert "return 2 * value" in found
    assert without_docstrings('def f():\n    """Only this."""\n').strip() == "def f():\n    pass"


def test_a_notebook_holds_the_file_in_one_cell():
    notebook = json.loads(as_notebook(CODE))
    (cell,) = notebook["cells"]
    assert "".join(cell["source"]).strip() == CODE.strip()
