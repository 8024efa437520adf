"""Streams, fingerprints, scores and passages of single files."""

import ast
import hashlib
import subprocess
import sys
from collections import Counter

import pytest

from graders.analysis.similarity.clusters import connected
from graders.analysis.similarity.compare import FEWEST_SHARED, Candidate, compare
from graders.analysis.similarity.normalise import stream_of_tree
from graders.analysis.similarity.parsing import stream_of
from graders.analysis.similarity.passages import find_passages, given_lines, lines_of
from graders.analysis.similarity.plain_stream import stream_of_text
from graders.analysis.similarity.winnow import GRAM, WINDOW, fingerprints, grams, winnow
from tests.planted_copies import broken, list_to_add, renamed
from tests.similarity_class import ASSIGNMENTS, submission, text_of

MODEL = """
import keras
from keras import layers
def build_model(input_shape, num_classes):
    model = keras.Sequential([
        keras.Input(shape=input_shape),
        layers.Conv2D(32, 3, padding="same", activation="relu"),
        layers.MaxPooling2D(),
        layers.Dense(num_classes, activation="softmax"),
    ])
    model.compile(optimizer="adam", loss="mse")
    return model
"""
SOLUTIONS = [
    *(f"reference/{name}/solution.py" for name in ASSIGNMENTS),
    "reference/gan/alternatives/own_step.py",
    "reference/cifar10_tuning/alternatives/outside_separable.py",
]


def labels(text):
    return stream_of(text).labels


def candidates(*texts, owners=None, are_groups=None):
    names = owners or [f"g{index}" for index in range(len(texts))]
    groups = are_groups or [True] * len(texts)
    return [
        Candidate(owner=name, is_group=is_group, stream=stream_of(text))
        for name, is_group, text in zip(names, groups, texts, strict=True)
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("x = layers.Dense(3)(x)", "y = layers.Dense(64)(entrada)"),
        ("import keras\nkeras.layers.Dense(3)", "from keras.layers import Dense as D\nD(99)"),
        ("import keras as k\nC = k.layers.Conv2D\nC(3, (3, 3))",
         "import keras\nkeras.layers.Conv2D(8, 5)"),
        ("m = Sequential([Dense(1), Flatten()])", "m = Sequential()\nm.add(Dense(1))\n"
         "m.add(Flatten())"),
        ("def f(a: int = 3) -> int:\n    '''Doc.'''\n    return a * 2", "def g(b):\n  return(b*7)"),
        ("x = 1 # nota\nprint(x)\npass", "\n\ny = (\n  2)"),
        ("f(x, activation='relu')", "f(y,\n  activation = \"elu\",)"),
        ("if x:\n    b()\nelif y:\n    d()", "if z:\n b()\nelse:\n if w:\n  d()"),
    ],
)  # fmt: skip
def test_disguises_leave_the_stream_alone(one, other):
    """Names, numbers, texts, brackets, comments, layout and the way of importing do not count."""
    assert labels(f"def a(x, y):\n  z = w = 3\n{one}") == labels(
        f"def a(x, y):\n  z = w = 3\n{other}"
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("layers.Dense(3)", "layers.Conv2D(3)"),
        ("Dense(3, activation='a')", "Dense(3, use_bias='a')"),
        ("model.fit(x)", "model.evaluate(x)"),
        ("f(True)", "f(False)"),
        ("for i in x: f(i)", "while x: f(i)"),
    ],
)
def test_what_is_called_stays(one, other):
    """Layers, their keywords, methods and statements are the structure, and are kept."""
    assert labels(one) != labels(other)


@pytest.mark.parametrize("path", SOLUTIONS)
def test_renaming_everything_changes_nothing(path):
    """A file and the same file with other names have the same stream, line by line of code."""
    text = text_of(path)
    assert labels(renamed(text)) == labels(ast.unparse(ast.parse(text)))


@pytest.mark.parametrize("path", SOLUTIONS)
def test_every_token_knows_its_line(path):
    """Lines of tokens are lines of the text that hold code."""
    text = text_of(path)
    lines = text.split("\n")
    stream = stream_of(text)
    assert len(stream.lines) == len(stream.labels)
    assert all(lines[line - 1].strip() for line in stream.lines)


@pytest.mark.parametrize("path", SOLUTIONS)
def test_words_alone_say_nearly_the_same_as_parsing(path):
    """A file that cannot be parsed at all is still comparable with one that can."""
    text = text_of(path)
    parsed = Counter(stream_of_tree(ast.parse(text)).labels)
    read = Counter(stream_of_text(text).labels)
    common = sum((parsed & read).values())
    assert common / max(sum(parsed.values()), sum(read.values())) >= 0.9
    assert len(fingerprints(stream_of(text)) & fingerprints(stream_of_text(text))) >= (
        0.7 * len(fingerprints(stream_of(text)))
    )


def test_python_2_is_read_by_its_words():
    """What no mending makes parse is compared all the same."""
    old = "\n".join(f"print 'epoch', {i}" for i in range(20)) + MODEL
    assert fingerprints(stream_of(MODEL)) <= fingerprints(stream_of(old))


def test_a_missing_bracket_costs_its_line_only():
    """The parser's complaint names a line; without it the rest is read as ever."""
    assert fingerprints(stream_of(MODEL)) == fingerprints(stream_of(MODEL + "\nf((x\n"))


def test_winnowing_keeps_its_promise():
    """Whatever is shared over GRAM + WINDOW - 1 labels leaves a common fingerprint."""
    shared = [f"a{i}()" for i in range(GRAM + WINDOW - 1)]
    one = "\n".join([*(f"b{i}()" for i in range(40)), *shared, *(f"c{i}()" for i in range(30))])
    other = "\n".join([*(f"d{i}()" for i in range(17)), *shared, *(f"e{i}()" for i in range(5))])
    assert fingerprints(stream_of(one)) & fingerprints(stream_of(other))


def test_winnowing_thins_out():
    """A window of w keeps between one in w and all grams, the same whatever surrounds them."""
    (part,) = grams(stream_of("\n".join(f"a{i}()" for i in range(400))))
    kept = list(winnow(part, 8))
    assert len(part) / 8 <= len(kept) <= len(part) / 2
    assert set(winnow(part[100:300], 8)) - set(kept) <= {part[100], part[299], *part[100:108]}


def test_fingerprints_are_the_same_in_every_process():
    """Python's own hash of a text differs by process; ours does not."""
    program = (
        "from graders.analysis.similarity.parsing import stream_of\n"
        "from graders.analysis.similarity.winnow import fingerprints\n"
        f"print(sorted(fingerprints(stream_of({MODEL!r}))))\n"
    )
    told = {
        hashlib.sha256(
            subprocess.run([sys.executable, "-c", program], capture_output=True, check=True).stdout
        ).hexdigest()
        for _ in range(2)
    }
    assert len(told) == 1


def test_the_order_of_functions_does_not_matter():
    """No gram crosses the border of a function."""
    one, two = MODEL, "\ndef callbacks():\n    return [keras.callbacks.EarlyStopping(patience=3)]\n"
    assert fingerprints(stream_of(one + two)) == fingerprints(stream_of(two + one))


def test_the_score_is_the_larger_share():
    """A copy in a long file is found from the side of the original."""
    long = MODEL + "\n".join(f"plot{i}.show{i}(x{i}, size{i}=3)" for i in range(80))
    (match,) = compare(candidates(MODEL * 1, long), [], threshold=0.5).matches
    assert match.left_share == match.score == 1.0
    assert match.right_share < 0.5


def test_too_little_in_common_is_no_pair():
    """Two files of two lines may be equal by chance."""
    short = "def callbacks():\n    return [keras.callbacks.EarlyStopping(patience=3)]\n"
    assert len(fingerprints(stream_of(short))) < FEWEST_SHARED
    assert compare(candidates(short, short), [], threshold=0.1).matches == ()


def test_what_is_public_counts_for_nobody():
    """Two copies of the starter share nothing."""
    comparison = compare(candidates(MODEL, renamed(MODEL)), [stream_of(MODEL)], threshold=0.1)
    assert comparison.matches == ()
    assert comparison.num_own == (0, 0)


def test_what_most_groups_have_counts_for_nobody():
    """From six groups on, what more than half of them have is how the task is done."""
    tails = ["\n".join(f"own{n}.step{i}(x, key{n}_{i}=1)" for i in range(30)) for n in range(8)]
    texts = [MODEL + tail for tail in tails]
    assert compare(candidates(*texts[:5]), [], threshold=0.01).num_common == 0
    comparison = compare(candidates(*texts), [], threshold=0.01)
    assert comparison.num_common >= FEWEST_SHARED
    assert comparison.matches == ()


def test_twins_are_found_even_where_most_are_twins():
    """If six of eight hand in one file, it is common, and they are named all the same."""
    others = ["\n".join(f"o{n}.s{i}(x, k{n}_{i}=1)" for i in range(30)) for n in range(2)]
    matches = compare(candidates(*[MODEL] * 6, *others), [], threshold=0.6).matches
    assert len(matches) == 15


def test_files_of_one_owner_are_never_paired():
    """A group's attempts resemble each other, and that is as it should be."""
    same = candidates(MODEL, MODEL, MODEL, owners=["a", "a", "b"])
    (match,) = compare(same, [], threshold=0.5).matches
    assert (match.left, match.right) in {(0, 2), (1, 2)}


def test_known_solutions_are_not_compared_with_each_other():
    """A pair has a group in it, and the group stands on the left."""
    two = candidates(MODEL, MODEL, are_groups=[False, False])
    assert compare(two, [], threshold=0.5).matches == ()
    (match,) = compare(
        candidates(MODEL, MODEL, are_groups=[False, True]), [], threshold=0.5
    ).matches
    assert (match.left, match.right) == (1, 0)


def test_passages_are_disjoint_and_equal():
    """Each label is evidence once, and both sides of a passage say the same."""
    for name in ASSIGNMENTS:
        text = submission(name, "grupo01")
        one, other = stream_of(text), stream_of(list_to_add(renamed(text)))
        spans = find_passages(one, other, frozenset())
        used_left = [p for s in spans for p in range(s.left, s.left + s.length)]
        used_right = [p for s in spans for p in range(s.right, s.right + s.length)]
        assert len(used_left) == len(set(used_left))
        assert len(used_right) == len(set(used_right))
        assert len(used_left) >= 0.7 * len(one.labels)
        for span in spans:
            left = one.labels[span.left : span.left + span.length]
            assert left == other.labels[span.right : span.right + span.length]


def test_repeated_blocks_do_not_explode():
    """A thousand equal layers in both files are compared in no time."""
    text = "m = Sequential()\n" + "m.add(Conv2D(8, 3, padding='same', activation='relu'))\n" * 1_000
    one, other = stream_of(text), stream_of(renamed(text))
    assert find_passages(one, other, frozenset())


def test_lines_of_a_passage_include_its_comments():
    """A comment inside of a passage belongs to it; code beside it does not."""
    stream = stream_of("a = f(1)\n# nota\n\nb = g(2)\nc = h(3)\n")
    assert lines_of(stream, 0, 6) == (1, 2, 3, 4)


def test_given_lines_are_those_of_the_starter():
    """A line that also has code of one's own is not given."""
    stream = stream_of(MODEL)
    given = frozenset(gram.value for part in grams(stream) for gram in part)
    assert given_lines(stream, given) == frozenset(stream.lines)
    assert given_lines(stream, frozenset()) == frozenset()


def test_clusters_are_connected_components():
    """Who is like somebody who is like a third belongs together."""
    groups = connected([("a", "b"), ("c", "d"), ("b", "e"), ("d", "c")])
    assert sorted(map(sorted, groups)) == [["a", "b", "e"], ["c", "d"]]


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_broken_copy_is_mended(name):
    """An open bracket in the middle leaves most of a copy readable."""
    text = submission(name, "grupo01")
    share = fingerprints(stream_of(broken(text))) & fingerprints(stream_of(text))
    assert len(share) >= 0.7 * len(fingerprints(stream_of(text)))
