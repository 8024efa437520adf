"""What a worker may say of layers and steps is typed and capped."""

import json

import pytest
from pydantic import ValidationError

from graders.pipeline.wire_facts import influence_of_layers, training_steps
from graders.wire.messages import MESSAGE, InfluenceOfLayer, InfluenceReported, TrainingReported

LAYER = {"layer": "Conv2D", "name": "c", "gradient": 0.5, "effect": None}
TRAINING = {
    "kind": "training",
    "metrics": {},
    "epochs_requested": 1,
    "epochs_run": 1,
    "examples_seen": 64,
    "budget_reached": False,
    "rebuild": "architecture",
    "uses_prepare": False,
    "num_weights": 2,
}


def influence(**changes):
    return {"kind": "influence", "layers": [LAYER], "output_variation": 0.1, **changes}


@pytest.mark.parametrize(
    "message",
    [
        influence(layers=[LAYER] * 2_001),
        influence(layers=[{**LAYER, "gradient": -0.1}]),
        influence(layers=[{**LAYER, "gradient": float("nan")}]),
        influence(layers=[{**LAYER, "gradient": "0.5"}]),
        influence(layers=[{**LAYER, "effect": float("inf")}]),
        influence(layers=[{**LAYER, "effect": 1e10}]),
        influence(layers=[{**LAYER, "name": "x" * 201}]),
        influence(layers=[{**LAYER, "score": 1.0}]),
        influence(output_variation=-1.0),
        {**TRAINING, "steps_taken": -1},
        {**TRAINING, "steps_taken": 1.5},
        {**TRAINING, "steps_elsewhere": 10**16},
    ],
)
def test_a_claim_that_makes_no_sense_is_no_message(message):
    """Wrong signs, types, sizes and unknown keys are refused before anyone looks at them."""
    with pytest.raises(ValidationError):
        MESSAGE.validate_json(json.dumps(message))


def test_a_sound_claim_is_a_message():
    """The cases above differ from this one in one thing each."""
    assert MESSAGE.validate_json(json.dumps(influence())).layers[0].effect is None
    assert MESSAGE.validate_json(json.dumps(TRAINING)).steps_taken == 0


def test_what_a_worker_says_becomes_facts_without_control_characters():
    """Names of layers are the student's own words."""
    report = InfluenceReported(
        layers=(InfluenceOfLayer(layer="Conv2D", name="c\x1b[2J", gradient=0.0, effect=0.0),),
        output_variation=0.1,
    )
    (layer,) = influence_of_layers(report).layers
    assert layer.name == "c[2J"
    steps = training_steps(TrainingReported(**TRAINING, steps_counted=8, steps_taken=11))
    assert steps.uncounted == 3
