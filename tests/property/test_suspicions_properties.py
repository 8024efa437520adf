"""Whatever the text, the scan answers; and what an honest file is made of is never flagged."""

import ast

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.analysis.suspicions import find_suspicions
from tests.intake_factories import CLEAN

# What can be typed into a comment; a line with NUL is no Python.
PROSE = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=60)
PIECES = st.sampled_from(
    [
        *CLEAN.split("\n"),
        "import os",
        "import numpy as np",
        "from keras import *",
        "os.environ['TF_CPP_MIN_LOG_LEVEL'] = '3'",
        "    x.trainable = False",
        "    del x",
        "    a.b.c = d = e",
        "    x[0].y[1:2] = [*z, *(1, 2)]",
        "    async def f(): await g",
        "    y = f'{x!r:>{w}}' + '''\n'''",
        "    lambda *a, k=1, **kw: (yield)",
        "    setattr()",
        "    getattr(keras)(1)",
        "    __import__()",
        "    open(*a, **k)",
        "    os.environ.get()",
        "    print(sys.modules[__name__])",
        "    match x:\n        case {'a': 1, **rest}: pass",
        "    # ñ \u202e \ud7ff",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.text() | st.lists(PIECES, max_size=25).map("\n".join))
def test_any_text_is_scanned(text):
    """The scan never raises, whatever Python makes of the text and however few places are known."""
    for flag in find_suspicions(text, ()):
        assert flag.code.startswith("flag.")
        assert all(place.line >= 1 for place in flag.where)


ARGUMENTS = st.one_of(
    st.integers(-1000, 1000), st.floats(-10, 10), st.sampled_from(["relu", "same", "he_normal"])
)
CALLS = st.tuples(
    st.sampled_from(["Conv2D", "Dense", "Dropout", "LSTM", "BatchNormalization", "MaxPooling2D"]),
    st.lists(ARGUMENTS, max_size=5),
).map(lambda call: f"    x = layers.{call[0]}({', '.join(map(repr, call[1]))})(x)")


@settings(max_examples=100, deadline=None)
@given(st.lists(CALLS, max_size=120), st.lists(PROSE, max_size=20))
def test_code_that_builds_a_network_is_not_flagged(calls, comments):
    """A hundred layers and as many comments are a long file, no smuggled data."""
    noted = [f"    # {' '.join(text.split())}" for text in comments]
    text = "\n".join(
        ["from keras import layers", "", "def build_model(x, n):", *calls, *noted, "    return x"]
    )
    ast.parse(text)
    assert find_suspicions(text, ()) == ()
