"""Whatever is handed in, intake answers and lines stay where they are."""

import ast
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.intake.cleaning import clean_code
from graders.intake.encoding import decode_text
from graders.intake.magics import neutralise
from graders.intake.notebook import read_notebook
from graders.intake.reading import code_of
from tests.intake_factories import CLEAN, clean, make_spec

LINES = st.sampled_from(
    [
        *CLEAN.split("\n"),
        "!pip install x",
        "%%time",
        "x = !ls",
        "print(1); SEED = 3",
        "model.fit(x, y)",
        "if __name__ == '__main__':",
        "    pass",
        "a = '''",
        "'''; b = 1",
        "for i in range(3): TRAINING['epochs'] = i",
        "x = 1 \\",
        "@decorated",
        "año = 'ñ'; plt.show(); mes = año # ó",
        "from keras.layers import *",
        "return 3",
        "\t",
        "\x0c",
        "(",
        ")",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.text() | st.lists(LINES, max_size=30).map("\n".join))
def test_any_text_is_cleaned_without_moving_a_line(text):
    """Cleaning never raises, keeps the number of lines and leaves valid Python."""
    text = decode_text(text.encode("utf-8", "replace"))[0]
    cleaned = clean(text)
    assert cleaned.source.count("\n") == text.count("\n")
    ast.parse(cleaned.source)


@settings(max_examples=100, deadline=None)
@given(st.lists(LINES, max_size=20))
def test_kept_lines_are_untouched(extra):
    """A clean file is found to the letter inside whatever is appended to it."""
    text = CLEAN + "\n".join(["", *extra])
    cleaned = clean(text)
    if not any(problem.fatal for problem in cleaned.problems):
        kept, given_lines = cleaned.source.split("\n"), text.split("\n")
        untouched = sum(a == b for a, b in zip(kept, given_lines, strict=True))
        assert kept[: CLEAN.count("\n")] == given_lines[: CLEAN.count("\n")]
        assert untouched >= CLEAN.count("\n")


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.booleans())
def test_any_bytes_become_a_submission(data, is_notebook):
    """Neither reading nor cleaning raises, and every line has its place."""
    code = code_of(data, is_notebook=is_notebook)
    assert len(code.locations) == code.text.count("\n") + 1
    if code.is_readable:
        clean_code(code, make_spec())


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "worksheets", "cell_type", "source", "input", "code"]),
            inner | st.sampled_from(["code", "markdown", ["a\n", "b"]]),
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(JSON)
def test_any_json_is_a_notebook_or_a_problem(document):
    """Damage of any shape ends in code or in a problem."""
    code = read_notebook(json.dumps(document).encode())
    assert len(code.locations) == code.text.count("\n") + 1


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(["a = (1\n%2)", "b = '''\n!x\n'''", CLEAN]), st.text(max_size=20))
def test_valid_python_has_no_magics(code, comment):
    """Only lines that Python cannot read are taken out."""
    text = f"# {' '.join(comment.split())}\n{code}"
    assert neutralise(text, ()).text == text
