"""Whatever is compared, a score comes out, and it is the same from both sides."""

from hypothesis import given, settings
from hypothesis import strategies as st

from graders.analysis.similarity.compare import FEWEST_SHARED, Candidate, compare
from graders.analysis.similarity.normalise import TokenStream
from graders.analysis.similarity.parsing import stream_of
from graders.analysis.similarity.passages import find_passages, given_lines, lines_of
from graders.analysis.similarity.plain_stream import stream_of_text
from graders.analysis.similarity.winnow import fingerprints
from tests.intake_factories import CLEAN
from tests.planted_copies import renamed

LINES = st.sampled_from(
    [
        *CLEAN.split("\n"),
        "x = layers.Dense(3, activation='relu')(x)",
        "def f(a, *b, c=3, **d): return [a for a in b if a]",
        "@decorado",
        "class A(B, metaclass=C):",
        "    '''",
        "print 'hola'",
        "f((",
        "))",
        "a = {'b': 1, **c}",
        "match x:",
        "lambda x: (yield)",
        "\t",
        "a.b.c = d[1:2]",
        "if x := 3: pass",
        "async def g(): await h()",
        "from a import (b as c, d)",
        "import a.b.c",
        "from . import *",
        '"\\',
    ]
)
TEXTS = st.text(max_size=200) | st.lists(LINES, max_size=40).map("\n".join)


def score(one: TokenStream, other: TokenStream) -> float:
    files = [
        Candidate(owner=name, is_group=True, stream=stream)
        for name, stream in (("a", one), ("b", other))
    ]
    matches = compare(files, [], threshold=0.0).matches
    return max((match.score for match in matches), default=0.0)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_any_two_texts_have_a_score(one, other):
    """Nothing raises; the score lies in [0, 1] and does not depend on who stands first."""
    first, second = stream_of(one), stream_of(other)
    assert 0.0 <= score(first, second) <= 1.0
    assert score(first, second) == score(second, first)


@settings(max_examples=150, deadline=None)
@given(TEXTS, TEXTS)
def test_passages_stay_inside_of_the_files(one, other):
    """Every passage has lines in both files, and says the same in both."""
    first, second = stream_of(one), stream_of(other)
    spans = find_passages(first, second, frozenset())
    for span in spans:
        for text, stream, start in ((one, first, span.left), (other, second, span.right)):
            lines = lines_of(stream, start, span.length)
            assert lines == tuple(sorted(set(lines)))
            assert 1 <= lines[0] <= lines[-1] <= text.count("\n") + 1
    assert given_lines(first, fingerprints(second)) <= set(first.lines)


@settings(max_examples=100, deadline=None)
@given(TEXTS)
def test_a_file_is_like_itself(text):
    """Equal files score 1, if there is enough of them to compare."""
    stream = stream_of(text)
    expected = 1.0 if len(fingerprints(stream)) >= FEWEST_SHARED else 0.0
    assert score(stream, stream) == expected


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(["Dense", "Conv2D", "Flatten", "LSTM", "Dropout"]), min_size=8))
def test_a_renamed_network_is_the_same(layers):
    """Other names for everything change no score."""
    body = "\n".join(f"    x = layers.{layer}(units)(x)" for layer in layers)
    text = f"from keras import layers\ndef build(x, units):\n{body}\n    return keras.Model(x, x)\n"
    assert stream_of(renamed(text)).labels == stream_of(text).labels


@settings(max_examples=150, deadline=None)
@given(TEXTS)
def test_words_are_read_from_anything(text):
    """The reader of last resort never raises, and every token has a line of the text."""
    stream = stream_of_text(text)
    assert len(stream.labels) == len(stream.lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in stream.lines)
    assert all(0 <= start <= len(stream.labels) for start in stream.starts)
