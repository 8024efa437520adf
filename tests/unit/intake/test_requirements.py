"""Whether the worker can call what the assignment asks for."""

import pytest

from tests.intake_factories import CLEAN, clean, codes

SIGNATURE = "def build_model(input_shape, num_classes):"


def test_a_missing_function_shows_its_signature():
    """The student can copy the line that is missing."""
    (problem,) = clean('TRAINING = {"epochs": 1, "batch_size": 2}\n').problems
    assert problem.code == "intake.missing_function"
    assert dict(problem.values)["signature"] == "build_model(input_shape, num_classes)"


def test_a_misspelt_function_is_named():
    """`buildModel` is nearly right, and the message says so."""
    (problem,) = clean(CLEAN.replace("def build_model", "def buildModel")).problems
    assert problem.code == "intake.misspelt_function"
    assert dict(problem.values)["found"] == "buildModel"


def test_a_script_is_told_how_to_become_a_function():
    """The lines of the model, compile and fit are named; nothing else is asked for."""
    source = "from keras import *\n\nm = Sequential()\nm.compile('sgd')\nm.fit(x, y)\n"
    (problem,) = clean(source).problems
    assert problem.code == "intake.top_level_script"
    values = dict(problem.values)
    assert (values["model"], values["compile"], values["fit"]) == ("3", "4", "5")


def test_missing_settings_show_the_literal():
    """The student can copy the dictionary that is missing."""
    source = CLEAN.replace('TRAINING = {"epochs": 5, "batch_size": 64}', "")
    (problem,) = clean(source).problems
    assert problem.code == "intake.missing_settings"
    assert dict(problem.values)["literal"] == 'TRAINING = {"epochs": 10, "batch_size": 64}'


def test_missing_keys_are_named():
    """Only what is absent is asked for."""
    (problem,) = clean(CLEAN.replace(', "batch_size": 64', "")).problems
    assert problem.code == "intake.missing_settings_keys"
    assert dict(problem.values)["keys"] == "batch_size"


@pytest.mark.parametrize(
    "literal", ["dict(epochs=1, batch_size=2)", "{**BASE}", "settings()", '{"epochs": 1} | BASE']
)
def test_settings_whose_keys_cannot_be_told_are_left_to_the_worker(literal):
    """A static check never refuses what may be right."""
    source = CLEAN.replace('{"epochs": 5, "batch_size": 64}', literal)
    assert codes(clean(source)) == []


@pytest.mark.parametrize(
    "signature",
    [
        "def build_model(forma, clases):",
        "def build_model(*args):",
        "def build_model(input_shape=(32, 32, 3), num_classes=10, extra=0):",
        "def build_model(input_shape, num_classes, /, *, rate=0.1):",
    ],
)
def test_any_signature_that_accepts_the_call_is_right(signature):
    """Other parameter names and defaults are the student's choice."""
    source = CLEAN.replace(SIGNATURE, signature).replace("num_classes, act", "10, act")
    assert codes(clean(source)) == []


@pytest.mark.parametrize(
    "signature",
    [
        "def build_model():",
        "def build_model(input_shape):",
        "def build_model(a, b, c):",
        "def build_model(a, b, *, rate):",
        "async def build_model(a, b):",
    ],
)
def test_a_signature_that_refuses_the_call_is_fatal(signature):
    """What would fail in the worker is said before anything runs."""
    problems = clean(CLEAN.replace(SIGNATURE, signature)).problems
    assert [(item.code, item.fatal) for item in problems] == [("intake.wrong_signature", True)]
