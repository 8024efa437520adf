"""Code cells out of notebooks of any age and state."""

import json

import pytest

from graders.domain.submission import SourceLocation
from graders.intake.magics import neutralise
from graders.intake.notebook import read_notebook
from tests.intake_factories import notebook_bytes


def _code(document: object) -> str:
    return read_notebook(json.dumps(document).encode()).text


def test_cells_are_joined_and_every_line_knows_its_cell():
    """Markdown does not count; an empty code cell does."""
    code = read_notebook(notebook_bytes("a = 1\nb = 2\n", "", "c = 3", prose="# Título"))
    assert code.text == "a = 1\nb = 2\nc = 3"
    assert code.locations == (
        SourceLocation(line=1, cell=1),
        SourceLocation(line=2, cell=1),
        SourceLocation(line=1, cell=3),
    )
    assert code.module_text == "# Título"


@pytest.mark.parametrize("source", ["a\nb", ["a\n", "b"], ["a", "b"], "a\r\nb", ["a\n", 3, "b"]])
def test_a_cell_may_be_a_text_or_a_list(source):
    """Every converter has its own habit."""
    assert _code({"cells": [{"cell_type": "code", "source": source}]}) == "a\nb"


def test_format_3_keeps_cells_in_worksheets():
    """Old notebooks are read as they are."""
    cells = [{"cell_type": "code", "input": ["a = 1\n"]}, {"cell_type": "heading", "source": "T"}]
    assert _code({"nbformat": 3, "worksheets": [{"cells": cells}]}) == "a = 1"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_any_unicode_encoding_is_read(encoding):
    """Editors on Windows write UTF-16 and byte order marks."""
    text = notebook_bytes("año = 1").decode().replace("a\\u00f1o", "año")
    assert read_notebook(text.encode(encoding)).text == "año = 1"


def test_outputs_are_never_looked_at():
    """A notebook of megabytes of pictures is as good as one without."""
    cell = {"cell_type": "code", "source": "a = 1", "outputs": [{"data": "x" * 5_000_000}]}
    assert _code({"cells": [cell]}) == "a = 1"


def test_damaged_json_names_its_line():
    """The student learns that the download was cut, and where."""
    (problem,) = read_notebook(b'{\n "cells": [\n  {"cell_type": "co').problems
    assert (problem.code, problem.where) == ("intake.notebook_damaged", SourceLocation(line=3))


@pytest.mark.parametrize(
    "data",
    [b"[]", b"3", b"{}", b'{"cells": 3}', b'{"cells": [3, null]}', b'{"worksheets": [7]}'],
)
def test_json_that_is_no_notebook_is_said_to_have_no_cells(data):
    """Valid JSON need not be a notebook."""
    assert [item.code for item in read_notebook(data).problems] == ["intake.notebook_without_cells"]


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b"[" + b"[]," * 1_100_000 + b"[]]", b'{"a": ' * 50_000]
)
def test_bombs_are_refused(data):
    """Deep nesting and inflation in memory end as a problem."""
    assert read_notebook(data).problems[0].fatal


def test_a_hundred_thousand_cells_are_read():
    """The cost is linear."""
    cell = {"cell_type": "code", "id": "same", "source": "a = 1"}
    assert _code({"cells": [cell] * 100_000}).count("\n") == 99_999


def test_a_lone_surrogate_does_not_survive():
    """JSON can name characters that UTF-8 cannot write."""
    code = read_notebook(b'{"cells": [{"cell_type": "code", "source": "a = \'\\ud800\'"}]}')
    assert code.text.encode("utf-8")


def _neutral(*cells: str) -> str:
    code = read_notebook(notebook_bytes(*cells))
    return neutralise(code.text, code.locations).text


def test_the_rest_of_a_timed_cell_is_python():
    """`%%time` only measures."""
    assert _neutral("%%time\na = 1", "b = 2") == "\na = 1\nb = 2"


def test_a_cell_in_another_language_goes_as_a_whole():
    """`%%bash` ends with its cell."""
    assert _neutral("%%bash\nls 'x\n(", "b = 2") == "\n\n\nb = 2"


@pytest.mark.parametrize(
    "text",
    [
        "a = (1\n% 2)",
        'b = """\n!ls\n%cd\n"""',
        "c = 5 \\\n% 2",
        "# !ls",
        "d = '%s' % 3 # it's",
        "e = f'{d!r}'",
    ],
)
def test_python_that_looks_like_a_magic_is_left_alone(text):
    """Strings, brackets and continued lines are followed."""
    assert _neutral(text) == text


def test_a_magic_inside_a_block_leaves_the_block_valid():
    """`pass` takes its place; a continued command goes with all its lines."""
    assert _neutral("if a:\n  !ls\n!pip install \\\n   b\nc = 1") == "if a:\n  pass\n\n\nc = 1"
