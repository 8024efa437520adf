"""Which model configurations may be rebuilt without student code."""

import json

import pytest

from graders.wire.architecture import needs_only_keras

DENSE = {
    "module": "keras.layers",
    "class_name": "Dense",
    "config": {"units": 3},
    "registered_name": None,
}


def test_keras_layers_alone_are_accepted():
    """A model of Keras's own layers needs no student code."""
    model = {"module": "keras", "class_name": "Sequential", "config": {"layers": [DENSE]}}
    assert needs_only_keras(json.dumps(model))


@pytest.mark.parametrize(
    "entry",
    [
        {"module": "keras.layers", "class_name": "Lambda", "config": {}},
        {"module": "keras.layers", "class_name": "TFSMLayer", "config": {}},
        {"module": "builtins", "class_name": "function", "config": "my_activation"},
        {"module": "os", "class_name": "system", "config": "true"},
        {"module": "kerasevil", "class_name": "Dense", "config": {}},
        {"module": "submission", "class_name": "MyLayer", "registered_name": "Custom>MyLayer"},
        {"module": None, "class_name": "MyLayer", "registered_name": "Custom>MyLayer"},
        {"module": "keras.layers", "class_name": "Dense", "registered_name": "Custom>Dense"},
        {"class_name": "Dense", "config": {}},
        {"class_name": "__lambda__", "config": {"value": "cGF5bG9hZA=="}},
    ],
)
def test_anything_that_names_or_carries_code_is_refused(entry):
    """Lambda, foreign modules, registered customs and marshalled code need student code."""
    model = {"module": "keras", "class_name": "Sequential", "config": {"layers": [DENSE, entry]}}
    assert not needs_only_keras(json.dumps(model))


@pytest.mark.parametrize("text", ["", "{", "[" * 10_000, json.dumps([DENSE] * 100_001)])
def test_text_that_is_no_modest_configuration_is_refused(text):
    """Damaged, deeply nested and gigantic configurations are refused, not followed."""
    assert not needs_only_keras(text)
